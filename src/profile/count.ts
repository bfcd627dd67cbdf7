import { randomUUID } from 'node:crypto';
import { errorFacts } from '../log.ts';
import type { Operation } from '../operation.ts';
import { openSubjects } from '../vault/index.ts';
import { openProfile } from './blob.ts';
import { findField, valueKeys } from './catalogue/index.ts';
import {
  type FieldCount,
  selectFieldCount,
  selectLastCount,
  selectSample,
  upsertFieldCounts,
} from './store.ts';
import type { StoredProfile } from './value.ts';

const SAMPLE = 500;
const EVERY_MS = 600_000;
/** Below so many subjects a share would speak of somebody. */
const LEAST = 5;

/**
 * How often each field is known, counted over a few hundred subjects that chance picks, at most every ten minutes
 * in all processes together. Only numbers are kept.
 */
export async function countFields(op: Operation): Promise<void> {
  const last = await selectLastCount(op);
  if (last && op.at.getTime() - last.getTime() < EVERY_MS) return;
  const counts = new Map<string, Omit<FieldCount, 'field_key'>>();
  const rows = await selectSample(op, randomUUID(), SAMPLE);
  const keys = await openSubjects(
    op,
    rows.map(row => row.subject_id),
  );
  for (const row of rows) {
    const key = keys.get(row.subject_id);
    if (!key) continue;
    try {
      add(counts, openProfile(key, row.sealed));
    } catch (error) {
      op.system.log.warn(errorFacts(error), 'a profile could not be counted');
    }
  }
  const list = [...counts].map(([field_key, count]) => ({ field_key, ...count }));
  if (list.length > 0) await upsertFieldCounts(op, list);
}

function add(counts: Map<string, Omit<FieldCount, 'field_key'>>, stored: StoredProfile): void {
  if (!stored.kind) return;
  for (const key of valueKeys(stored.kind)) {
    if (findField(key)?.inputs?.length) continue;
    const count = counts.get(key) ?? { seen: 0, present: 0, absent: 0, not_applicable: 0, unknown: 0 };
    const status = stored.values[key]?.status ?? 'unknown';
    counts.set(key, { ...count, seen: count.seen + 1, [status]: count[status] + 1 });
  }
}

/** Of how many subjects to whom the field applies it is not known; undefined while too few were counted. */
export async function findMissing(
  op: Operation,
  key: string,
): Promise<{ percent: number; of: number; at: Date } | undefined> {
  const count = await selectFieldCount(op, key);
  const of = count ? count.seen - count.not_applicable : 0;
  if (!count || of < LEAST) return undefined;
  return { percent: Math.round((100 * (of - count.present)) / of), of, at: count.counted_at };
}
