import type { LaunchData, LaunchSystem } from '../../views/me/launch.ts';
import { listEventsAbout } from '../audit/index.ts';
import { findActiveClient, listActivePurposes, type Purpose } from '../clients/index.ts';
import { type GovernmentSystem, launchAddress, listSystems, processes } from '../directory/index.ts';
import type { LegalId } from '../identifiers.ts';
import { findPower } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';
import type { Reader } from './reader.ts';

/** For whom a system is opened: the person herself, or an entity that she may bind now. */
interface Behalf {
  /** Id of the subject. */
  readonly id: string;
  /** undefined: the person herself */
  readonly legalId: LegalId | undefined;
}

const LATELY = 200;
const MOST_RECENT = 4;

/** What somebody sees who has signed in: whom she may act for, the live systems for that, and those used lately. */
export async function launchFor(op: Operation, reader: Reader, asked: string): Promise<LaunchData> {
  const open = reader.powers.filter(({ state }) => state === 'usable' || state === 'joint');
  const given = reader.powers.filter(({ state, basis }) => state === 'outside_scope' && basis === 'mandate');
  const entities = [...open, ...given].map(({ entity }) => entity);
  const chosen = entities.find(({ id }) => id === asked);
  const behalf: Behalf = chosen
    ? { id: chosen.id, legalId: chosen.legalId }
    : { id: reader.person.id, legalId: undefined };
  const systems: (LaunchSystem & { readonly clientId: string })[] = [];
  for (const system of await listSystems(op)) {
    const launched = await launchOf(op, reader, system, behalf);
    if (launched) systems.push(launched);
  }
  const lately = await usedLately(op, reader, behalf);
  return {
    behalf: [
      { id: 'self', name: undefined, current: !chosen },
      ...entities.map(({ id, name }) => ({ id, name: name[op.lang], current: id === chosen?.id })),
    ],
    recent: [...lately]
      .flatMap(([clientId, at]) => {
        const system = systems.find(one => one.clientId === clientId);
        return system ? [{ ...system, at }] : [];
      })
      .slice(0, MOST_RECENT),
    processes: processes.flatMap(({ key, name }) => {
      const of = systems.filter(system => system.processes.includes(key));
      return of.length > 0 ? [{ key, name: name[op.lang], systems: of }] : [];
    }),
  };
}

/** undefined: it does not work now, is not for such a subject, or her power is not for it. */
async function launchOf(op: Operation, reader: Reader, system: GovernmentSystem, behalf: Behalf) {
  const { clientId } = system;
  if (!system.live || clientId === null) return undefined;
  const client = await findActiveClient(op, clientId);
  const address = client && (await launchAddress(op, client, behalf.legalId ?? 'self'));
  if (!address) return undefined;
  const purposes = await listActivePurposes(op, clientId);
  if (!(await isFor(op, reader, purposes, behalf))) return undefined;
  return {
    clientId,
    number: system.number,
    name: system.name[op.lang],
    owner: system.owner[op.lang],
    processes: system.processes,
    address,
  };
}

async function isFor(op: Operation, reader: Reader, purposes: readonly Purpose[], behalf: Behalf) {
  if (behalf.legalId === undefined) return purposes.some(({ subjects }) => subjects.includes('self'));
  for (const { clientId, key: purposeKey, subjects } of purposes) {
    if (!subjects.includes('legal_entity')) continue;
    const power = await findPower(op, reader.person.id, behalf.id, { clientId, purposeKey });
    if (power?.state === 'usable' || power?.state === 'joint') return true;
  }
  return false;
}

/** Clients that were given something about this subject when she asked, newest first, from the record. */
async function usedLately(op: Operation, reader: Reader, behalf: Behalf): Promise<Map<string, Date>> {
  const events = await listEventsAbout(op, {
    subjectIds: [behalf.id],
    kinds: ['profile.released'],
    limit: LATELY,
  });
  const lately = new Map<string, Date>();
  for (const { clientId, personId, at } of events)
    if (clientId !== null && personId === reader.person.id && !lately.has(clientId)) lately.set(clientId, at);
  return lately;
}
