import { type Insertable, type Selectable, sql } from 'kysely';
import type { Schema } from '../db/index.ts';
import { tehranDay } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';
import type { State } from './judge.ts';

export type TargetRow = Selectable<Schema['status_target']>;
export type OutageRow = Selectable<Schema['outage']>;
export type AnnouncementRow = Selectable<Schema['announcement']>;

const outageColumns = ['id', 'key', 'began_at', 'ended_at', 'reason'] as const;
const announcementColumns = [
  'id',
  'key',
  'text_fa',
  'text_en',
  'begins_at',
  'ends_at',
  'made_by',
  'made_at',
  'withdrawn_at',
] as const;

/** Takes what is due, so that of several processes one probes. @returns keys */
export async function claimDue(op: Operation, keys: readonly string[], next: Date): Promise<string[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ key: string }>`
insert into status_target (key, state, since, failures, probed_at, next_at)
select key, 'up', ${op.at}, 0, ${op.at}, ${next} from unnest(${keys}::text[]) as due (key)
on conflict (key) do update set next_at = excluded.next_at where status_target.next_at <= ${op.at}
returning key`.execute(op.db);
  return rows.map(({ key }) => key);
}

export function selectTarget(op: Operation, key: string): Promise<TargetRow | undefined> {
  return selectTargets(op).where('key', '=', key).executeTakeFirst();
}

/** These, and everything that does not simply answer. */
export function selectTroubleAnd(op: Operation, keys: readonly string[]): Promise<TargetRow[]> {
  return selectTargets(op)
    .where(eb => eb.or([eb('state', '<>', 'up'), sql<boolean>`key = any(${[...keys]}::text[])`]))
    .execute();
}

function selectTargets(op: Operation) {
  return op.db
    .selectFrom('status_target')
    .select([
      'key',
      'state',
      'since',
      'failures',
      'first_failure_at',
      'probed_at',
      'latency_ms',
      'reason',
      'next_at',
    ]);
}

export async function updateTarget(
  op: Operation,
  key: string,
  found: Partial<Insertable<Schema['status_target']>>,
): Promise<void> {
  await op.db.updateTable('status_target').set(found).where('key', '=', key).execute();
}

export async function beginOutage(op: Operation, row: Insertable<Schema['outage']>): Promise<void> {
  await op.db
    .insertInto('outage')
    .values(row)
    .onConflict(conflict => conflict.column('key').where('ended_at', 'is', null).doNothing())
    .execute();
}

export async function endOutage(op: Operation, key: string): Promise<void> {
  await op.db
    .updateTable('outage')
    .set({ ended_at: op.at })
    .where('key', '=', key)
    .where('ended_at', 'is', null)
    .execute();
}

export async function countProbe(
  op: Operation,
  key: string,
  hour: Date,
  found: { state: State; failed: boolean; latencyMs: number },
): Promise<void> {
  const slow = !found.failed && found.state === 'slow' ? 1 : 0;
  const failed = found.failed ? 1 : 0;
  const counted = { probes: 1, slow, failed, latency_ms: found.latencyMs };
  await op.db
    .insertInto('status_hour')
    .values({ key, hour, ...counted })
    .onConflict(conflict =>
      conflict.columns(['key', 'hour']).doUpdateSet(eb => ({
        probes: eb('status_hour.probes', '+', 1),
        slow: eb('status_hour.slow', '+', slow),
        failed: eb('status_hour.failed', '+', failed),
        latency_ms: eb.fn<number>('greatest', ['status_hour.latency_ms', 'excluded.latency_ms']),
      })),
    )
    .execute();
  await op.db
    .insertInto('status_day')
    .values({ key, day: tehranDay(hour), ...counted })
    .onConflict(conflict =>
      conflict.columns(['key', 'day']).doUpdateSet(eb => ({
        probes: eb('status_day.probes', '+', 1),
        slow: eb('status_day.slow', '+', slow),
        failed: eb('status_day.failed', '+', failed),
        latency_ms: eb.fn<number>('greatest', ['status_day.latency_ms', 'excluded.latency_ms']),
      })),
    )
    .execute();
}

export interface DayRow {
  readonly key: string;
  /** ISO day in Tehran */
  readonly day: string;
  readonly probes: number;
  readonly slow: number;
  readonly failed: number;
  /** Of the slowest answer. */
  readonly latency: number;
}

export async function selectDays(op: Operation, from: string, keys: readonly string[]): Promise<DayRow[]> {
  return op.db
    .selectFrom('status_day')
    .select(['key', 'day', 'probes', 'slow', 'failed', 'latency_ms as latency'])
    .where('day', '>=', from)
    .where(sql<boolean>`key = any(${[...keys]}::text[])`)
    .orderBy('day')
    .execute();
}

export function selectHour(
  op: Operation,
  key: string,
  hour: Date,
): Promise<{ probes: number; slow: number; failed: number } | undefined> {
  return op.db
    .selectFrom('status_hour')
    .select(['probes', 'slow', 'failed'])
    .where('key', '=', key)
    .where('hour', '=', hour)
    .executeTakeFirst();
}

export function selectOutages(op: Operation, most: number): Promise<OutageRow[]> {
  return op.db.selectFrom('outage').select(outageColumns).orderBy('began_at', 'desc').limit(most).execute();
}

export function selectOutageAt(op: Operation, key: string, at: Date): Promise<OutageRow | undefined> {
  return op.db
    .selectFrom('outage')
    .select(outageColumns)
    .where('key', '=', key)
    .where('began_at', '<=', at)
    .where(eb => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', at)]))
    .executeTakeFirst();
}

export async function insertAnnouncement(
  op: Operation,
  row: Insertable<Schema['announcement']>,
): Promise<void> {
  await op.db.insertInto('announcement').values(row).execute();
}

/** Those that are not over. */
export function selectAnnouncements(op: Operation): Promise<AnnouncementRow[]> {
  return op.db
    .selectFrom('announcement')
    .select(announcementColumns)
    .where('withdrawn_at', 'is', null)
    .where('ends_at', '>', op.at)
    .orderBy('begins_at')
    .limit(100)
    .execute();
}

/** @returns false when there is none that still stands */
export async function withdrawRow(op: Operation, id: string): Promise<boolean> {
  const done = await op.db
    .updateTable('announcement')
    .set({ withdrawn_at: op.at })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** What was counted longer ago than `before`. */
export async function deleteHours(op: Operation, before: Date): Promise<void> {
  await op.db.deleteFrom('status_hour').where('hour', '<', before).execute();
  await op.db.deleteFrom('status_day').where('day', '<', tehranDay(before)).execute();
}
