import { type Insertable, type Selectable, sql } from 'kysely';
import type { Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';
import type { Approval } from './client.ts';
import { approvalOf } from './rows.ts';

const approvalColumns = [
  'id',
  'client_id',
  'purpose_id',
  'requested_by',
  'requested_at',
  'decided_by',
  'decision',
  'reason',
  'decided_at',
  'change',
  'step',
] as const;

export async function insertApproval(op: Operation, row: Insertable<Schema['approval']>): Promise<void> {
  await op.db.insertInto('approval').values(row).execute();
}

export async function selectApproval(op: Operation, id: string): Promise<Approval | undefined> {
  const row = await op.db
    .selectFrom('approval')
    .select(approvalColumns)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && approvalOf(row);
}

export interface ApprovalFilter {
  /** true: only those that wait, oldest first; else all, newest first */
  readonly open?: boolean;
  readonly clientId?: string;
  /** Those of the clients of one agency. */
  readonly agencyId?: string;
  /** The last one already read. */
  readonly after?: string;
  readonly limit: number;
}

export async function selectApprovals(op: Operation, filter: ApprovalFilter): Promise<Approval[]> {
  let query = op.db
    .selectFrom('approval')
    .select(approvalColumns)
    .orderBy('requested_at', filter.open ? 'asc' : 'desc')
    .orderBy('id', filter.open ? 'asc' : 'desc')
    .limit(filter.limit);
  if (filter.after)
    query = query.where(
      sql<boolean>`(requested_at, id) ${sql.raw(filter.open ? '>' : '<')} (select last.requested_at, last.id from approval last where last.id = ${filter.after})`,
    );
  if (filter.open) query = query.where('decision', 'is', null);
  const { agencyId } = filter;
  if (agencyId)
    query = query.where('client_id', 'in', eb =>
      eb.selectFrom('client').select('id').where('agency_id', '=', agencyId),
    );
  if (filter.clientId) query = query.where('client_id', '=', filter.clientId);
  return (await query.execute()).map(approvalOf);
}

export async function countOpen(op: Operation): Promise<number> {
  const { count } = await op.db
    .selectFrom('approval')
    .select(eb => eb.fn.countAll<string>().as('count'))
    .where('decision', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Decided once: @returns false when somebody decided before. */
export async function decideApproval(
  op: Operation,
  id: string,
  decision: Pick<Selectable<Schema['approval']>, 'decided_by' | 'decision' | 'reason'>,
): Promise<boolean> {
  const done = await op.db
    .updateTable('approval')
    .set({ ...decision, decided_at: op.at })
    .where('id', '=', id)
    .where('decision', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** What waits becomes less than was asked for. */
export async function rewriteChange(op: Operation, id: string, change: string): Promise<void> {
  await op.db
    .updateTable('approval')
    .set({ change })
    .where('id', '=', id)
    .where('decision', 'is', null)
    .execute();
}
