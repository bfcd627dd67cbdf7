import { randomUUID } from 'node:crypto';
import { type AuditEvent, findEvent, record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { findPower } from '../mandates/index.ts';
import { atomically, inTurn, newTracking, type Operation } from '../operation.ts';
import { fieldApplies, findField, markDisputed, readFields } from '../profile/index.ts';
import { openSubject } from '../vault/index.ts';
import { agencyOf } from './agency.ts';
import { type Case, type CaseKind, type Reason, TEXT, toCase } from './case.ts';
import { type Evidence, keepEvidence } from './shown.ts';
import { type CaseRow, countOpen, insertCase, selectOpenAbout, selectOpenDispute } from './store.ts';

export interface NewCase {
  readonly kind: CaseKind;
  /** Whose affair it is: the person himself, or an entity that he signs for. */
  readonly subjectId: string;
  readonly about: {
    /** Public id of an entry in the record. */
    readonly releaseId?: string;
    readonly fieldKey?: string;
    readonly systemNumber?: number;
    readonly clientId?: string;
  };
  readonly text: string;
  /** Of a complaint. */
  readonly reason?: Reason;
  readonly evidence?: Evidence;
}

export const LONGEST = 2000;
const MOST_OPEN = 20;
const DAY_MS = 86_400_000;
/** Within so many days there is an answer. */
const days: Readonly<Record<CaseKind, number>> = { unrecognised: 3, dispute: 10, complaint: 15, contest: 30 };

/**
 * Puts something before the platform. A dispute marks the field in the same transaction.
 * @returns the case, or the one about the same that the person opened before and that is still open
 * @throws cases.text_needed, cases.text_long, cases.not_found when what it is about is not his, cases.not_disputable,
 *   cases.disputed_already, cases.too_many
 */
export async function openCase(op: Operation, input: NewCase): Promise<Case> {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  const { personId } = op.actor;
  const text = tidy(input.text);
  const about = await aboutOf(op, personId, input);
  return atomically(op, async op => {
    await inTurn(op, 'cases', personId);
    const earlier = await sameOpen(op, personId, about);
    if (earlier) return toCase(earlier);
    if ((await countOpen(op, personId)) >= MOST_OPEN) throw new Fault('conflict', 'cases.too_many');
    const row: CaseRow = {
      id: randomUUID(),
      number: newTracking(),
      kind: input.kind,
      person_id: personId,
      ...about,
      sealed: (await openSubject(op, personId)).seal(TEXT, text),
      opened_at: op.at,
      due_at: new Date(op.at.getTime() + days[input.kind] * DAY_MS),
      state: 'open',
      outcome: null,
      sealed_answer: null,
      answered_by: null,
      answered_at: null,
      answered_agency: null,
    };
    if (!(await insertCase(op, row))) {
      const first = await sameOpen(op, personId, about);
      if (first) return toCase(first);
      throw new Fault('busy', 'web.busy', { retryAfter: 1 });
    }
    if (input.kind === 'complaint' && input.evidence)
      await keepEvidence(op, row.id, personId, input.evidence);
    if (row.field_key) await markDisputed(op, row.subject_id, row.field_key, row.id);
    await record(op, {
      kind: 'cases.opened',
      subjectId: row.subject_id,
      clientId: row.client_id,
      data: {
        case: row.id,
        number: row.number,
        kind: row.kind,
        field: row.field_key,
        entry: row.release_id,
        ...(row.reason ? { reason: row.reason } : {}),
      },
    });
    return toCase(row);
  });
}

function tidy(text: string): string {
  const said = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]+/gu, ' ')
    .trim();
  if (said === '') throw new Fault('bad_input', 'cases.text_needed');
  if (said.length > LONGEST) throw new Fault('bad_input', 'cases.text_long', { most: LONGEST });
  return said;
}

type About = Pick<
  CaseRow,
  | 'subject_id'
  | 'release_id'
  | 'field_key'
  | 'system_number'
  | 'client_id'
  | 'registry'
  | 'reason'
  | 'agency_id'
>;

async function aboutOf(
  op: Operation,
  personId: string,
  { kind, subjectId, about, reason }: NewCase,
): Promise<About> {
  const nothing: About = {
    subject_id: subjectId,
    release_id: null,
    field_key: null,
    system_number: about.systemNumber ?? null,
    client_id: about.clientId ?? null,
    registry: null,
    reason: null,
    agency_id: null,
  };
  if (kind === 'unrecognised') {
    const event = await entryOf(op, personId, about.releaseId ?? '');
    return {
      ...nothing,
      subject_id: event.subjectId ?? personId,
      release_id: event.publicId,
      client_id: event.clientId,
    };
  }
  if (!(await mayActFor(op, personId, subjectId))) throw new Fault('not_found', 'cases.not_found');
  if (kind === 'complaint')
    return {
      ...nothing,
      reason: reason ?? 'other',
      agency_id: (await agencyOf(op, about.systemNumber)) ?? null,
    };
  if (kind === 'contest') throw new Fault('not_found', 'cases.not_found');
  const field = findField(about.fieldKey ?? '');
  if (!field || !fieldApplies(field.key, subjectId === personId ? 'person' : 'entity'))
    throw new Fault('not_found', 'profile.unknown_field');
  const known = (await readFields(op, subjectId, [field.key]))[field.key];
  if (field.registry === null || !known || known.status === 'source_down')
    throw new Fault('bad_input', 'cases.not_disputable');
  return { ...nothing, field_key: field.key, registry: field.registry };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An entry of the record that is his to see. @throws cases.not_found */
export async function entryOf(op: Operation, personId: string, publicId: string): Promise<AuditEvent> {
  const event = UUID.test(publicId) ? await findEvent(op, publicId) : undefined;
  const his =
    event &&
    (event.personId === personId ||
      (event.subjectId !== null && (await mayActFor(op, personId, event.subjectId))));
  if (!his) throw new Fault('not_found', 'cases.not_found');
  return event;
}

/** Whoever signs for an entity, alone or with others, may ask and object for it. */
async function mayActFor(op: Operation, personId: string, subjectId: string): Promise<boolean> {
  if (subjectId === personId) return true;
  const power = await findPower(op, personId, subjectId);
  return power?.state === 'usable' || power?.state === 'joint';
}

/** @throws cases.disputed_already when somebody else disputes the same */
async function sameOpen(op: Operation, personId: string, about: About): Promise<CaseRow | undefined> {
  if (about.release_id) return selectOpenAbout(op, personId, about.release_id);
  if (!about.field_key) return undefined;
  const found = await selectOpenDispute(op, about.subject_id, about.field_key);
  if (found && found.person_id !== personId) throw new Fault('conflict', 'cases.disputed_already');
  return found;
}
