import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { type Role, selectRole, upsertRole } from './store.ts';

export const roles: readonly Role[] = ['platform_administrator', 'auditor'];

/** What a person may do in the administration; undefined: nothing. */
export function staffRoleOf(op: Operation, personId: string): Promise<Role | undefined> {
  return selectRole(op, personId);
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

/** Whoever may see the administration. @throws admin.not_staff */
export async function requireStaff(op: Operation): Promise<Role> {
  const role = op.actor.kind === 'person' ? await selectRole(op, op.actor.personId) : undefined;
  if (!role) throw new Fault('forbidden', 'admin.not_staff');
  return role;
}

/** Whoever may change things there. @throws admin.not_staff, admin.read_only */
export async function requireAdministrator(op: Operation): Promise<void> {
  if ((await requireStaff(op)) !== 'platform_administrator') throw new Fault('forbidden', 'admin.read_only');
}
