import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { findActivePurpose, type Purpose } from '../clients/index.ts';
import { Fault, isFault } from '../errors.ts';
import { type LegalId, type PersonId, parsePersonId, readLegalId } from '../identifiers.ts';
import { entityHash, personHash } from '../keys.ts';
import type { Operation } from '../operation.ts';
import { fieldApplies, type Octets, openBytes, writeFields } from '../profile/index.ts';
import { unwrapKey } from '../vault/index.ts';
import { type BatchRefusal, type BatchRow, releaseMany } from './batch-store.ts';

export const MOST_SUBJECTS = 1_000;
/** In one statement; between two of them others get their turn. */
const AT_ONCE = 50;

export interface BatchInput {
  readonly purpose: string | undefined;
  /** Without: all of the purpose. */
  readonly fields: readonly string[] | undefined;
  readonly subjects: readonly unknown[];
}

type Subject =
  | { readonly type: 'legal_entity'; readonly id: LegalId }
  | { readonly type: 'self'; readonly id: PersonId };

/** One subject of a batch: the fields as JSON, or why there are none. */
export type BatchItem =
  | { readonly release: string; readonly type: Subject['type']; readonly id: string; readonly fields: Octets }
  | {
      readonly refusal: BatchRefusal | 'subject_malformed';
      readonly type?: Subject['type'];
      readonly id?: string;
    };

/**
 * Hands fields over under law, for each subject by itself: one that is refused leaves the others. Each is on the record
 * before the answer leaves.
 * @throws release.batch_size {most}, release.purpose_not_law, release.field_not_in_purpose {fields},
 *   clients.unknown_purpose, clients.purpose_needed
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
  const fields = fieldsOf(purpose, input.fields);
  const subjects = input.subjects.map(readSubject);
  const items: BatchItem[] = [];
  for (let at = 0; at < subjects.length; at += AT_ONCE) {
    const some = subjects.slice(at, at + AT_ONCE);
    items.push(...(await releaseSome({ ...op, at: op.system.now() }, clientId, purpose, fields, some)));
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

async function releaseSome(
  op: Operation,
  clientId: string,
  purpose: Purpose,
  fields: readonly string[],
  subjects: readonly (Subject | undefined)[],
): Promise<BatchItem[]> {
  const { keys } = op.system;
  const known = subjects.filter(subject => subject !== undefined);
  const questions = known.map(subject => ({
    hash: subject.type === 'self' ? personHash(keys, subject.id) : entityHash(keys, subject.id),
    type: subject.type,
    event: randomUUID(),
  }));
  const about = { clientId, purposeId: purpose.id, fields };
  const rows = questions.length > 0 ? await releaseMany(op, about, questions) : [];
  let next = 0;
  return subjects.map(subject => {
    if (!subject) return { refusal: 'subject_malformed' };
    const [row, question] = [rows[next], questions[next]];
    next += 1;
    return itemOf(op, subject, fields, question?.event ?? '', row);
  });
}

function itemOf(
  op: Operation,
  { type, id }: Subject,
  fields: readonly string[],
  release: string,
  row: BatchRow | undefined,
): BatchItem {
  const { refusal = 'subject_unknown', subject_id: subjectId, wrapped_key: wrapped } = row ?? {};
  if (refusal || !subjectId || !wrapped) return { refusal: refusal ?? 'subject_unknown', type, id };
  const opened = openBytes(unwrapKey(op.system.keys, subjectId, wrapped), row?.sealed ?? null);
  const wanted = fields.filter(key => fieldApplies(key, type === 'self' ? 'person' : 'entity'));
  return { release, type, id, fields: writeFields(opened, wanted, new Set(), op.at).octets };
}
