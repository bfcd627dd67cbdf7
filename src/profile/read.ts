import type { Operation } from '../operation.ts';
import { openSubject } from '../vault/index.ts';
import { openProfile } from './blob.ts';
import { readChanges } from './change.ts';
import { envelopeOf, type FieldEnvelope } from './envelope.ts';
import { type Version, versionAsOf, versionsOf } from './history.ts';
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

/** Every version of one value, the oldest first: what it was, since when that was known, and why it was replaced. */
export async function readHistory(op: Operation, subjectId: string, key: string): Promise<Version[]> {
  const { stored, changes } = await readAll(op, subjectId);
  return versionsOf(key, stored, changes);
}

/**
 * Each field as it held at `validAt`, as far as it was known at `knownAt`. A field of which nothing was known then is
 * not in the answer; derived fields have no history of their own. For whoever may see the history of the subject:
 * the caller has asked.
 */
export async function readFieldsAsOf(
  op: Operation,
  subjectId: string,
  keys: readonly string[],
  times: { readonly validAt: Date; readonly knownAt: Date },
): Promise<Record<string, Version>> {
  const { stored, changes } = await readAll(op, subjectId);
  const found = keys.map(key => [key, versionAsOf(versionsOf(key, stored, changes), times)] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, Version] => entry[1] !== undefined));
}

async function readAll(op: Operation, subjectId: string) {
  const key = await openSubject(op, subjectId);
  const row = await selectProfile(op, subjectId);
  return { stored: openProfile(key, row?.sealed ?? null), changes: await readChanges(op, key) };
}
