import type { Operation } from '../operation.ts';
import { insertEvidence, selectEvidence } from './store.ts';

/** That a registry was asked about a person, when, and what it answered; never what it knows. */
export interface Evidence {
  /** Key of the registry, or "mobile" for a code that was sent there and came back. */
  readonly registry: string;
  readonly result: 'matched' | 'not_matched' | 'confirmed';
  readonly at: Date;
}

/** Keeps evidence with the person that it is about; inside the transaction of what rests on it. */
export async function keepEvidence(
  op: Operation,
  personId: string,
  evidence: readonly Evidence[],
): Promise<void> {
  if (evidence.length === 0) return;
  await insertEvidence(
    op,
    evidence.map(({ registry, result, at }) => ({ person_id: personId, registry, result, at })),
  );
}

/** What registries were asked about a person, the first first. */
export function listEvidence(
  op: Operation,
  personId: string,
): Promise<{ registry: string; result: string; at: Date }[]> {
  return selectEvidence(op, personId);
}
