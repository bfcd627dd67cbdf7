import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { findActivePurpose, type Purpose } from '../clients/index.ts';
import { openParticulars } from '../entities/index.ts';
import { Fault, isFault } from '../errors.ts';
import { type LegalId, type PersonId, parsePersonId, readLegalId } from '../identifiers.ts';
import { entityHash, personHash } from '../keys.ts';
import type { Operation } from '../operation.ts';
import {
  fieldApplies,
  fieldsOfManyAsOf,
  type Octets,
  octetsOf,
  openBytes,
  writeFields,
} from '../profile/index.ts';
import { type SubjectKey, unwrapKey } from '../vault/index.ts';
import type { AsOf } from './as-of.ts';
import { type BatchRefusal, type BatchRow, releaseMany } from './batch-store.ts';
import { pointerOf, type SaidSuccessor } from './known-entity.ts';

export const MOST_SUBJECTS = 1_000;
/** In one statement; between two of them others get their turn. */
const AT_ONCE = 50;

export interface BatchInput {
  readonly purpose: string | undefined;
  /** Without: all of the purpose. */
  readonly fields: readonly string[] | undefined;
  readonly subjects: readonly unknown[];
  /** Without: as of now. */
  readonly asOf: AsOf | undefined;
}

type Subject =
  | { readonly type: 'legal_entity'; readonly id: LegalId }
  | { readonly type: 'self'; readonly id: PersonId };

/** One subject of a batch: the fields as JSON, or why there are none. */
export type BatchItem =
  | {
      readonly release: string;
      readonly type: Subject['type'];
      readonly id: string;
      /** The register has given this person another number since. */
      readonly renumbered: boolean;
      /** Under which number an entity goes on, where the register says so. */
      readonly successor?: SaidSuccessor;
      readonly fields: Octets;
      /** Asked as of an earlier moment: the keys of what nobody knew then. */
      readonly unknown?: readonly string[];
    }
  | {
      readonly refusal: BatchRefusal | 'subject_malformed';
      readonly type?: Subject['type'];
      readonly id?: string;
    };

/**
 * Hands fields over under law, for each subject by itself: one that is refused leaves the others. Each is on the record
 * before the answer leaves.
 * @throws release.batch_size {most}, release.purpose_not_law, release.history_not_allowed,
 *   release.field_not_in_purpose {fields}, clients.unknown_purpose, clients.purpose_needed
 */
export async function releaseBatch(
  op: Operation,
  clientId: string,
  input: BatchInput,
): Promise<{ purpose: string; items: BatchItem[] }> {
  if (input.subjects.length === 0 || input.subjects.length > MOST_SUBJECTS)
    throw new Fault('bad_input', 'release.batch_size', { most: MOST_SUBJECTS });
  const purpose = await findActivePurpose(op, clientId, input.purpose);
  if (purpose?.basis !== 'law') throw new Fault('forbidden', 'release.purpose_not_law');
  if (input.asOf && !purpose.history) throw new Fault('forbidden', 'release.history_not_allowed');
  const fields = fieldsOf(purpose, input.fields);
  const wanted = { clientId, purpose, fields, asOf: input.asOf };
  const subjects = input.subjects.map(readSubject);
  const items: BatchItem[] = [];
  for (let at = 0; at < subjects.length; at += AT_ONCE) {
    const some = subjects.slice(at, at + AT_ONCE);
    items.push(...(await releaseSome({ ...op, at: op.system.now() }, wanted, some)));
    await setImmediate();
  }
  return { purpose: purpose.key, items };
}

function fieldsOf(purpose: Purpose, asked: readonly string[] | undefined): readonly string[] {
  const foreign = asked?.filter(key => !purpose.fields.includes(key)) ?? [];
  if (foreign.length > 0)
    throw new Fault('bad_input', 'release.field_not_in_purpose', {
      fields: foreign.slice(0, 20).map(key => key.slice(0, 100)),
    });
  return asked ? purpose.fields.filter(key => asked.includes(key)) : purpose.fields;
}

/** undefined: not written as a subject is. */
function readSubject(value: unknown): Subject | undefined {
  const { type, id } = (value ?? {}) as { type?: unknown; id?: unknown };
  if (typeof id !== 'string' || id.length > 40) return undefined;
  if (type === 'legal_entity') {
    const legalId = readLegalId(id);
    return legalId && { type, id: legalId };
  }
  return type === 'self' ? readPerson(id) : undefined;
}

function readPerson(id: string): Subject | undefined {
  try {
    return { type: 'self', id: parsePersonId(id) };
  } catch (error) {
    if (!isFault(error)) throw error;
    return undefined;
  }
}

/** What is asked for, of each subject the same. */
interface Wanted {
  readonly clientId: string;
  readonly purpose: Purpose;
  readonly fields: readonly string[];
  readonly asOf: AsOf | undefined;
}

async function releaseSome(
  op: Operation,
  wanted: Wanted,
  subjects: readonly (Subject | undefined)[],
): Promise<BatchItem[]> {
  const { clientId, purpose, fields, asOf } = wanted;
  const { keys } = op.system;
  const known = subjects.filter(subject => subject !== undefined);
  const questions = known.map(subject => ({
    hash: subject.type === 'self' ? personHash(keys, subject.id) : entityHash(keys, subject.id),
    type: subject.type,
    event: randomUUID(),
  }));
  const about = { clientId, purposeId: purpose.id, fields, asOf: asOf?.validAt.toISOString() ?? null };
  const rows = questions.length > 0 ? await releaseMany(op, about, questions) : [];
  const found = rows.map((row, at) => foundOf(op, known[at], fields, row));
  const past = asOf && (await fieldsOfManyAsOf(op, found.filter(isFound), asOf));
  let next = 0;
  return subjects.map((subject): BatchItem => {
    if (!subject) return { refusal: 'subject_malformed' };
    const [one, question] = [found[next], questions[next]];
    next += 1;
    if (!one || !question || !isFound(one)) return { refusal: one?.refusal ?? 'subject_unknown', ...subject };
    const { renumbered, pointer } = one;
    return { release: question.event, ...subject, renumbered, ...pointer, ...writtenOf(op, one, past) };
  });
}

/** A subject whose profile may be handed over. */
interface Found {
  readonly refusal?: undefined;
  readonly key: SubjectKey;
  readonly sealed: Buffer | null;
  /** Those of the wanted fields that this kind of subject has. */
  readonly keys: readonly string[];
  readonly renumbered: boolean;
  readonly pointer: ReturnType<typeof pointerOf>;
}

const isFound = (one: Found | { readonly refusal: BatchRefusal }): one is Found => 'key' in one;

function foundOf(
  op: Operation,
  subject: Subject | undefined,
  fields: readonly string[],
  {
    refusal,
    subject_id: subjectId,
    wrapped_key: wrapped,
    sealed,
    renumbered,
    entity_sealed: about,
  }: BatchRow,
): Found | { readonly refusal: BatchRefusal } {
  if (refusal || !subjectId || !wrapped) return { refusal: refusal ?? 'subject_unknown' };
  const kind = subject?.type === 'self' ? 'person' : 'entity';
  const keys = fields.filter(key => fieldApplies(key, kind));
  const key = unwrapKey(op.system.keys, subjectId, wrapped);
  return { key, sealed, keys, renumbered, pointer: about ? pointerOf(openParticulars(key, about)) : {} };
}

function writtenOf(
  op: Operation,
  { key, sealed, keys }: Found,
  past: Awaited<ReturnType<typeof fieldsOfManyAsOf>> | undefined,
): { fields: Octets; unknown?: readonly string[] } {
  const then = past?.get(key.subjectId);
  if (then) return { fields: octetsOf(JSON.stringify(then.fields)), unknown: then.unknown };
  return { fields: writeFields(openBytes(key, sealed), keys, new Set(), op.at).octets };
}
