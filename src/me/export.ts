import { type AuditEvent, listEventsAbout } from '../audit/index.ts';
import { listConsents } from '../consent/index.ts';
import type { Power } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';
import { type FieldEnvelope, readFields, type SubjectKind, valueKeys } from '../profile/index.ts';
import { type HeldElsewhere, heldAbout, receiptsOf } from './held.ts';
import type { Reader } from './reader.ts';
import type { SessionDoor } from './sessions.ts';

const PAGE = 500;
/** A person who has more than this asks for the rest; `record_complete` says so. */
const MOST = 50_000;

/** Everything that is held about a person and those he can act for, as plain JSON. */
export async function exportOf(
  op: Operation,
  reader: Reader,
  sessions: SessionDoor,
  elsewhere: HeldElsewhere,
): Promise<Record<string, unknown>> {
  const { person, powers } = reader;
  const consents = await listConsents(op, {
    personId: person.id,
    subjectIds: reader.subjectIds,
    limit: MOST,
  });
  const record = await wholeRecord(op, reader);
  const open = powers.filter(power => reader.subjectIds.includes(power.entity.id));
  const entities: object[] = [];
  for (const { entity } of open)
    entities.push({ id: entity.legalId, name: entity.name, fields: await known(op, entity.id, 'entity') });
  return {
    exported_at: op.at.toISOString(),
    tracking: op.tracking,
    person: {
      identifier_kind: person.identifierKind,
      identifier: person.identifier,
      name: person.name,
      birth_date: person.birthDate,
      mobile: person.mobile,
      state: person.state,
      fields: await known(op, person.id, 'person'),
    },
    powers: powers.map(powerIn),
    entities,
    consents: consents.map(consent => ({
      id: consent.id,
      about: aboutOf(reader, consent.subjectId),
      client: consent.clientId,
      purpose: consent.purposeKey,
      fields: consent.fields,
      given_by_you: consent.personId === person.id,
      given_at: consent.givenAt.toISOString(),
      expires_at: consent.expiresAt.toISOString(),
      ended_at: consent.endedAt?.toISOString() ?? null,
      end_reason: consent.endReason,
    })),
    sessions: (await sessions.listSessions(op, person.id)).map(session => ({
      signed_in_at: session.signedInAt.toISOString(),
      last_seen_at: session.lastSeenAt.toISOString(),
      expires_at: session.expiresAt.toISOString(),
      device: session.device ?? null,
      address: session.address ?? null,
      factors: session.amr,
      clients: session.clientIds,
    })),
    receipts: await receiptsOf(op, consents),
    ...(await heldAbout(op, reader, id => aboutOf(reader, id), elsewhere)),
    record_complete: record.length < MOST,
    record: record.map(event => eventIn(reader, event)),
  };
}

async function known(
  op: Operation,
  subjectId: string,
  kind: SubjectKind,
): Promise<Record<string, FieldEnvelope>> {
  return readFields(op, subjectId, valueKeys(kind));
}

async function wholeRecord(op: Operation, reader: Reader): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  let before: AuditEvent | undefined;
  do {
    const page = await listEventsAbout(op, {
      personId: reader.person.id,
      subjectIds: reader.subjectIds,
      limit: PAGE,
      ...(before === undefined ? {} : { before }),
    });
    events.push(...page);
    before = page.length === PAGE ? page.at(-1) : undefined;
  } while (before !== undefined && events.length < MOST);
  return events;
}

function powerIn({
  entity,
  role,
  mode,
  basis,
  required,
  since,
  until,
  state,
  endedOn,
  record,
  asOf,
}: Power): object {
  return {
    entity: { id: entity.legalId, name: entity.name, status: entity.status },
    role,
    mode,
    basis,
    signatures_required: required,
    since,
    until,
    state,
    ended_on: endedOn,
    record,
    as_of: asOf.toISOString(),
  };
}

/** Outside, an entity is its national identifier; the person is "self". Ids of others stay inside. */
function aboutOf(reader: Reader, subjectId: string | null): string | null {
  if (subjectId === null) return null;
  if (subjectId === reader.person.id) return 'self';
  return reader.powers.find(power => power.entity.id === subjectId)?.entity.legalId ?? null;
}

function eventIn(reader: Reader, event: AuditEvent): object {
  return {
    id: event.publicId,
    at: event.at.toISOString(),
    kind: event.kind,
    by_you: event.personId === reader.person.id,
    about: aboutOf(reader, event.subjectId),
    client: event.clientId,
    tracking: event.tracking,
    data: event.data,
  };
}
