import {
  acceptInvitation,
  approveOwner,
  giveSystems,
  inviteOfficer,
  nameOwner,
  officesEver,
} from '../agencies/index.ts';
import { parsePersonId } from '../identifiers.ts';
import { findPersonByIdentifier } from '../identity/index.ts';
import type { Operation } from '../operation.ts';
import { demoPeople } from './personas.ts';

/** The agency of the tax system; its two systems by number in the directory. */
const TAX = { id: 'tax', systems: [34, 35] };
const LEVEL = 2;

/**
 * The people of the tax agency: Kaveh owns it, Reza develops, Laleh answers for its data. They come by the ways that
 * everybody comes: the owner by two administrators, the others by his invitation.
 */
export async function seedAgencies(op: Operation): Promise<void> {
  const as = async (key: string): Promise<Operation> => {
    const person = await findPersonByIdentifier(op, idOf(key));
    if (!person) throw new Error('The demo lacks a person.');
    return { ...op, actor: { kind: 'person', personId: person.id } };
  };
  const [shirin, farhad, kaveh] = [await as('shirin'), await as('farhad'), await as('kaveh')];
  await giveSystems(shirin, TAX.id, TAX.systems);
  const named = await nameOwner(shirin, TAX.id, idOf('kaveh'));
  await approveOwner(farhad, TAX.id, named);
  await acceptInvitation(kaveh, named, LEVEL);
  for (const [key, role] of [
    ['reza', 'developer'],
    ['laleh', 'data_protection'],
  ] as const) {
    const invited = { nationalId: idOf(key), role, contractor: false, company: '' };
    await acceptInvitation(await as(key), await inviteOfficer(kaveh, TAX.id, invited), LEVEL);
  }
}

/** Whether that was done, whatever has become of it since. */
export async function agenciesStand(op: Operation): Promise<boolean> {
  const kaveh = await findPersonByIdentifier(op, idOf('kaveh'));
  return kaveh !== undefined && (await officesEver(op, kaveh.id)).length > 0;
}

function idOf(key: string) {
  return parsePersonId(demoPeople.find(person => person.key === key)?.id ?? '');
}
