import { sql } from 'kysely';
import type { Operation } from '../operation.ts';

/** What a client was handed in a time, and how often it was refused. */
export interface PartSum {
  readonly part: string;
  readonly releases: number;
  readonly fields: number;
  readonly refused: number;
}

export interface WindowRow {
  readonly span: number;
  readonly first_day: string;
  readonly last_day: string;
}

export function selectWindow(op: Operation, span: number): Promise<WindowRow | undefined> {
  return op.db
    .selectFrom('audit_window')
    .select(['span', 'first_day', 'last_day'])
    .where('span', '=', span)
    .executeTakeFirst();
}

/** Whoever makes windows anew holds the row of the tally until his transaction ends; the others leave. */
export async function lockForWindows(op: Operation): Promise<{ last_at: Date | null } | undefined> {
  const { rows } = await sql<{ last_at: Date | null }>`
    select last_at from audit_tally for update skip locked`.execute(op.db);
  return rows[0];
}

/** Sums the days of a span up to its last one, from what was counted. */
export async function replaceWindow(op: Operation, window: WindowRow, smallest: number): Promise<void> {
  const { span, first_day, last_day } = window;
  await op.db.deleteFrom('audit_window').where('span', '=', span).execute();
  await op.db.insertInto('audit_window').values(window).execute();
  await sql`
    insert into audit_window_part (span, part, releases, fields, refused, consent, law, small)
    select ${span}::int, part, coalesce(sum(count) filter (where kind = 'profile.released'), 0), sum(fields),
      coalesce(sum(count) filter (where kind = 'profile.release_refused'), 0),
      coalesce(sum(count) filter (where kind = 'profile.released' and basis <> 'law' and count >= ${smallest}::int), 0),
      coalesce(sum(count) filter (where kind = 'profile.released' and basis = 'law' and count >= ${smallest}::int), 0),
      bool_or(kind = 'profile.released' and count < ${smallest}::int)
    from audit_day
    where day between ${first_day}::date and ${last_day}::date and kind in ('profile.released', 'profile.release_refused')
    group by part`.execute(op.db);
}

/** Days from one to another, both included. */
export type Days = readonly [from: string, until: string];

export interface SumFilter {
  /** What the window holds of it; undefined: all is added up from the days. */
  readonly window: WindowRow | undefined;
  /** Days that the window lacks, and days that it holds and that were not asked for. */
  readonly more: readonly Days[];
  readonly less: readonly Days[];
  /** Only these clients. */
  readonly parts?: readonly string[] | undefined;
  readonly limit: number;
}

/** The busiest first. */
export async function selectSums(op: Operation, filter: SumFilter): Promise<PartSum[]> {
  const { window, more, less, parts, limit } = filter;
  const own = (column: string) => (parts ? sql`and ${sql.ref(column)} = any(${[...parts]}::text[])` : sql``);
  const days = (sign: 1 | -1, [from, until]: Days) => sql`
    select d.part, ${sql.lit(sign)} * case when d.kind = 'profile.released' then d.count else 0 end as releases,
      ${sql.lit(sign)} * d.fields as fields,
      ${sql.lit(sign)} * case when d.kind = 'profile.released' then 0 else d.count end as refused
    from audit_day d
    where d.day between ${from}::date and ${until}::date
      and d.kind in ('profile.released', 'profile.release_refused') ${own('d.part')}`;
  const sources = [
    sql`select w.part, w.releases, w.fields, w.refused from audit_window_part w
      where w.span = ${window?.span ?? 0}::int ${own('w.part')}`,
    ...more.map(range => days(1, range)),
    ...less.map(range => days(-1, range)),
  ];
  const { rows } = await sql<{ part: string; releases: string; fields: string; refused: string }>`
    select part, sum(releases) as releases, sum(fields) as fields, sum(refused) as refused
    from (${sql.join(sources, sql` union all `)}) every group by part
    having sum(releases) > 0 or sum(refused) > 0
    order by sum(releases) desc, part limit ${limit}`.execute(op.db);
  return rows.map(({ part, releases, fields, refused }) => ({
    part,
    releases: Number(releases),
    fields: Number(fields),
    refused: Number(refused),
  }));
}
