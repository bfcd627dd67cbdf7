import { createHash } from 'node:crypto';
import { type EventKind, recordAll } from '../audit/index.ts';
import { agencyLine } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import { findPerson } from '../identity/index.ts';
import { personHash } from '../keys.ts';
import type { Operation } from '../operation.ts';
import type { Role } from './role.ts';
import { type OfficerRow, selectAllOf, selectOfficer, selectOfficers } from './store.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type OfficerState = 'asked' | 'invited' | 'active' | 'expired' | 'ended';

/** Somebody who works for an agency, or is asked to. */
export interface Officer {
  readonly id: string;
  readonly agencyId: string;
  readonly role: Role;
  readonly contractor: boolean;
  /** The company of a contractor, where it was said. */
  readonly company: string | null;
  /** null: nobody has accepted; whom the invitation is for is not told. */
  readonly personId: string | null;
  /** asked: another administrator has to approve the invitation first */
  readonly state: OfficerState;
  readonly invitedBy: string;
  readonly invitedAt: Date;
  readonly validUntil: Date;
  readonly acceptedAt: Date | null;
  readonly endedAt: Date | null;
  readonly endReason: OfficerRow['end_reason'];
}

export function officerOf(op: Operation, row: OfficerRow): Officer {
  return {
    id: row.id,
    agencyId: row.agency_id,
    role: row.role,
    contractor: row.contractor,
    company: row.company,
    personId: row.person_id,
    state: stateOf(op, row),
    invitedBy: row.invited_by,
    invitedAt: row.invited_at,
    validUntil: row.valid_until,
    acceptedAt: row.accepted_at,
    endedAt: row.ended_at,
    endReason: row.end_reason,
  };
}

function stateOf(op: Operation, row: OfficerRow): OfficerState {
  if (row.ended_at) return row.end_reason === 'expired' ? 'expired' : 'ended';
  if (row.accepted_at) return 'active';
  if (row.valid_until <= op.at) return 'expired';
  return row.by_platform && !row.approved_at ? 'asked' : 'invited';
}

/** Those that hold or wait first. */
export async function listOfficers(op: Operation, agencyId: string): Promise<Officer[]> {
  return (await selectOfficers(op, agencyId, 300)).map(row => officerOf(op, row));
}

/** What a person was ever officer of or invited to: for what is held about him. */
export async function officesEver(op: Operation, personId: string): Promise<Officer[]> {
  const person = await findPerson(op, personId);
  if (!person) return [];
  const rows = await selectAllOf(op, personId, personHash(op.system.keys, person.identifier));
  return rows.map(row => officerOf(op, row));
}

/** @throws agencies.officer_not_found */
export async function getOfficerRow(op: Operation, id: string): Promise<OfficerRow> {
  const row = UUID.test(id) ? await selectOfficer(op, id) : undefined;
  if (!row) throw new Fault('not_found', 'agencies.officer_not_found');
  return row;
}

/** @throws agencies.not_found */
export async function getAgency(
  op: Operation,
  id: string,
): Promise<{ id: string; name: Both; line: string[] }> {
  const line = await agencyLine(op, id);
  const [agency] = line;
  if (!agency) throw new Fault('not_found', 'agencies.not_found');
  return { id: agency.id, name: agency.name, line: line.map(one => one.id) };
}

/** Under which the record speaks of an agency: made of its id, so that nothing has to be kept. */
export function agencyOnRecord(agencyId: string): string {
  const hex = createHash('sha256').update(`agency ${agencyId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * What happens to an officer stands on the agency's record with who did it, and what becomes of the person's own office
 * on the person's.
 */
export async function recordOfficer(
  op: Operation,
  kind: EventKind,
  row: OfficerRow,
  own?: 'agencies.office_taken' | 'agencies.office_ended',
): Promise<void> {
  const data = { agency: row.agency_id, officer: row.id, role: row.role };
  const personId = row.person_id;
  await recordAll(op, [
    { kind, subjectId: agencyOnRecord(row.agency_id), data },
    ...(own && personId !== null ? [{ kind: own, personId, subjectId: personId, data }] : []),
  ]);
}
