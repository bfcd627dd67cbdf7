import { seal, unseal } from '../keys.ts';
import type { Operation } from '../operation.ts';
import { keepMasterKeyCheck } from './store.ts';

const KNOWN = 'the master key of this database';

/**
 * Refuses to go on with a master key that is not the one that this database was sealed with: every value would be
 * unreadable, and new ones would mix with the old.
 * @throws Error at start
 */
export async function checkMasterKey(op: Operation): Promise<void> {
  const sealed = await keepMasterKeyCheck(op, seal(op.system.keys.master, KNOWN, 'check'));
  try {
    unseal(op.system.keys.master, sealed, 'check');
  } catch {
    throw new Error('MASTER_KEY is not the one that this database was sealed with. Nothing was changed.');
  }
}
