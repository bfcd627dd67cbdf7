import type { Operation } from '../operation.ts';
import type { Purpose } from './client.ts';
import { findPurpose } from './find.ts';
import * as wideningStore from './widening-store.ts';

/** A version that asks for more came into force; those whom it concerns are being told. */
export interface Widening {
  readonly purposeId: string;
  readonly beforeId: string;
  readonly clientId: string;
  readonly part: 'consents' | 'served' | 'done';
  readonly lastId: string | null;
  readonly told: number;
  readonly doneAt: Date | null;
}

/** Those of a client, newest first: how many have been told. */
export async function listWidenings(op: Operation, clientId: string): Promise<Widening[]> {
  return (await wideningStore.selectWidenings(op, clientId)).map(wideningOf);
}

/** The oldest that is not done, with the purpose; in a transaction, in which nobody else works on it. */
export async function takeWidening(op: Operation): Promise<(Widening & { purpose: Purpose }) | undefined> {
  const row = await wideningStore.lockWidening(op);
  const purpose = row && (await findPurpose(op, row.purpose_id));
  return row && purpose && { ...wideningOf(row), purpose };
}

/** @param step how many were told now, and where to go on; without `lastId` the next part begins */
export async function advanceWidening(
  op: Operation,
  { purposeId, part }: Pick<Widening, 'purposeId' | 'part'>,
  { told, lastId }: { readonly told: number; readonly lastId: string | undefined },
): Promise<void> {
  const next = part === 'consents' ? 'served' : 'done';
  const then = lastId === undefined ? next : part;
  await wideningStore.advance(op, purposeId, {
    told,
    part: then,
    last_id: lastId ?? null,
    done_at: then === 'done' ? op.at : null,
  });
}

function wideningOf(row: Awaited<ReturnType<typeof wideningStore.selectWidenings>>[number]): Widening {
  return {
    purposeId: row.purpose_id,
    beforeId: row.before_id,
    clientId: row.client_id,
    part: row.part,
    lastId: row.last_id,
    told: Number(row.told),
    doneAt: row.done_at,
  };
}
