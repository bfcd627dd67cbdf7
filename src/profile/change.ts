import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { announce } from '../signals/index.ts';
import { openSubject, type SubjectKey } from '../vault/index.ts';
import { openProfile, sealProfile } from './blob.ts';
import { changedFields } from './changed-fields.ts';
import { type Change, type Replaced, replacedBetween, type Why } from './history.ts';
import {
  insertChange,
  rewriteChange,
  selectChanges,
  selectChangesOf,
  selectProfile,
  writeProfile,
} from './store.ts';
import type { StoredProfile } from './value.ts';

const ATTEMPTS = 8;
const WHAT = 'profile_change';

interface Changing {
  /** Returns the same object when there is nothing to write. */
  readonly change: (stored: StoredProfile) => StoredProfile;
  /** Why a value takes the place of another. */
  readonly why: (key: string) => Why;
  /** Runs in the transaction of the write. */
  readonly after: (op: Operation) => Promise<unknown>;
}

/**
 * Reads the blob, lets `change` make the next one, and writes it if nobody wrote in between; else again. What was
 * replaced goes into the history in the same transaction, and so does saying which values are other ones now.
 * @throws web.busy when others kept writing
 */
export async function changeProfile(
  op: Operation,
  subjectId: string,
  { change, why, after }: Changing,
): Promise<void> {
  const key = await openSubject(op, subjectId);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const done = await atomically(op, async op => {
      const row = await selectProfile(op, subjectId);
      const stored = openProfile(key, row?.sealed ?? null);
      const next = change(stored);
      if (next === stored) return true;
      if (!(await writeProfile(op, subjectId, sealProfile(key, next), row?.version))) return false;
      const replaced = replacedBetween(stored, next, why);
      if (replaced.length > 0) await insertChange(op, subjectId, key.seal(WHAT, replaced));
      const fields = changedFields(stored, next, op.at);
      if (fields.length > 0) await announce(op, { kind: 'profile_changed', subjectId, fields });
      await after(op);
      return true;
    });
    if (done) return;
  }
  throw new Fault('busy', 'web.busy', { retryAfter: 1 });
}

/** What was ever replaced, the oldest first. */
export async function readChanges(op: Operation, key: SubjectKey): Promise<Change[]> {
  const rows = await selectChanges(op, key.subjectId);
  return rows.map(row => ({
    knownAt: row.known_at,
    replaced: key.open<readonly Replaced[]>(WHAT, row.sealed),
  }));
}

/** The same of many subjects whose keys are open, by the id of each. */
export async function readChangesOf(
  op: Operation,
  keys: readonly SubjectKey[],
): Promise<ReadonlyMap<string, Change[]>> {
  const byId = new Map(keys.map(key => [key.subjectId, key]));
  const changes = new Map(keys.map(({ subjectId }): [string, Change[]] => [subjectId, []]));
  const rows = byId.size > 0 ? await selectChangesOf(op, [...byId.keys()]) : [];
  for (const { subject_id: id, known_at: knownAt, sealed } of rows) {
    const replaced = byId.get(id)?.open<readonly Replaced[]>(WHAT, sealed);
    if (replaced) changes.get(id)?.push({ knownAt, replaced });
  }
  return changes;
}

/** Takes every earlier value of a field out of the history. */
export async function forgetChanges(op: Operation, subjectId: string, fieldKey: string): Promise<void> {
  const key = await openSubject(op, subjectId);
  for (const { id, sealed } of await selectChanges(op, subjectId)) {
    const replaced = key.open<readonly Replaced[]>(WHAT, sealed);
    const left = replaced.filter(one => one.key !== fieldKey);
    if (left.length < replaced.length)
      await rewriteChange(op, id, left.length > 0 ? key.seal(WHAT, left) : undefined);
  }
}
