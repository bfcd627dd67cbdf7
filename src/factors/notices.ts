import { type Messages, messages } from '../i18n/index.ts';
import type { Person } from '../identity/index.ts';
import { findPerson } from '../identity/index.ts';
import { sendMessage } from '../messages/index.ts';
import type { Operation } from '../operation.ts';

type Notice = keyof Messages['factors']['notices'];

/** Tells the person by text message what happened to the ways of signing in; inside the transaction that does it. */
export async function tell(op: Operation, person: Person, notice: Notice): Promise<void> {
  if (!person.mobile) return;
  const text = messages(op.lang).factors.notices[notice];
  await sendMessage(op, { channel: 'sms', to: person.mobile, text }, person.id);
}

export async function tellById(op: Operation, personId: string, notice: Notice): Promise<void> {
  const person = await findPerson(op, personId);
  if (person) await tell(op, person, notice);
}
