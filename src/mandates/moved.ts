import type { Operation } from '../operation.ts';
import { moveGiver, moveHolder, moveOfficer, renameInCombinations } from './moved-store.ts';

interface MovedNumber {
  readonly from: Buffer;
  readonly to: Buffer;
  /** The account that ended, where another goes on for it. */
  readonly ended: string | undefined;
  readonly personId: string;
}

/**
 * The civil register has replaced a number: offices and mandates of whoever had it are those of whoever has the new one.
 * Nothing ends by it, and what the register of legal persons still says under the old number is taken for the new.
 */
export async function movePowers(op: Operation, { from, to, ended, personId }: MovedNumber): Promise<void> {
  await moveOfficer(op, from, to);
  await renameInCombinations(op, from.toString('hex'), to.toString('hex'));
  await moveHolder(op, from, to);
  if (ended !== undefined) await moveGiver(op, ended, personId);
}
