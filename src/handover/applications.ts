import { findClient } from '../clients/index.ts';
import type { Both } from '../i18n/index.ts';
import type { Operation } from '../operation.ts';
import { openSubjects } from '../vault/index.ts';
import { type Context, type HandedStatus, SEALED } from './handover.ts';
import { selectHandovers, selectStatuses } from './store.ts';

/** An application that went on elsewhere, as the person sees it. */
export interface Application {
  readonly id: string;
  readonly subjectId: string;
  /** undefined: its key is gone, and with it what was sealed. */
  readonly context: Context | undefined;
  readonly from: { readonly id: string; readonly name: Both | undefined };
  readonly to: { readonly id: string; readonly name: Both | undefined };
  readonly madeAt: Date;
  readonly redeemedAt: Date | null;
  readonly lapsed: boolean;
  /** In the order in which they were told. */
  readonly told: readonly { readonly status: HandedStatus; readonly at: Date }[];
}

const MOST = 200;

/** A person's own, newest first. */
export async function listApplications(op: Operation, personId: string): Promise<Application[]> {
  const rows = await selectHandovers(op, personId, MOST);
  const told = Map.groupBy(
    await selectStatuses(
      op,
      rows.map(({ id }) => id),
    ),
    row => row.handover_id,
  );
  const key = (await openSubjects(op, [personId])).get(personId);
  const names = new Map<string, Both | undefined>();
  for (const id of new Set(rows.flatMap(row => [row.from_client, row.to_client])))
    names.set(id, (await findClient(op, id))?.name);
  return rows.map(row => ({
    id: row.id,
    subjectId: row.subject_id,
    context: key?.open<Context>(SEALED, row.sealed),
    from: { id: row.from_client, name: names.get(row.from_client) },
    to: { id: row.to_client, name: names.get(row.to_client) },
    madeAt: row.made_at,
    redeemedAt: row.redeemed_at,
    lapsed: row.redeemed_at === null && row.expires_at.getTime() <= op.at.getTime(),
    told: (told.get(row.id) ?? []).map(({ status, at }) => ({ status, at })),
  }));
}
