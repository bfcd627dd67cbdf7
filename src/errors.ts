/**
 * The closed list of ways to fail. A rule throws a Fault; `web/errors.ts` is the one place that turns
 * a kind into a status and a code into a sentence in the reader's language (RFC 9457 for machines).
 */
export type FaultKind =
  | 'bad_input' // 400: the request cannot be understood; say how to write it
  | 'unauthenticated' // 401: who asks is not known
  | 'forbidden' // 403: known, but may not
  | 'not_found' // 404: no such thing, or not yours
  | 'conflict' // 409: true once, no longer
  | 'gone' // 410: it was there and has ended
  | 'too_large' // 413
  | 'too_many' // 429: data.retryAfter seconds
  | 'busy' // 503: data.retryAfter seconds
  | 'unavailable'; // 503: something that we need does not answer

/** Plain values that a sentence may contain. Never personal data: they reach problem+json. */
export type FaultData = Readonly<Record<string, string | number | readonly string[]>>;

/** @property code stable, `room.reason`; every code has a sentence in i18n (`t.faults[code]`). */
export class Fault extends Error {
  readonly kind: FaultKind;
  readonly code: string;
  readonly data: FaultData;
  constructor(kind: FaultKind, code: string, data: FaultData = {}) {
    super(code);
    this.name = 'Fault';
    this.kind = kind;
    this.code = code;
    this.data = data;
  }
}

export function isFault(error: unknown, code?: string): error is Fault {
  return error instanceof Fault && (code === undefined || error.code === code);
}
