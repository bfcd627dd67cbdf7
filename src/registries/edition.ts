import type { Edition } from './index.ts';
import { digitsIf, type Row } from './reading.ts';

/** The number of the record's edition, where the registry gives one. */
export function editionIf(from: Row): { edition?: Edition } {
  const written = digitsIf(from, 'virayesh', /^\d{1,15}$/);
  return written === undefined ? {} : { edition: Number(written) };
}

/** So long an older edition is taken for a copy that lags behind; after it the registry has begun to count anew. */
const PATIENCE_MS = 7 * 86_400_000;

/** The edition that counts, and since when the registry has answered older ones, if it has. */
export interface KeptEdition {
  readonly edition: Edition;
  /** ISO */
  readonly doubtedSince?: string;
}

/** Whether an answer is an older edition of the record than the one that counts. Pure. */
export function isOutdated(kept: KeptEdition | undefined, answered: Edition | undefined, at: Date): boolean {
  if (!kept || answered === undefined || answered >= kept.edition) return false;
  const { doubtedSince } = kept;
  return doubtedSince === undefined || at.getTime() - Date.parse(doubtedSince) < PATIENCE_MS;
}

/** What is kept when such an answer came. */
export function doubted({ edition, doubtedSince }: KeptEdition, at: Date): KeptEdition {
  return { edition, doubtedSince: doubtedSince ?? at.toISOString() };
}
