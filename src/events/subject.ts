import { findActiveClient } from '../clients/index.ts';
import { findEntity, listEntities } from '../entities/index.ts';
import { Fault } from '../errors.ts';
import { keyedHash } from '../keys.ts';
import type { Operation, System } from '../operation.ts';
import { pairwiseSub } from '../release/index.ts';
import type { Change } from '../signals/index.ts';
import { selectHolders } from './audience-store.ts';

/** A subject as a receiver knows it (RFC 9493): a person by her sub there, an entity by its national identifier. */
export type SubjectId =
  | { readonly format: 'iss_sub'; readonly iss: string; readonly sub: string }
  | { readonly format: 'opaque'; readonly id: string }
  | ({ readonly format: 'complex' } & { readonly [name in Member]?: SubjectId });

const members = ['user', 'tenant', 'session'] as const;
type Member = (typeof members)[number];

/** National identifiers by the id of an entity; '' for a person's id. Neither ever changes. */
const legalIds = new WeakMap<System, Map<string, string>>();
const MOST_KNOWN = 50_000;

/** Looks up in one go what the subjects of many changes are. */
export async function learnSubjects(op: Operation, changes: readonly Change[]): Promise<void> {
  const known = legalIds.get(op.system) ?? new Map<string, string>();
  legalIds.set(op.system, known);
  const ids = new Set(changes.map(({ subjectId }) => subjectId).filter(id => id !== null));
  const fresh = [...ids].filter(id => !known.has(id));
  if (fresh.length === 0) return;
  if (known.size + fresh.length > MOST_KNOWN) known.clear();
  const found = new Map((await listEntities(op, fresh)).map(({ id, legalId }) => [id, legalId]));
  for (const id of fresh) known.set(id, found.get(id) ?? '');
}

async function legalIdOf(op: Operation, change: Change): Promise<string | undefined> {
  if (change.subjectId === null) return undefined;
  if (!legalIds.get(op.system)?.has(change.subjectId)) await learnSubjects(op, [change]);
  return legalIds.get(op.system)?.get(change.subjectId) || undefined;
}

/** Whom a change is about, in the words of one client. @param streamId where it is about the stream itself */
export async function subjectOf(op: Operation, clientId: string, change: Change): Promise<SubjectId> {
  if (change.streamId !== null) return { format: 'opaque', id: change.streamId };
  const person = await personsAt(op, clientId);
  const legalId = await legalIdOf(op, change);
  const tenant: SubjectId | undefined = legalId === undefined ? undefined : { format: 'opaque', id: legalId };
  const personId = await personOf(op, clientId, change);
  if (change.kind === 'profile_changed') return tenant ?? person(change.subjectId ?? '');
  const sid = change.kind === 'session_revoked' ? change.data.sid : undefined;
  if (sid !== undefined && personId)
    return { format: 'complex', user: person(personId), session: { format: 'opaque', id: sid } };
  if (tenant && personId) return { format: 'complex', user: person(personId), tenant };
  return tenant ?? person(personId ?? change.subjectId ?? '');
}

/** Under which name one client knows a person. */
async function personsAt(op: Operation, clientId: string): Promise<(id: string) => SubjectId> {
  const client = await findActiveClient(op, clientId);
  const sector = { id: clientId, agencyId: client?.agency?.id ?? null };
  const { config, keys } = op.system;
  return id => ({ format: 'iss_sub', iss: config.issuer, sub: pairwiseSub(keys, sector, id) });
}

/**
 * Of a person who goes on under another account: her name from now on, at the same client. Of an entity that goes on under
 * another number: that number.
 */
export async function successorOf(
  op: Operation,
  clientId: string,
  { kind, data, subjectId }: Change,
): Promise<{ successor?: SubjectId }> {
  if (kind !== 'subject_changed') return {};
  if (data.into === undefined) {
    const entity = subjectId === null ? undefined : await findEntity(op, subjectId);
    return entity?.successor ? { successor: { format: 'opaque', id: entity.successor.legalId } } : {};
  }
  return { successor: (await personsAt(op, clientId))(data.into) };
}

/** Of an office or a mandate the client is told whose it is only if it knows that person as its holder. */
async function personOf(op: Operation, clientId: string, change: Change): Promise<string | undefined> {
  if (change.personId !== null) return change.personId;
  const { office, mandate } = change.data;
  if (change.kind !== 'authority_changed' || !(office ?? mandate) || change.subjectId === null)
    return undefined;
  const holders = await selectHolders(op, clientId, change.subjectId, { office, mandate });
  return holders.length === 1 ? holders[0] : undefined;
}

/** What a receiver calls a subject. @throws events.subject_malformed */
export function readSubject(value: unknown): SubjectId {
  const subject = value as Record<string, unknown> | null | undefined;
  const text = (part: unknown): part is string =>
    typeof part === 'string' && part.length > 0 && part.length <= 300;
  if (subject?.format === 'iss_sub' && text(subject.iss) && text(subject.sub))
    return { format: 'iss_sub', iss: subject.iss, sub: subject.sub };
  if (subject?.format === 'opaque' && text(subject.id)) return { format: 'opaque', id: subject.id };
  if (subject?.format === 'complex') return readComplex(subject);
  throw new Fault('bad_input', 'events.subject_malformed');
}

/** A member that is not understood is refused: without it the subject would be a wider one than was meant. */
function readComplex({ format: _, ...parts }: Record<string, unknown>): SubjectId {
  const names = Object.keys(parts);
  if (names.length === 0 || !names.every(name => members.some(member => member === name)))
    throw new Fault('bad_input', 'events.subject_malformed');
  const read = Object.entries(parts).map(([name, part]) => [name, simple(part)]);
  return { format: 'complex', ...Object.fromEntries(read) };
}

function simple(value: unknown): SubjectId {
  const subject = readSubject(value);
  if (subject.format === 'complex') throw new Fault('bad_input', 'events.subject_malformed');
  return subject;
}

/** The name under which a subject is kept as removed: nothing in it says who it is. */
export function subjectKey(op: Operation, streamId: string, subject: SubjectId): string {
  return keyOf(op, streamId, partsOf(subject));
}

function keyOf(op: Operation, streamId: string, parts: readonly string[]): string {
  const hex = keyedHash(op.system.keys.lookup, 'event subject', streamId, ...parts).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

function partsOf(subject: SubjectId): string[] {
  if (subject.format === 'iss_sub') return ['iss_sub', subject.iss, subject.sub];
  if (subject.format === 'opaque') return ['opaque', subject.id];
  const there = members.flatMap(name => (subject[name] ? [{ name, part: subject[name] }] : []));
  const [first, second] = there;
  if (first && !second && first.name !== 'session') return partsOf(first.part);
  return ['complex', ...there.flatMap(({ name, part }) => [name, ...partsOf(part)])];
}

/**
 * Names once left out the session, so that a complex person and each session of hers had one name, other than hers
 * alone. Rows of then are still there: they go on silencing all her sessions, as they did, until she or one is added.
 */
export function formerKey(op: Operation, streamId: string, subject: SubjectId): string[] {
  const { user, tenant }: { user?: SubjectId; tenant?: SubjectId } =
    subject.format === 'complex' ? subject : { user: subject };
  return user && !tenant ? [keyOf(op, streamId, ['complex', 'user', ...partsOf(user)])] : [];
}

/**
 * Under which names a removed subject would stop this one: one that says nothing of a member stops it whatever that
 * member is (SSF 1.0 §8.1.3.1). One that says more does not stop it: nothing is silenced that was not meant. A user
 * alone, or an entity alone, is the same subject written as a complex one and not.
 */
export function keysOf(op: Operation, streamId: string, subject: SubjectId): string[] {
  if (subject.format !== 'complex') return [subjectKey(op, streamId, subject)];
  const wider: SubjectId[] = [{ format: 'complex' }];
  for (const name of members) {
    const part = subject[name];
    if (part) wider.push(...wider.map(one => ({ ...one, [name]: part })));
  }
  const keys = wider.slice(1).map(one => subjectKey(op, streamId, one));
  return subject.session ? [...keys, ...formerKey(op, streamId, subject)] : keys;
}
