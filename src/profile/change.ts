import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { announce } from '../signals/index.ts';
import { openSubject } from '../vault/index.ts';
import { openProfile, sealProfile } from './blob.ts';
import { changedFields } from './changed-fields.ts';
import { selectProfile, writeProfile } from './store.ts';
import type { StoredProfile } from './value.ts';

const ATTEMPTS = 8;

/**
 * Reads the blob, lets `change` make the next one, and writes it if nobody wrote in between; else again. `after`
 * runs in the transaction of the write, and so does saying which values are other ones now.
 * @param change returns the same object when there is nothing to write
 * @throws web.busy when others kept writing
 */
export async function changeProfile(
  op: Operation,
  subjectId: string,
  change: (stored: StoredProfile) => StoredProfile,
  after: (op: Operation) => Promise<unknown>,
): Promise<void> {
  const key = await openSubject(op, subjectId);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const done = await atomically(op, async op => {
      const row = await selectProfile(op, subjectId);
      const stored = openProfile(key, row?.sealed ?? null);
      const next = change(stored);
      if (next === stored) return true;
      if (!(await writeProfile(op, subjectId, sealProfile(key, next), row?.version))) return false;
      const fields = changedFields(stored, next, op.at);
      if (fields.length > 0) await announce(op, { kind: 'profile_changed', subjectId, fields });
      await after(op);
      return true;
    });
    if (done) return;
  }
  throw new Fault('busy', 'web.busy', { retryAfter: 1 });
}
