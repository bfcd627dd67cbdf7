import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { Fault } from '../errors.ts';
import { type Keys, seal, unseal } from '../keys.ts';
import type { Operation } from '../operation.ts';
import { deleteWrappedKey, findWrappedKeys, insertWrappedKey } from './store.ts';

/** Seals and opens values of one subject. `what` names the kind of text ("person", "profile", …). */
export interface SubjectKey {
  readonly subjectId: string;
  seal(what: string, value: unknown): Buffer;
  open<T>(what: string, sealed: Buffer): T;
  /** The same for what is no JSON, or need not be read as such. */
  sealBytes(what: string, bytes: Buffer): Buffer;
  openBytes(what: string, sealed: Buffer): Buffer;
}

/** A new subject with a key of its own. */
export async function newSubject(op: Operation, subjectId: string = randomUUID()): Promise<SubjectKey> {
  const key = randomBytes(32);
  const wrapped = seal(op.system.keys.master, key, `subject ${subjectId}`);
  await insertWrappedKey(op, { subject_id: subjectId, wrapped_key: wrapped, created_at: op.at });
  return subjectKey(subjectId, key);
}

/** The keys of several subjects in one statement. Those that were shredded are missing from the map. */
export async function openSubjects(op: Operation, ids: readonly string[]): Promise<Map<string, SubjectKey>> {
  if (ids.length === 0) return new Map();
  const rows = await findWrappedKeys(op, [...new Set(ids)]);
  return new Map(
    rows.map(row => [row.subject_id, unwrapKey(op.system.keys, row.subject_id, row.wrapped_key)]),
  );
}

/** @throws vault.shredded when the key of the subject is gone */
export async function openSubject(op: Operation, subjectId: string): Promise<SubjectKey> {
  const key = (await openSubjects(op, [subjectId])).get(subjectId);
  if (!key) throw new Fault('gone', 'vault.shredded');
  return key;
}

/**
 * Destroys the key of a subject: everything sealed with it, in every table, can no longer be read (older
 * backups hold the key until they are gone). There is no way back. The caller writes why on the record.
 * @returns false when there was no key
 */
export function shredSubject(op: Operation, subjectId: string): Promise<boolean> {
  return deleteWrappedKey(op, subjectId);
}

/** For statements that join subject_key themselves (a release). */
export function unwrapKey(keys: Keys, subjectId: string, wrapped: Buffer): SubjectKey {
  return subjectKey(subjectId, unseal(keys.master, wrapped, `subject ${subjectId}`));
}

function subjectKey(subjectId: string, bytes: Buffer): SubjectKey {
  const key = createSecretKey(bytes);
  return {
    subjectId,
    seal: (what, value) => seal(key, JSON.stringify(value), `${what} ${subjectId}`),
    open: (what, sealed) => JSON.parse(unseal(key, sealed, `${what} ${subjectId}`).toString()),
    sealBytes: (what, bytes) => seal(key, bytes, `${what} ${subjectId}`),
    openBytes: (what, sealed) => unseal(key, sealed, `${what} ${subjectId}`),
  };
}
