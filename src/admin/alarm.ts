import { endClearances, liftUnconfirmed, type Stop } from '../clients/index.ts';
import { messages } from '../i18n/index.ts';
import { findPerson } from '../identity/index.ts';
import { sendMessage } from '../messages/index.ts';
import type { Operation } from '../operation.ts';
import { selectInRole } from './store.ts';

/**
 * Tells every platform administrator that the kill switch was pulled, or fell back because nobody confirmed it. The
 * message names nobody and no system: what it is about they see once they are signed in.
 */
export async function alarm(op: Operation, stop: Stop): Promise<void> {
  const words = messages('fa').stops.alarm;
  const address = `${op.system.config.issuer}/admin/stops`;
  const text = stop.state === 'lifted' ? words.lifted(address) : words.stopped(address);
  for (const id of await selectInRole(op, 'platform_administrator')) {
    const person = await findPerson(op, id);
    if (person?.mobile) await sendMessage(op, { channel: 'sms', to: person.mobile, text }, person.id);
  }
}

/** In the background: certificates that ran out suspend, stops that nobody confirmed are lifted. */
export async function keepClients(op: Operation): Promise<void> {
  await endClearances(op);
  await liftUnconfirmed(op, alarm);
}
