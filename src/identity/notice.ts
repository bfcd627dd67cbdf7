import { messages } from '../i18n/index.ts';
import { sendMessage } from '../messages/index.ts';
import type { Operation } from '../operation.ts';
import { countUse, type Limit } from './limit.ts';
import type { Person } from './person.ts';

const DAY = 86_400;
const NOWHERE = '+989000000000';

/** About once a day: who guesses on and on must not be able to send her messages on and on. */
const notices = (who: string): Limit => ({
  name: 'told of wrong passwords',
  by: { person: who },
  free: 1,
  leakSeconds: DAY / 2,
  ceilingSeconds: DAY,
  firstWaitSeconds: DAY,
});

/**
 * Tells a person that somebody wrote wrong passwords for her, in the transaction that counts the last of them. Who does
 * not exist, or has no mobile, costs the same work and gets nothing: how long it takes shows nobody who there is.
 * @param who the identifier that was typed, in its normal form
 */
export async function tellOfFailures(op: Operation, who: string, person: Person | undefined): Promise<void> {
  const { wait, uses } = await countUse(op, notices(who));
  if (wait > 0 || uses > 1) return;
  // The guesser chose the language of his own page, not of her message.
  const text = messages('fa').factors.notices.wrongPasswords;
  const to = person?.mobile ?? NOWHERE;
  await sendMessage(op, { channel: 'sms', to, text }, person?.id ?? null, { toNobody: !person?.mobile });
}
