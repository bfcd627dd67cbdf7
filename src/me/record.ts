import type { EntryKind, RecordEntry } from '../../views/me/data.ts';
import { type AuditEvent, type EventKind, findEvent, listEventsAbout } from '../audit/index.ts';
import { findClient, listPurposes, type Purpose } from '../clients/index.ts';
import { officerOnRecord } from '../counters/index.ts';
import { Fault } from '../errors.ts';
import { findPerson, type Person, personKnownAs } from '../identity/index.ts';
import { isMachineClient } from '../machines/index.ts';
import type { Operation } from '../operation.ts';
import { fieldLabel } from '../profile/index.ts';
import { findRegistry } from '../registries/index.ts';
import { type Reader, readerFor } from './reader.ts';
import { kindsOf, monthRange, type RecordWish } from './record-wish.ts';

/** The kinds of events that concern a citizen, and how a page calls them. */
const kinds: Readonly<Partial<Record<EventKind, EntryKind>>> = {
  'identity.enrolled': 'enrolled',
  'identity.signed_in': 'signedIn',
  'identity.sign_in_refused': 'signInRefused',
  'identity.session_ended': 'sessionEnded',
  'identity.password_changed': 'passwordChanged',
  'identity.mobile_changed': 'mobileChanged',
  'factors.passkey_added': 'passkeyAdded',
  'factors.passkey_removed': 'passkeyRemoved',
  'factors.totp_added': 'totpAdded',
  'factors.totp_removed': 'totpRemoved',
  'factors.certificate_added': 'certificateAdded',
  'factors.certificate_removed': 'certificateRemoved',
  'factors.recovery_codes_made': 'recoveryCodesMade',
  'factors.confirmed': 'confirmed',
  'factors.refused': 'confirmRefused',
  'enrolment.recovery_begun': 'recoveryBegun',
  'enrolment.recovery_refused': 'recoveryRefused',
  'enrolment.recovered': 'recovered',
  'mandates.office_recorded': 'officeRecorded',
  'mandates.office_ended': 'officeEnded',
  'mandates.offered': 'mandateOffered',
  'mandates.accepted': 'mandateAccepted',
  'mandates.ended': 'mandateEnded',
  'mandates.chosen': 'chosen',
  'profile.released': 'released',
  'profile.release_refused': 'refused',
  'consent.given': 'consentGiven',
  'consent.refused': 'consentRefused',
  'consent.withdrawn': 'consentWithdrawn',
  'approvals.started': 'approvalStarted',
  'approvals.signed': 'approvalSigned',
  'approvals.refused': 'approvalRefused',
  'approvals.approved': 'approvalApproved',
  'approvals.expired': 'approvalExpired',
  'approvals.ended': 'approvalEnded',
  'consent.expired': 'consentExpired',
  'consent.ended': 'consentEnded',
  'cases.opened': 'caseOpened',
  'cases.answered': 'caseAnswered',
  'cases.taken_back': 'caseTakenBack',
  'cases.evidence_read': 'caseEvidenceRead',
  'feedback.given': 'feedbackGiven',
  'feedback.replied': 'feedbackReplied',
  'rights.closing_asked': 'closingAsked',
  'rights.closing_taken_back': 'closingTakenBack',
  'rights.exported': 'exported',
  'profile.pushed': 'pushed',
  'identity.succeeded': 'succeeded',
  'registries.asked': 'asked',
  'registries.filed': 'questionTaken',
  'registries.answered': 'answeredLater',
  'registries.overdue': 'answerLate',
  'handover.made': 'handedOver',
  'handover.redeemed': 'handoverTaken',
  'handover.status_told': 'statusTold',
  'machines.made': 'machineMade',
  'machines.ended': 'machineEnded',
  'counters.officer_approved': 'counterOfficer',
  'counters.officer_ended': 'counterOfficerEnded',
  'agencies.office_taken': 'agencyJoined',
  'agencies.office_ended': 'agencyLeft',
  'counters.visit_begun': 'counterBegun',
  'counters.visit_ended': 'counterEnded',
  'admin.looked_up': 'lookedUp',
  'admin.account_suspended': 'accountSuspended',
  'admin.account_resumed': 'accountResumed',
  'admin.emergency_asked': 'emergencyAsked',
  'admin.emergency_begun': 'emergencyBegun',
  'admin.emergency_ended': 'emergencyEnded',
  'support.code_made': 'supportCode',
  'support.view_opened': 'supportOpened',
  'support.view_ended': 'supportEnded',
};
const shownKinds = Object.keys(kinds) as EventKind[];

export interface RecordQuery extends RecordWish {
  readonly kinds?: readonly EventKind[];
  readonly limit: number;
}

/** What happened to the reader and to those whose record he may see, newest first. */
export async function entriesOf(op: Operation, reader: Reader, query: RecordQuery): Promise<RecordEntry[]> {
  return describeAll(op, reader, await eventsOf(op, reader, query));
}

/** What happened about one person, for whom she shows it to. */
export async function recordOf(op: Operation, personId: string, limit: number): Promise<RecordEntry[]> {
  const reader = await readerFor(op, personId);
  return entriesOf(op, reader, { about: personId, limit });
}

export async function describeAll(
  op: Operation,
  reader: Reader,
  events: readonly AuditEvent[],
): Promise<RecordEntry[]> {
  const purposes = purposesRead(op);
  const makers = makersRead(op, reader);
  const entries: RecordEntry[] = [];
  for (const event of events)
    entries.push({
      ...(await describe(op, reader, event, await purposes(event))),
      software: await makers(event),
    });
  return entries;
}

export async function eventsOf(op: Operation, reader: Reader, query: RecordQuery): Promise<AuditEvent[]> {
  const last = query.before === undefined ? undefined : await findEvent(op, query.before);
  return listEventsAbout(op, {
    ...whoseOf(reader, query.about),
    kinds: query.kinds ?? kindsOf(query.group, shownKinds),
    limit: query.limit,
    ...(query.system === undefined ? {} : { clientId: query.system }),
    ...(query.month === undefined ? {} : monthRange(query.month)),
    ...(last ? { before: last } : {}),
  });
}

/** One entity's, or everything: his own, what he did himself, and what concerns the entities. */
export function whoseOf(
  reader: Reader,
  about: string | undefined,
): { subjectIds: readonly string[]; personId?: string } {
  if (about !== undefined) return { subjectIds: [about] };
  const { person, former, seen } = reader;
  return { subjectIds: [person.id, ...former, ...seen.map(entity => entity.id)], personId: person.id };
}

/** @throws audit.not_found, also for an entry that is somebody else's */
export async function getEventOf(op: Operation, reader: Reader, publicId: string): Promise<AuditEvent> {
  const event = await findEvent(op, publicId);
  const { subjectIds } = whoseOf(reader, undefined);
  const his =
    event &&
    (event.personId === reader.person.id ||
      (event.subjectId !== null && subjectIds.includes(event.subjectId)));
  if (!his) throw new Fault('not_found', 'audit.not_found');
  return event;
}

async function describe(
  op: Operation,
  reader: Reader,
  event: AuditEvent,
  purpose: Purpose | undefined,
): Promise<RecordEntry> {
  const client = event.clientId === null ? undefined : await findClient(op, event.clientId);
  const { fields, reason, code, registry: asked } = event.data;
  const ofRegistry = event.kind.startsWith('registries.') || event.kind === 'profile.pushed';
  const registry = ofRegistry ? findRegistry(String(asked)) : undefined;
  const silent =
    event.kind === 'registries.asked' && event.data.outcome !== 'answered' ? 'not_answered' : undefined;
  const why = reason ?? code ?? silent;
  return {
    id: event.publicId,
    at: event.at,
    kind: kinds[event.kind] ?? 'refused',
    system: registry?.name[op.lang] ?? client?.name[op.lang] ?? event.clientId ?? undefined,
    agency: registry?.custodian[op.lang] ?? client?.agency?.name[op.lang],
    purpose: purpose?.name[op.lang],
    subject: reader.nameOf(event.subjectId),
    fields: Array.isArray(fields) ? fields.map(key => fieldLabel(String(key), op.lang)) : [],
    basis: basisOf(op, event, purpose),
    reason: typeof why === 'string' ? why : undefined,
    officer: await officerOf(op, event),
    byOther: event.personId !== null && event.personId !== reader.person.id,
    tracking: event.tracking,
  };
}

/** Of what software of an entity fetched: who made it, so in whose name it is. Each is read once for a page. */
function makersRead(op: Operation, reader: Reader): (event: AuditEvent) => Promise<RecordEntry['software']> {
  const read = new Map<string, Promise<Person | undefined>>();
  return async ({ kind, clientId, personId }) => {
    if (kind !== 'profile.released' || personId === null || !isMachineClient(clientId ?? ''))
      return undefined;
    if (personId === reader.person.id) return { maker: undefined };
    const person = read.get(personId) ?? findPerson(op, personId);
    read.set(personId, person);
    const known = await person;
    return known && { maker: personKnownAs(known, op.lang) };
  };
}

/** Whoever helped at a counter stands beside the person. */
async function officerOf(op: Operation, event: AuditEvent): Promise<RecordEntry['officer']> {
  const { counter, visit } = event.data;
  return visit && typeof counter === 'string' ? officerOnRecord(op, counter) : undefined;
}

/** The version that an event names, else the newest of that key; each client is read once for a page. */
function purposesRead(op: Operation): (event: AuditEvent) => Promise<Purpose | undefined> {
  const read = new Map<string, Promise<Purpose[]>>();
  return async ({ clientId, data }) => {
    if (clientId === null || (data.purpose_id === undefined && data.purpose === undefined)) return undefined;
    const purposes = read.get(clientId) ?? listPurposes(op, clientId);
    read.set(clientId, purposes);
    const known = await purposes;
    return (
      known.find(purpose => purpose.id === data.purpose_id) ??
      known.find(purpose => purpose.key === data.purpose)
    );
  };
}

function basisOf(op: Operation, event: AuditEvent, purpose: Purpose | undefined): RecordEntry['basis'] {
  if (event.kind !== 'profile.released') return undefined;
  const { basis, consent } = event.data;
  if (basis === 'consent') return { type: 'consent', id: typeof consent === 'string' ? consent : undefined };
  const law = purpose?.law;
  return {
    type: 'law',
    title: law?.title[op.lang] ?? '',
    body: law?.body[op.lang] ?? '',
    date: law?.date ?? undefined,
  };
}
