import { isDay } from '../calendar.ts';
import { Fault } from '../errors.ts';

/** As of when a client asks: when the values held, and as far as they were known then. */
export interface AsOf {
  readonly validAt: Date;
  readonly knownAt: Date;
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/;
/** A day is meant as a whole, in Iran: its last moment. */
const END_OF_DAY = 'T23:59:59+03:30';

/**
 * @returns undefined: as of now
 * @throws release.as_of_malformed: no day or moment, one that is still to come, or together with `since` or `max_age`
 */
export function asOfIn(query: Readonly<Record<string, unknown>>, now: Date): AsOf | undefined {
  const { as_of: valid, known_at: known, since, max_age: maxAge } = query;
  if (valid === undefined && known === undefined) return undefined;
  if (since !== undefined || maxAge !== undefined) throw new Fault('bad_input', 'release.as_of_malformed');
  const knownAt = known === undefined ? now : momentIn(known, now);
  return { validAt: valid === undefined ? knownAt : momentIn(valid, now), knownAt };
}

function momentIn(text: unknown, now: Date): Date {
  const written = typeof text === 'string' ? text : '';
  const day: boolean = isDay(written);
  const at = new Date(day ? written + END_OF_DAY : written);
  if (!(day || (MOMENT.test(written) && isDay(written.slice(0, 10)))) || Number.isNaN(at.getTime()))
    throw new Fault('bad_input', 'release.as_of_malformed');
  // Today counts as far as it has come.
  if (day && at > now && new Date(`${written}T00:00:00+03:30`) <= now) return now;
  if (at > now) throw new Fault('bad_input', 'release.as_of_malformed');
  return at;
}

/** As an answer says it. */
export function timesOf({ validAt, knownAt }: AsOf): { as_of: string; known_at: string } {
  return { as_of: validAt.toISOString(), known_at: knownAt.toISOString() };
}
