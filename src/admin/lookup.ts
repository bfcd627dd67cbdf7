import { type AuditEvent, findEvent, listEventsUnder, record } from '../audit/index.ts';
import { type Case, findCaseByNumber, getCase, listCases } from '../cases/index.ts';
import {
  type Agency,
  type Approval,
  type Client,
  findClient,
  getApproval,
  listAgencies,
} from '../clients/index.ts';
import { type Consent, findConsent, isCurrent, listConsents } from '../consent/index.ts';
import { findSystem, type GovernmentSystem } from '../directory/index.ts';
import { type Entity, findEntityByLegalId } from '../entities/index.ts';
import { Fault } from '../errors.ts';
import { type PersonId, readLegalId } from '../identifiers.ts';
import {
  accountSince,
  countUse,
  findPersonByIdentifier,
  type Limit,
  type PersonState,
} from '../identity/index.ts';
import type { Operation } from '../operation.ts';
import { latinDigits } from '../text.ts';
import { personIdIn, readReference } from './reference.ts';
import { requireStaff } from './staff.ts';

/** Why somebody of the staff looks something up: it stands in the record, and the person concerned reads it. */
export const lookupReasons = ['subject_asked', 'system_asked', 'complaint', 'security', 'court'] as const;

/** What there is of what was looked for: states and counts, never a name or a value. */
export type Found =
  | {
      readonly kind: 'person';
      readonly state: PersonState;
      readonly since: Date | undefined;
      /** Permissions that stand, cases that wait. */
      readonly consents: number;
      readonly cases: number;
    }
  | {
      readonly kind: 'entity';
      readonly status: Entity['status'];
      readonly asOf: Date;
      readonly consents: number;
    }
  | { readonly kind: 'client'; readonly client: Client }
  | { readonly kind: 'agency'; readonly agency: Agency }
  | { readonly kind: 'approval'; readonly approval: Approval }
  | { readonly kind: 'system'; readonly system: GovernmentSystem }
  | { readonly kind: 'events'; readonly events: readonly AuditEvent[] }
  | { readonly kind: 'case'; readonly found: Case }
  | { readonly kind: 'consent'; readonly found: Consent; readonly stands: boolean };

export interface Wanted {
  /** An identifier of any kind, in any digits. */
  readonly text: string;
  readonly reason: string;
  /** Number of the letter, case or call that asks for it. */
  readonly reference: string;
  /** ISO day on which a tracking code was given. */
  readonly day: string;
}

/** Enough for a day of calls, and too few to go through the numbers of a town. The page says how many. */
const looks = (personId: string): Limit => ({
  name: 'staff look-up',
  by: { person: personId },
  // The thirtieth is answered, and begins the wait.
  free: 29,
  leakSeconds: 60,
  firstWaitSeconds: 60,
  ceilingSeconds: 600,
});

const TRACKING = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Looks one identifier up, for a reason: of a person, an entity, a client, an agency, a system, a request, an entry, an
 * approval, a case or a permission. Each look is on the record before anything is shown, also when nothing is found.
 * @throws admin.reason_needed, admin.reference_needed, admin.nothing_asked, admin.not_staff, admin.lookups_wait
 */
export async function lookUp(op: Operation, wanted: Wanted): Promise<Found[]> {
  await requireStaff(op);
  const reason = lookupReasons.find(one => one === wanted.reason);
  if (!reason) throw new Fault('bad_input', 'admin.reason_needed');
  const reference = readReference(wanted.reference);
  if (reference === undefined) throw new Fault('bad_input', 'admin.reference_needed');
  const text = latinDigits(wanted.text).replace(/\s+/g, '').slice(0, 200);
  if (text === '') throw new Fault('bad_input', 'admin.nothing_asked');
  if (op.actor.kind === 'person') {
    const { wait } = await countUse(op, looks(op.actor.personId));
    if (wait > 0) throw new Fault('too_many', 'admin.lookups_wait', { retryAfter: wait });
  }
  const { found, kind, subjectIds } = await search(op, text, wanted.day);
  for (const subjectId of subjectIds.length > 0 ? subjectIds : [null])
    await record(op, { kind: 'admin.looked_up', subjectId, data: { reason, reference, what: kind } });
  return found;
}

interface Search {
  readonly kind: Found['kind'];
  readonly found: Found[];
  /** Whose affairs were seen. */
  readonly subjectIds: readonly string[];
}

async function search(op: Operation, text: string, day: string): Promise<Search> {
  if (TRACKING.test(text.toUpperCase())) return ofRequest(op, text.toUpperCase(), day);
  if (UUID.test(text.toLowerCase())) return ofId(op, text.toLowerCase());
  const legalId = readLegalId(text);
  if (legalId) {
    const entity = await findEntityByLegalId(op, legalId);
    return entity ? ofEntity(op, entity) : nothing('entity');
  }
  const personId = personIdIn(text);
  if (personId) return ofPerson(op, personId);
  if (/^\d{1,4}$/.test(text)) {
    const system = await findSystem(op, Number(text));
    return system
      ? { kind: 'system', found: [{ kind: 'system', system }], subjectIds: [] }
      : nothing('system');
  }
  const client = await findClient(op, text);
  const agency = (await listAgencies(op)).find(({ id }) => id === text);
  const found: Found[] = [
    ...(client ? [{ kind: 'client' as const, client }] : []),
    ...(agency ? [{ kind: 'agency' as const, agency }] : []),
  ];
  return { kind: found[0]?.kind ?? 'client', found, subjectIds: [] };
}

const nothing = (kind: Found['kind']): Search => ({ kind, found: [], subjectIds: [] });

function ifMissing(error: unknown): undefined {
  if (error instanceof Fault && error.kind === 'not_found') return undefined;
  throw error;
}

async function ofPerson(op: Operation, identifier: PersonId): Promise<Search> {
  const person = await findPersonByIdentifier(op, identifier);
  if (!person) return nothing('person');
  const consents = (await listConsents(op, { personId: person.id })).filter(one => isCurrent(one, op.at));
  const cases = (await listCases(op, { personId: person.id })).filter(one => one.state === 'open');
  const found: Found = {
    kind: 'person',
    state: person.state,
    since: (await accountSince(op, person.id)).account,
    consents: consents.length,
    cases: cases.length,
  };
  return { kind: 'person', found: [found], subjectIds: [person.id] };
}

async function ofEntity(op: Operation, { id, status, asOf }: Entity): Promise<Search> {
  const consents = (await listConsents(op, { subjectIds: [id] })).filter(one => isCurrent(one, op.at));
  const found: Found = { kind: 'entity', status, asOf, consents: consents.length };
  return { kind: 'entity', found: [found], subjectIds: [id] };
}

async function ofRequest(op: Operation, tracking: string, day: string): Promise<Search> {
  // The number of a case looks the same, and is what a person quotes.
  const found = await findCaseByNumber(op, tracking);
  return found ? ofCase(found) : ofEvents(await listEventsUnder(op, tracking, day));
}

function ofEvents(events: readonly AuditEvent[]): Search {
  const subjectIds = [...new Set(events.flatMap(event => event.subjectId ?? []))];
  return { kind: 'events', found: events.length > 0 ? [{ kind: 'events', events }] : [], subjectIds };
}

async function ofId(op: Operation, id: string): Promise<Search> {
  const event = await findEvent(op, id);
  if (event) return ofEvents([event]);
  const consent = await findConsent(op, id);
  if (consent) {
    const stands = isCurrent(consent, op.at);
    return {
      kind: 'consent',
      found: [{ kind: 'consent', found: consent, stands }],
      subjectIds: [consent.subjectId],
    };
  }
  const approval = await getApproval(op, id).catch(ifMissing);
  if (approval) return { kind: 'approval', found: [{ kind: 'approval', approval }], subjectIds: [] };
  const found = await getCase(op, id).catch(ifMissing);
  return found ? ofCase(found) : nothing('events');
}

function ofCase(found: Case): Search {
  return { kind: 'case', found: [{ kind: 'case', found }], subjectIds: [found.personId] };
}
