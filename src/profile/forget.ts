import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { findField } from './catalogue/index.ts';
import { changeProfile, forgetChanges } from './change.ts';
import { deleteFilingsOf } from './filing-store.ts';
import { undeclared } from './merge.ts';
import { deleteProfile } from './store.ts';

/**
 * Erases what a person said himself. What a register vouches for stays: it is its owner's.
 * @throws profile.unknown_field, profile.not_yours_to_say
 */
export async function forgetDeclared(op: Operation, subjectId: string, key: string): Promise<void> {
  const field = findField(key);
  if (!field) throw new Fault('not_found', 'profile.unknown_field');
  if (field.class !== 'self_declared')
    throw new Fault('forbidden', 'profile.not_yours_to_say', { field: key });
  await changeProfile(op, subjectId, {
    change: stored => undeclared(stored, key),
    why: () => ({ kind: 'declared', by: null }),
    after: async op => {
      await forgetChanges(op, subjectId, key);
      await record(op, { kind: 'profile.forgotten', subjectId, data: { fields: [key] } });
    },
  });
}

/** Erases every value of a subject, for good. The caller writes why on the record. */
export async function forgetProfile(op: Operation, subjectId: string): Promise<void> {
  await deleteFilingsOf(op, subjectId);
  await deleteProfile(op, subjectId);
}
