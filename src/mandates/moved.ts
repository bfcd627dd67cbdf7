import type { Operation } from '../operation.ts';
import { moveHolder, moveOfficer, renameInCombinations } from './moved-store.ts';

/**
 * The civil register has replaced a number: offices and mandates of whoever had it are those of whoever has the new one.
 * Nothing ends by it, and what the register of legal persons still says under the old number is taken for the new.
 */
export async function movePowers(op: Operation, from: Buffer, to: Buffer): Promise<void> {
  await moveOfficer(op, from, to);
  await renameInCombinations(op, from.toString('hex'), to.toString('hex'));
  await moveHolder(op, from, to);
}
