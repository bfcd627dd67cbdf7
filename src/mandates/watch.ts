import { findEntity, findEntityByLegalId } from '../entities/index.ts';
import type { LegalId } from '../identifiers.ts';
import { atomically, type Operation } from '../operation.ts';
import { RegistryDown } from '../registries/index.ts';
import { checkAgain, selectLapsed, selectOverdue, takeDue } from './check-store.ts';
import { closeEnded, endMandates, tellEnded } from './ended.ts';
import { tehranDay } from './power-state.ts';
import { refreshFromRegister } from './refresh.ts';

const BATCH = 20;
/** When an entity is asked about again that could not be asked about now. */
const RETRY_MS = 300_000;
/** How long an offer waits for an answer. */
const OFFER_MS = 30 * 86_400_000;

/**
 * Run behind the requests, again and again: asks the register about a few entities with powers, the longest waiting
 * first, and ends what is over by the clock. What rests on it ends in the same transaction.
 * @returns how many entities were asked about
 */
export async function watchPowers(op: Operation): Promise<number> {
  await endOverdue(op);
  const due = await takeDue(op, BATCH, new Date(op.at.getTime() + RETRY_MS));
  let asked = 0;
  for (const id of due) {
    const entity = await findEntity(op, id);
    if (!entity) continue;
    try {
      await refreshFromRegister(op, entity.legalId);
      asked++;
    } catch (error) {
      // The rest would wait for the same register in vain.
      if (error instanceof RegistryDown) break;
      throw error;
    }
  }
  return asked;
}

/**
 * The register says that something about these entities has changed: they are asked about at once, before all others.
 * Whom nobody acts for here is passed over.
 */
export async function signalChanged(op: Operation, legalIds: readonly LegalId[]): Promise<void> {
  for (const legalId of legalIds) {
    const entity = await findEntityByLegalId(op, legalId);
    // Due since long, so that it comes before those that are merely due.
    if (entity) await checkAgain(op, entity.id, new Date(op.at.getTime() - 86_400_000));
  }
}

/** The register need not be asked for what its last word already says: a term, or a mandate, has run out. */
async function endOverdue(op: Operation): Promise<void> {
  const today = tehranDay(op.at);
  for (const id of await selectOverdue(op, today, BATCH)) {
    const entity = await findEntity(op, id);
    if (entity) await closeEnded(op, entity);
  }
  const lapsed = await selectLapsed(op, today, new Date(op.at.getTime() - OFFER_MS), BATCH);
  for (const { id, state } of lapsed)
    await atomically(op, async op => {
      const reason = state === 'offered' ? 'not_accepted' : 'term_over';
      const ended = await endMandates(op, [id], { reason, by: null });
      const [first] = ended;
      if (first) await tellEnded(op, first.entity_id, [], ended);
    });
}
