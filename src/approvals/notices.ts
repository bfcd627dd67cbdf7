import { format, messages } from '../i18n/index.ts';
import { findPerson } from '../identity/index.ts';
import { sendMessage } from '../messages/index.ts';
import type { Operation } from '../operation.ts';
import type { Approval } from './approval.ts';

/**
 * Tells those whose signature is wanted. The message names nobody and nothing: what it is about they see once they
 * are signed in.
 */
export async function tellAll(
  op: Operation,
  whom: readonly { readonly personId: string | undefined }[],
  approval: Approval,
): Promise<void> {
  const words = messages(op.lang).approvals.notices;
  const text = words.asked(op.system.config.issuer, format(op.lang).moment(approval.deadlineAt));
  for (const { personId } of whom) if (personId) await tell(op, personId, text);
}

/** Tells the one who waits how it ended. */
export async function tellOutcome(
  op: Operation,
  approval: Approval,
  outcome: 'approved' | 'refused' | 'expired' | 'ended' | 'changed',
): Promise<void> {
  const words = messages(op.lang).approvals.notices;
  await tell(op, approval.personId, words[outcome](op.system.config.issuer));
}

async function tell(op: Operation, personId: string, text: string): Promise<void> {
  const person = await findPerson(op, personId);
  if (!person?.mobile) return;
  await sendMessage(op, { channel: 'sms', to: person.mobile, text }, person.id);
}
