import type { Operation } from '../operation.ts';
import { openSubject } from '../vault/index.ts';
import { openProfile } from './blob.ts';
import { envelopeOf, type FieldEnvelope } from './envelope.ts';
import { selectProfile } from './store.ts';
import type { StoredProfile } from './value.ts';

/** @throws vault.shredded */
export async function readProfile(op: Operation, subjectId: string): Promise<StoredProfile> {
  const row = await selectProfile(op, subjectId);
  return openProfile(await openSubject(op, subjectId), row?.sealed ?? null);
}

/** The fields of a subject as of now. Shows, does not hand out: a release is another room's. */
export async function readFields(
  op: Operation,
  subjectId: string,
  keys: readonly string[],
): Promise<Record<string, FieldEnvelope>> {
  const stored = await readProfile(op, subjectId);
  return Object.fromEntries(keys.map(key => [key, envelopeOf(key, stored, op.at)]));
}
