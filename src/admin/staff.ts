import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { findPerson } from '../identity/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { isInEmergency } from './emergency-store.ts';
import { type Role, selectInRole, selectRole, upsertRole } from './store.ts';

export const roles: readonly Role[] = ['platform_administrator', 'approver', 'auditor', 'support'];

/** What a person may do in the administration; undefined: nothing. */
export async function staffRoleOf(op: Operation, personId: string): Promise<Role | undefined> {
  const role = await selectRole(op, personId);
  if (role === 'platform_administrator') return role;
  return (await isInEmergency(op, personId)) ? 'platform_administrator' : role;
}

/**
 * Only the program itself gives roles (at start, or from the command line): nobody lifts himself or a colleague.
 * @throws admin.read_only
 */
export async function giveRole(op: Operation, personId: string, role: Role): Promise<void> {
  if (op.actor.kind !== 'system') throw new Fault('forbidden', 'admin.read_only');
  await atomically(op, async op => {
    if ((await selectRole(op, personId)) === role) return;
    await upsertRole(op, personId, role);
    await record(op, { kind: 'admin.role_given', personId, data: { role } });
  });
}

/** Whoever may see the administration; the support may not. @throws admin.not_staff */
export async function requireStaff(op: Operation): Promise<Exclude<Role, 'support'>> {
  const role = await ownRole(op);
  if (role === undefined || role === 'support') throw new Fault('forbidden', 'admin.not_staff');
  return role;
}

/** Whoever may see what a person shows by her code, and nothing else. @returns who @throws admin.not_support */
export async function requireSupport(op: Operation): Promise<string> {
  if (op.actor.kind !== 'person' || (await ownRole(op)) !== 'support')
    throw new Fault('forbidden', 'admin.not_support');
  return op.actor.personId;
}

async function ownRole(op: Operation): Promise<Role | undefined> {
  return op.actor.kind === 'person' ? staffRoleOf(op, op.actor.personId) : undefined;
}

/** Whoever is the second person: says yes or no to what somebody else asked for. An approver asks for nothing himself. */
export const decides = (role: Role): boolean => role === 'platform_administrator' || role === 'approver';

/** Whether without this one somebody who asks and another who agrees remain. Emergency power ends by itself and counts for nothing. */
export async function canSpare(op: Operation, personId: string): Promise<boolean> {
  const role = await selectRole(op, personId);
  if (role === undefined || !decides(role)) return true;
  const acting = async (role: Role) => {
    let count = 0;
    for (const id of await selectInRole(op, role))
      if (id !== personId && (await findPerson(op, id))?.state === 'active') count += 1;
    return count;
  };
  const administrators = await acting('platform_administrator');
  return administrators > 0 && administrators + (await acting('approver')) > 1;
}

/** @throws admin.not_staff, admin.read_only */
export async function requireDecider(op: Operation): Promise<void> {
  if (!decides(await requireStaff(op))) throw new Fault('forbidden', 'admin.read_only');
}

/** Whoever may change things there. @throws admin.not_staff, admin.read_only */
export async function requireAdministrator(op: Operation): Promise<void> {
  if ((await requireStaff(op)) !== 'platform_administrator') throw new Fault('forbidden', 'admin.read_only');
}
