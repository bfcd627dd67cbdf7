import { Fault } from '../errors.ts';

/** How events leave: posted to an address of the receiver (RFC 8935), or fetched by it (RFC 8936). */
export type Delivery =
  | { readonly method: 'poll' }
  | { readonly method: 'push'; readonly url: string; readonly authorization?: string };

export interface StreamInput {
  readonly delivery: Delivery;
  /** Types of events; unknown ones are kept and never come. */
  readonly requested: readonly string[];
  readonly description: string | null;
}

export const PUSH = 'urn:ietf:rfc:8935';
export const POLL = 'urn:ietf:rfc:8936';

export type Body = Readonly<Record<string, unknown>>;

function malformed(part: string): Fault {
  return new Fault('bad_input', 'events.malformed', { part });
}

/** @throws events.malformed */
export function readBody(body: unknown): Body {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw malformed('body');
  return body as Body;
}

/** @throws events.malformed */
export function readId(body: Body): string {
  if (typeof body.stream_id !== 'string' || body.stream_id.length > 64) throw malformed('stream_id');
  return body.stream_id;
}

/** A text, a few signs long, without control signs; undefined when it is not there. @throws events.malformed */
export function readText(body: Body, name: string, longest: number): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || value.length > longest || /\p{Cc}/u.test(value)) throw malformed(name);
  return value;
}

/** Reasons that only the transmitter gives: by them it is known what a receiver may take back. */
export const BY_ADMINISTRATOR = 'by_administrator';
export const TOO_OLD = 'events_too_old';

/** Why a receiver changes the status, in words of its own. @throws events.malformed */
export function readReason(body: Body): string | null {
  const reason = readText(body, 'reason', 200) ?? null;
  if (reason === BY_ADMINISTRATOR || reason === TOO_OLD) throw malformed('reason');
  return reason;
}

/** What a receiver asks for (SSF 1.0 §8.1.1). Without delivery it polls. @throws events.malformed */
export function readStreamInput(body: Body): StreamInput {
  return {
    delivery: body.delivery === undefined ? { method: 'poll' } : readDelivery(body.delivery),
    requested: body.events_requested === undefined ? [] : readTypes(body.events_requested),
    description: readText(body, 'description', 200) ?? null,
  };
}

/** Only what is there changes. @throws events.malformed */
export function readStreamChange(body: Body): (before: StreamInput) => StreamInput {
  const next = readStreamInput(body);
  return before => ({
    delivery: body.delivery === undefined ? before.delivery : next.delivery,
    requested: body.events_requested === undefined ? before.requested : next.requested,
    description: body.description === undefined ? before.description : next.description,
  });
}

function readTypes(value: unknown): string[] {
  const fine = Array.isArray(value) && value.length <= 50;
  if (!fine || value.some(type => typeof type !== 'string' || type.length > 200))
    throw malformed('events_requested');
  return [...new Set(value as string[])];
}

function readDelivery(value: unknown): Delivery {
  const { method, endpoint_url: url, authorization_header: authorization } = readBody(value);
  if (method === POLL) return { method: 'poll' };
  if (method !== PUSH) throw malformed('delivery.method');
  if (typeof url !== 'string' || url.length > 1_000) throw malformed('delivery.endpoint_url');
  if (authorization === undefined) return { method: 'push', url };
  if (typeof authorization !== 'string' || !/^[\x20-\x7e]{1,4000}$/.test(authorization))
    throw malformed('delivery.authorization_header');
  return { method: 'push', url, authorization };
}

export interface PollInput {
  readonly most: number;
  readonly wait: boolean;
  readonly acks: readonly string[];
  readonly errors: ReadonlyMap<string, string>;
}

const MOST_EVENTS = 500;
const ORDINARY = 100;
const MOST_ACKS = 2_000;

/** RFC 8936 §2.2. Acknowledgements that name nothing of this stream are passed over. @throws events.malformed */
export function readPoll(body: Body): PollInput {
  const { maxEvents = ORDINARY, returnImmediately = false, ack = [], setErrs = {} } = body;
  if (typeof maxEvents !== 'number' || !Number.isInteger(maxEvents) || maxEvents < 0)
    throw malformed('maxEvents');
  if (typeof returnImmediately !== 'boolean') throw malformed('returnImmediately');
  if (!Array.isArray(ack) || ack.length > MOST_ACKS || ack.some(jti => typeof jti !== 'string'))
    throw malformed('ack');
  const errors = Object.entries(readBody(setErrs));
  if (errors.length > MOST_ACKS) throw malformed('setErrs');
  return {
    most: Math.min(maxEvents, MOST_EVENTS),
    wait: !returnImmediately,
    acks: ack,
    errors: new Map(errors.map(([jti, said]) => [jti, errorCode(said)])),
  };
}

/** The receiver's word for what is wrong, if it is a word. */
function errorCode(said: unknown): string {
  const code = typeof said === 'object' && said !== null && 'err' in said ? said.err : undefined;
  return typeof code === 'string' && /^[a-z_A-Z]{1,40}$/.test(code) ? code : 'unnamed';
}
