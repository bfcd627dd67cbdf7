import { Fault } from '../errors.ts';
import { getPerson, mayAct } from '../identity/index.ts';
import { personHash } from '../keys.ts';
import { actorName, atomically, type Operation } from '../operation.ts';
import { getOfficerRow, type Officer, officerOf, recordOfficer } from './officer.ts';
import { changeOfficer, type OfficerRow, selectCurrentOf, selectInvitations } from './store.ts';

/** What the person who asks is invited to, and can answer now. */
export async function invitationsOf(op: Operation, personId: string): Promise<Officer[]> {
  const person = await getPerson(op, personId);
  const rows = await selectInvitations(op, personHash(op.system.keys, person.identifier));
  return rows.map(row => officerOf(op, row));
}

/** What a person is officer of now. */
export async function officesOf(op: Operation, personId: string): Promise<Officer[]> {
  return (await selectCurrentOf(op, personId)).map(row => officerOf(op, row));
}

/**
 * She becomes an officer.
 * @param level at which she is signed in
 * @throws agencies.officer_not_found to everybody else, agencies.level below 2, agencies.decided, identity.suspended …
 */
export function acceptInvitation(op: Operation, id: string, level: number): Promise<void> {
  return answer(op, id, personId => {
    if (level < 2) throw new Fault('forbidden', 'agencies.level');
    return { person_id: personId, accepted_at: op.at };
  });
}

/** @throws agencies.officer_not_found to everybody else, agencies.decided */
export function declineInvitation(op: Operation, id: string): Promise<void> {
  return answer(op, id, () => ({
    ended_at: op.at,
    ended_by: actorName(op.actor),
    end_reason: 'declined' as const,
  }));
}

async function answer(
  op: Operation,
  id: string,
  change: (personId: string) => Partial<OfficerRow>,
): Promise<void> {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  const person = await getPerson(op, op.actor.personId);
  mayAct(person);
  await atomically(op, async op => {
    const row = await getOfficerRow(op, id);
    const waits = row.by_platform && !row.approved_at;
    if (waits || !personHash(op.system.keys, person.identifier).equals(row.person_hash))
      throw new Fault('not_found', 'agencies.officer_not_found');
    const given = change(person.id);
    if (row.valid_until <= op.at || !(await changeOfficer(op, id, given, 'accepted_at')))
      throw new Fault('conflict', 'agencies.decided');
    const after = { ...row, person_id: person.id };
    if (given.accepted_at)
      await recordOfficer(op, 'agencies.officer_accepted', after, 'agencies.office_taken');
    else await recordOfficer(op, 'agencies.officer_declined', after);
  });
}
