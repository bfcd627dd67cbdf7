import { type Ending, endClearances, liftUnconfirmed, remindOfEndings, type Stop } from '../clients/index.ts';
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
  await tellAdministrators(op, text);
}

/** The same of emergency power. */
export async function alarmOfEmergency(op: Operation, what: 'asked' | 'begun' | 'ended'): Promise<void> {
  const words = messages('fa').emergency.alarm;
  await tellAdministrators(op, words[what](`${op.system.config.issuer}/admin/emergency`));
}

/** The same of a colleague's account that was stopped or goes on. */
export async function alarmOfSuspension(op: Operation, what: 'suspended' | 'resumed'): Promise<void> {
  const words = messages('fa').suspensions.alarm;
  await tellAdministrators(op, words[what](`${op.system.config.issuer}/admin/suspensions`));
}

async function tellAdministrators(op: Operation, text: string): Promise<void> {
  for (const id of await selectInRole(op, 'platform_administrator')) {
    const person = await findPerson(op, id);
    // A phone that may be in wrong hands hears nothing.
    if (person?.state !== 'active') continue;
    if (person.mobile) await sendMessage(op, { channel: 'sms', to: person.mobile, text }, person.id);
  }
}

/**
 * Tells the officers of an agency that something of theirs ends soon.
 * @returns how many were told; where there is nobody, the administrators are
 */
export type TellOfficers = (op: Operation, agencyId: string, text: string) => Promise<number>;

async function remind(op: Operation, endings: readonly Ending[], tellOfficers: TellOfficers): Promise<void> {
  const words = messages('fa').credentials;
  const agencies = new Set(endings.map(({ client }) => client.agency?.id));
  let unheard = false;
  for (const agency of agencies) {
    const text = words.sms(`${op.system.config.issuer}/agency`);
    const told = agency === undefined ? 0 : await tellOfficers(op, agency, text);
    if (told === 0) unheard = true;
  }
  if (unheard) await tellAdministrators(op, words.sms(`${op.system.config.issuer}/admin`));
}

/** In the background: certificates that ran out suspend, stops that nobody confirmed are lifted, and reminders go out. */
export async function keepClients(op: Operation, tellOfficers: TellOfficers = async () => 0): Promise<void> {
  await endClearances(op);
  await liftUnconfirmed(op, alarm);
  await remindOfEndings(op, (op, endings) => remind(op, endings, tellOfficers));
}
