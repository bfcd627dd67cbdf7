import { record } from '../audit/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { endEmergenciesOf } from './emergency.ts';
import { deleteRole } from './store.ts';

/**
 * Whoever leaves the staff, or whose account ends, may do nothing in the administration from the next page on, also by
 * emergency power. Nobody of the staff does it to a colleague: the program alone does, as it alone gives roles.
 * @returns false when there was no role
 */
export function endRole(op: Operation, personId: string): Promise<boolean> {
  return atomically(op, async op => {
    await endEmergenciesOf(op, personId);
    const role = await deleteRole(op, personId);
    if (role) await record(op, { kind: 'admin.role_ended', personId, data: { role } });
    return role !== undefined;
  });
}
