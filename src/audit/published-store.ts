import { sql } from 'kysely';
import type { Operation } from '../operation.ts';
import { dayAfter } from './day.ts';
import type { PublishedPart } from './published.ts';
import type { Days, WindowRow } from './window-store.ts';

/** Releases of a day on one basis. */
export interface PublishedSum {
  readonly day: string;
  readonly basis: 'consent' | 'law';
  readonly count: number;
  readonly fields: number;
  /** Cells that are too small to be seen. */
  readonly small: number;
}

export interface ReleaseCell {
  readonly day: string;
  readonly part: string;
  readonly basis: 'consent' | 'law';
  readonly count: number;
}

interface Row {
  readonly day: string;
  readonly basis: 'consent' | 'law';
  readonly count: string;
  readonly fields: string;
  readonly small: number;
}
const sumOf = ({ day, basis, count, fields, small }: Row): PublishedSum => ({
  day,
  basis,
  count: Number(count),
  fields: Number(fields),
  small,
});

/** Every day that has releases and stands no longer open. @returns how many rows there are more */
export async function insertPublished(
  op: Operation,
  of: {
    readonly until: string;
    readonly together: readonly string[];
    readonly smallest: number;
    readonly most: number;
  },
): Promise<number> {
  const { rows } = await sql`
    with due as materialized (
      select distinct t.day from audit_total t
      where t.kind = 'profile.released' and t.day <= ${of.until}::date
        and not exists (select from audit_published p where p.day = t.day)
      order by t.day desc limit ${of.most}
    )
    insert into audit_published (day, basis, count, fields, small)
    select due.day, b.basis, coalesce(sum(d.count) filter (where d.count >= ${of.smallest}::int), 0),
      coalesce(sum(d.fields) filter (where d.count >= ${of.smallest}::int), 0),
      count(*) filter (where d.count < ${of.smallest}::int)
    from due cross join (values ('consent'), ('law')) b (basis)
    left join audit_day d on d.day = due.day and d.kind = 'profile.released' and (d.basis = 'law') = (b.basis = 'law')
      and not d.part = any(${[...of.together]}::text[])
    group by due.day, b.basis
    on conflict do nothing returning day`.execute(op.db);
  return rows.length;
}

export async function selectPublished(
  op: Operation,
  of: {
    readonly from: string;
    readonly until: string;
    readonly today: string;
    readonly together: readonly string[];
    readonly smallest: number;
    readonly step: number;
  },
): Promise<PublishedSum[]> {
  const { rows } = await sql<Row>`
    with kept as materialized (
      select day, basis, count, fields, small from audit_published
      where day between ${of.from}::date and ${of.until}::date and day <> ${of.today}::date
    ), open as materialized (
      select day from unnest(${daysFrom(of)}::date[]) day where day not in (select day from kept)
    )
    select to_char(day, 'YYYY-MM-DD') as day, basis, count, fields, small from kept
    union all
    select to_char(open.day, 'YYYY-MM-DD'), sums.basis, sums.count, sums.fields, sums.small
    from open cross join lateral (
      select case when d.basis = 'law' then 'law' else 'consent' end as basis,
        coalesce(sum(d.count - case when open.day = ${of.today}::date then d.count % ${of.step}::int else 0 end)
          filter (where d.count >= ${of.smallest}::int), 0) as count,
        coalesce(sum(d.fields) filter (where d.count >= ${of.smallest}::int), 0) as fields,
        (count(*) filter (where d.count < ${of.smallest}::int))::integer as small
      from audit_day d
      where d.day = open.day and d.kind = 'profile.released' and not d.part = any(${[...of.together]}::text[])
      group by 1
    ) sums`.execute(op.db);
  return rows.map(sumOf);
}

/** Named one by one: of a series the planner thinks that it is a thousand days, and compiles its plan. */
function daysFrom({ from, until }: { readonly from: string; readonly until: string }): string[] {
  const days: string[] = [];
  for (let day = from; day <= until; day = dayAfter(day)) days.push(day);
  return days;
}

/** By client, where each has its own entry of the index. */
export async function selectTogether(
  op: Operation,
  of: { readonly from: string; readonly until: string; readonly together: readonly string[] },
): Promise<PublishedSum[]> {
  const { rows } = await sql<Row>`
    select to_char(day, 'YYYY-MM-DD') as day, case when basis = 'law' then 'law' else 'consent' end as basis,
      sum(count) as count, sum(fields) as fields, 0 as small
    from audit_day
    where part = any(${[...of.together]}::text[]) and day between ${of.from}::date and ${of.until}::date
      and kind = 'profile.released'
    group by 1, 2`.execute(op.db);
  return rows.map(sumOf);
}

/** One range of the index for each day: what comes after it is passed over unread. */
export async function selectCells(
  op: Operation,
  of: {
    readonly from: string;
    readonly until: string;
    readonly together: readonly string[];
    readonly most: number;
    readonly after?: Pick<ReleaseCell, 'part' | 'basis'> | undefined;
  },
): Promise<ReleaseCell[]> {
  const { part, basis } = of.after ?? { part: '', basis: '' };
  const days = daysFrom(of);
  const { rows } = await sql<{ place: number; part: string; basis: string; count: string }>`
    select days.place::integer, cell.part, cell.basis, cell.count
    from unnest(${days}::date[]) with ordinality days (day, place)
    cross join lateral (
      select d.part, d.basis, d.count from audit_day d
      where d.day = days.day and d.kind = 'profile.released' and (d.part, d.basis) > (${part}, ${basis})
        and not d.part = any(${[...of.together]}::text[])
      order by d.part, d.basis limit ${of.most}
    ) cell order by days.place, cell.part, cell.basis`.execute(op.db);
  return rows.map(row => ({
    day: days[row.place - 1] ?? '',
    part: row.part,
    basis: row.basis === 'law' ? 'law' : 'consent',
    count: Number(row.count),
  }));
}

export async function selectPublishedParts(
  op: Operation,
  of: {
    readonly window: WindowRow | undefined;
    readonly more: readonly Days[];
    readonly less: readonly Days[];
    readonly today: string;
    readonly smallest: number;
    readonly step: number;
    readonly together: readonly string[];
    readonly most: number;
    readonly after?: { readonly count: number; readonly part: string } | undefined;
  },
): Promise<PublishedPart[]> {
  const cell = (sign: 1 | -1) => sql`
    ${sql.lit(sign)} * case when d.count >= ${of.smallest}::int
      then d.count - case when d.day = ${of.today}::date then d.count % ${of.step}::int else 0 end else 0 end`;
  const days = (sign: 1 | -1, [from, until]: Days) => sql`
    select d.part, case when d.basis = 'law' then 0 else ${cell(sign)} end, case when d.basis = 'law' then ${cell(sign)} else 0 end,
      ${sql.lit(sign === 1)} and d.count < ${of.smallest}::int
    from audit_day d where d.day between ${from}::date and ${until}::date and d.kind = 'profile.released'`;
  const sources = [
    sql`select w.part, w.consent, w.law, w.small from audit_window_part w where w.span = ${of.window?.span ?? 0}::int`,
    ...of.more.map(range => days(1, range)),
    ...of.less.map(range => days(-1, range)),
  ];
  const { count, part } = of.after ?? { count: null, part: '' };
  const { rows } = await sql<{ part: string; consent: string; law: string; small: boolean }>`
    select part, consent, law, small from (
      select part, sum(consent) as consent, sum(law) as law, bool_or(small) as small
      from (${sql.join(sources, sql` union all `)}) every (part, consent, law, small) group by part
    ) sums
    where (consent + law > 0 or small) and not part = any(${[...of.together]}::text[])
      and (${count}::bigint is null or consent + law < ${count}::bigint or (consent + law = ${count}::bigint and part > ${part}))
    order by consent + law desc, part limit ${of.most}`.execute(op.db);
  return rows.map(row => ({ ...row, consent: Number(row.consent), law: Number(row.law) }));
}
