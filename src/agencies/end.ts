import { randomBytes } from 'node:crypto';
import { Fault } from '../errors.ts';
import { messages } from '../i18n/index.ts';
import { findPerson } from '../identity/index.ts';
import { sendMessage } from '../messages/index.ts';
import { actorName, atomically, type Operation } from '../operation.ts';
import { getAgency, getOfficerRow, recordOfficer } from './officer.ts';
import { requireAct } from './standing.ts';
import {
  changeOfficer,
  type EndReason,
  forgetHash,
  lockOwners,
  type OfficerRow,
  selectCurrentOf,
} from './store.ts';

/**
 * An owner ends an officer, or takes an invitation back. From now he reaches nothing of the agency, with no page.
 * @throws agencies.not_found, agencies.not_allowed, agencies.officer_not_found, agencies.last_owner, agencies.decided
 */
export async function endOfficer(op: Operation, agencyId: string, id: string): Promise<void> {
  const standing = await requireAct(op, agencyId, 'appoint');
  await atomically(op, async op => {
    const row = await officerAt(op, agencyId, id);
    // The owner of the agency above stands in: an agency is not left without anybody.
    if (!standing.fromAbove) await refuseLast(op, row);
    await end(op, row, row.accepted_at ? 'removed' : 'withdrawn');
  });
}

/** An officer goes by himself. @throws agencies.officer_not_found, agencies.last_owner */
export async function leaveAgency(op: Operation, id: string): Promise<void> {
  await atomically(op, async op => {
    const row = await getOfficerRow(op, id);
    if (op.actor.kind !== 'person' || row.person_id !== op.actor.personId)
      throw new Fault('not_found', 'agencies.officer_not_found');
    await refuseLast(op, row);
    await end(op, row, 'left');
  });
}

/**
 * The platform ends an officer, the last owner too: an account that fell into wrong hands waits for nobody. The caller
 * has asked for the role of staff.
 * @throws agencies.officer_not_found, agencies.decided
 */
export async function endByPlatform(op: Operation, agencyId: string, id: string): Promise<void> {
  await atomically(op, async op => {
    const row = await officerAt(op, agencyId, id);
    await end(op, row, row.accepted_at ? 'removed' : 'withdrawn');
  });
}

/** Whose account is closed is no officer any more, and his national ID is kept nowhere, not as a hash either. */
export async function endOfficesOf(op: Operation, personId: string): Promise<void> {
  for (const row of await selectCurrentOf(op, personId)) {
    await end(op, row, 'account_closed');
    await forgetHash(op, row.id, randomBytes(32));
  }
}

async function officerAt(op: Operation, agencyId: string, id: string): Promise<OfficerRow> {
  const row = await getOfficerRow(op, id);
  if (row.agency_id !== agencyId) throw new Fault('not_found', 'agencies.officer_not_found');
  return row;
}

/** @throws agencies.last_owner */
async function refuseLast(op: Operation, row: OfficerRow): Promise<void> {
  if (row.role !== 'owner' || !row.accepted_at) return;
  const owners = await lockOwners(op, row.agency_id);
  if (owners.length === 1 && owners[0] === row.id) throw new Fault('conflict', 'agencies.last_owner');
}

async function end(op: Operation, row: OfficerRow, reason: EndReason): Promise<void> {
  const ended = { ended_at: op.at, ended_by: actorName(op.actor), end_reason: reason };
  if (!(await changeOfficer(op, row.id, ended, 'ended_at'))) throw new Fault('conflict', 'agencies.decided');
  await recordOfficer(op, 'agencies.officer_ended', row, 'agencies.office_ended');
  if (reason !== 'removed' || row.person_id === null) return;
  const person = await findPerson(op, row.person_id);
  if (!person?.mobile) return;
  const { name } = await getAgency(op, row.agency_id);
  const text = messages(op.lang).agencies.endedText(name[op.lang]);
  await sendMessage(op, { channel: 'sms', to: person.mobile, text }, person.id);
}
