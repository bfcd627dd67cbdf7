import { agencyLine, findClient, listSubsidiaries } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { type Act, may, type Standing } from './role.ts';
import { selectCurrentOf } from './store.ts';

/**
 * By which right a person stands at an agency: as its own officer, else as one of the agency above. undefined: not
 * at all.
 */
export async function findStanding(
  op: Operation,
  personId: string,
  agencyId: string,
): Promise<Standing | undefined> {
  const offices = await selectCurrentOf(op, personId);
  if (offices.length === 0) return undefined;
  const line = (await agencyLine(op, agencyId)).map(({ id }) => id);
  for (const id of line) {
    const office = offices.find(({ agency_id }) => agency_id === id);
    if (office) return { role: office.role, contractor: office.contractor, fromAbove: id !== agencyId };
  }
  return undefined;
}

/**
 * Asked before every look and every act: what stood an hour ago counts for nothing. To whoever is no officer there, an
 * agency is not there.
 * @throws web.sign_in_first, agencies.not_found, agencies.not_allowed
 */
export async function requireAct(op: Operation, agencyId: string, act: Act): Promise<Standing> {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  const standing = await findStanding(op, op.actor.personId, agencyId);
  if (!standing) throw new Fault('not_found', 'agencies.not_found');
  if (may(standing, act)) return standing;
  if (standing.contractor && may({ ...standing, contractor: false }, act))
    throw new Fault('forbidden', 'agencies.contractor');
  throw new Fault('forbidden', 'agencies.not_allowed');
}

/** Ids of the agencies at which a person stands, those under them included. */
export async function agenciesOf(op: Operation, personId: string): Promise<string[]> {
  const own = [...new Set((await selectCurrentOf(op, personId)).map(({ agency_id }) => agency_id))];
  const below = await listSubsidiaries(op, own);
  return [...new Set([...own, ...below.map(({ id }) => id)])];
}

/** Whether whoever asks may see how a client does: an officer of its agency who sees it. Nobody else. */
export function mayWatchClient(op: Operation, clientId: string): Promise<boolean> {
  return mayWithClient(op, clientId, 'see');
}

/** Whether whoever asks may try a client out: an owner or developer of its agency. */
export function mayDevelopClient(op: Operation, clientId: string): Promise<boolean> {
  return mayWithClient(op, clientId, 'develop');
}

async function mayWithClient(op: Operation, clientId: string, act: Act): Promise<boolean> {
  const agency = (await findClient(op, clientId))?.agency;
  if (!agency || op.actor.kind !== 'person') return false;
  const standing = await findStanding(op, op.actor.personId, agency.id);
  return standing !== undefined && may(standing, act);
}

/** The id under which whoever acts is an officer of this agency itself. @throws agencies.not_found */
export async function officeAs(op: Operation, agencyId: string): Promise<string> {
  const offices = op.actor.kind === 'person' ? await selectCurrentOf(op, op.actor.personId) : [];
  const office = offices.find(({ agency_id }) => agency_id === agencyId);
  if (!office) throw new Fault('not_found', 'agencies.not_found');
  return office.id;
}
