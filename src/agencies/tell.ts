import { findPerson } from '../identity/index.ts';
import { sendMessage } from '../messages/index.ts';
import type { Operation } from '../operation.ts';
import { selectInRoles } from './store.ts';

/**
 * A text message to those who run the systems of an agency: its owners and developers. It names nobody.
 * @returns how many were told
 */
export async function tellOfficers(op: Operation, agencyId: string, text: string): Promise<number> {
  let told = 0;
  for (const id of await selectInRoles(op, agencyId, ['owner', 'developer'])) {
    const person = await findPerson(op, id);
    if (person?.state !== 'active' || !person.mobile) continue;
    await sendMessage(op, { channel: 'sms', to: person.mobile, text }, person.id);
    told += 1;
  }
  return told;
}
