import { record } from '../audit/index.ts';
import { type GovernmentSystem, listSystems } from '../directory/index.ts';
import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { agencyOnRecord, getAgency } from './officer.ts';
import { replaceSystems, selectOwners, selectSystemNumbers } from './system-store.ts';

/** The systems of an agency, by number. */
export async function systemsOf(op: Operation, agencyId: string): Promise<GovernmentSystem[]> {
  const numbers = await selectSystemNumbers(op, agencyId);
  if (numbers.length === 0) return [];
  return listSystems(op, numbers);
}

/** Which agency each system belongs to, where it was said. */
export async function ownersOfSystems(op: Operation): Promise<ReadonlyMap<number, string>> {
  return new Map((await selectOwners(op)).map(row => [row.number, row.agency_id]));
}

/**
 * Says which systems are an agency's; a system is of one agency only. The caller has asked for the role of staff.
 * @throws agencies.not_found, agencies.system_unknown, agencies.system_taken {number}
 */
export async function giveSystems(
  op: Operation,
  agencyId: string,
  numbers: readonly number[],
): Promise<void> {
  await atomically(op, async op => {
    await getAgency(op, agencyId);
    const known = new Set((await listSystems(op)).map(({ number }) => number));
    const owners = await ownersOfSystems(op);
    for (const number of numbers) {
      if (!known.has(number)) throw new Fault('bad_input', 'agencies.system_unknown');
      if ((owners.get(number) ?? agencyId) !== agencyId)
        throw new Fault('conflict', 'agencies.system_taken', { number });
    }
    const rows = [...new Set(numbers)].map(number => ({ number, agency_id: agencyId }));
    await replaceSystems(op, agencyId, rows);
    const data = { agency: agencyId, systems: rows.map(({ number }) => String(number)) };
    await record(op, { kind: 'agencies.systems_given', subjectId: agencyOnRecord(agencyId), data });
  });
}
