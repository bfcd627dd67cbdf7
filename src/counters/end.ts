import { record } from '../audit/index.ts';
import { findClient, findPurpose } from '../clients/index.ts';
import { format, messages } from '../i18n/index.ts';
import { findPerson } from '../identity/index.ts';
import { sendMessage } from '../messages/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { deleteUnconfirmed, type EndReason, endVisitRow, selectNotEnded, selectOfficer } from './store.ts';

const DAY = 86_400_000;

/** Ends a visit once; the person hears by message what was done in it. */
export async function endVisitNow(op: Operation, id: string, reason: EndReason): Promise<void> {
  await atomically(op, async op => {
    const visit = await endVisitRow(op, id, reason);
    // Of one that was never confirmed there is nothing to say.
    if (!visit?.confirmed_at || !visit.person_id) return;
    await record(op, {
      kind: 'counters.visit_ended',
      personId: visit.person_id,
      subjectId: visit.subject_id,
      clientId: visit.client_id,
      data: {
        visit: id,
        counter: visit.officer_id,
        officer: visit.officer_person_id,
        purpose_id: visit.purpose_id,
        reason,
        times: visit.times_seen,
      },
    });
    const person = await findPerson(op, visit.person_id);
    if (!person?.mobile) return;
    const officer = await selectOfficer(op, visit.officer_id);
    const purpose = await findPurpose(op, visit.purpose_id);
    const client = await findClient(op, visit.client_id);
    const text = messages(op.lang).counters.endedMessage(
      officer?.counter_name ?? '',
      purpose?.name[op.lang] ?? '',
      client?.name[op.lang] ?? '',
      format(op.lang).number(visit.times_seen),
      op.tracking,
    );
    await sendMessage(op, { channel: 'sms', to: person.mobile, text }, person.id);
  });
}

/** All that run on an accreditation, or for people (about one subject). Inside the transaction that ends what they stand on. */
export async function endVisitsOf(
  op: Operation,
  which:
    | { readonly officerId: string }
    | { readonly personIds: readonly string[]; readonly subjectId?: string },
  reason: EndReason,
): Promise<void> {
  for (const id of await selectNotEnded(op, which)) await endVisitNow(op, id, reason);
}

/** In the background: what is over in time ends and is told. */
export async function sweepVisits(op: Operation): Promise<void> {
  for (const id of await selectNotEnded(op, { overdue: true })) await endVisitNow(op, id, 'time');
  await deleteUnconfirmed(op, new Date(op.at.getTime() - DAY));
}
