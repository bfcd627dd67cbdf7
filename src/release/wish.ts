import type { Operation } from '../operation.ts';
import { octetsOf } from '../profile/index.ts';
import { freshen, readMaxAge } from './freshen.ts';
import { asObject, type HandedOver } from './release.ts';
import { readSince, type Since, splitSince, versionOfAnswer } from './since.ts';
import { wasHeldAt } from './token-store.ts';

/** How a client wants its answer, besides which fields: not too old, and only what it does not have. */
export interface Wish {
  readonly maxAge: number | undefined;
  readonly since: Since | undefined;
}

/** @returns undefined: the ordinary answer @throws release.since_malformed, release.max_age_malformed */
export function wishOf(query: Readonly<Record<string, unknown>>, now: Date): Wish | undefined {
  const { since, max_age: maxAge } = query;
  if (since === undefined && maxAge === undefined) return undefined;
  return {
    maxAge: maxAge === undefined ? undefined : readMaxAge(String(maxAge)),
    since: since === undefined ? undefined : readSince(String(since), now),
  };
}

/** The same release with values that are not older than the client accepts, where the registers answer in time. */
export async function renewed(op: Operation, handed: HandedOver, { maxAge }: Wish): Promise<HandedOver> {
  if (maxAge === undefined) return handed;
  const { fields } = asObject(handed);
  const fresh = await freshen(op, handed.subject, fields, maxAge);
  if (fresh === fields) return handed;
  const said = octetsOf(JSON.stringify(fresh));
  return { ...handed, fields: said, mark: said };
}

/**
 * Only what is new to the client; the rest is listed by key, and what was listed stands as the client has it. By a time
 * at which it had no right to these fields yet, all of them are new.
 */
export async function narrowed(
  op: Operation,
  handed: HandedOver,
  since: Since,
  token: Buffer,
): Promise<HandedOver> {
  const { fields } = asObject(handed);
  const had = !('time' in since) || (await wasHeldAt(op, token, consentOf(handed), since.time));
  const { changed, unchanged } = splitSince(fields, had ? since : { version: '' }, handed.disputes);
  const said = octetsOf(JSON.stringify(changed));
  return {
    ...handed,
    head: { ...handed.head, version: versionOfAnswer(fields), unchanged },
    fields: said,
    mark: said,
  };
}

const consentOf = ({ head: { basis } }: HandedOver) => (basis.type === 'consent' ? basis.id : null);
