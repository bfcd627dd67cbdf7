import {
  dayAfter,
  dayOf,
  keepPublished,
  listCells,
  listDayTotals,
  listPublished,
  listTogether,
} from '../audit/index.ts';
import { isDay } from '../calendar.ts';
import { listOwnClients } from '../clients/index.ts';
import type { Operation } from '../operation.ts';
import { cellOf, type PublishedDay, publishDay, type SystemCell } from './publish.ts';

/** Days of one feed at most. */
export const MOST_DAYS = 366;

/** A client that no agency answers for, and what has none: tried out, or an entity’s own software, which is nobody else’s business by name. */
export const triedOut = async (op: Operation) => ['', ...(await listOwnClients(op))];

/** For the background: sums up the days that are over, as everybody may see them. */
export async function keepPublishedDays(op: Operation): Promise<void> {
  const together = await triedOut(op);
  while (await keepPublished(op, together));
}

/** Each day from one to another, newest first, also those on which nothing happened: four statements. */
export async function listDays(op: Operation, from: string, until: string): Promise<PublishedDay[]> {
  const span = { from, until };
  const together = await triedOut(op);
  const of = <T extends { readonly day: string }>(rows: readonly T[]) => Map.groupBy(rows, ({ day }) => day);
  const totals = of(await listDayTotals(op, span));
  const published = of(await listPublished(op, span, together));
  const tried = of(await listTogether(op, span, together));
  const today = dayOf(op.at);
  return daysOf(from, until).map(day =>
    publishDay(
      day,
      { totals: totals.get(day) ?? [], published: published.get(day) ?? [], tried: tried.get(day) ?? [] },
      day < today,
    ),
  );
}

/** Cells of one day, and by what the next ones are found. */
export interface CellPage {
  readonly cells: readonly SystemCell[];
  /** undefined: these are the last. */
  readonly last: string | undefined;
}

/**
 * System by system, so many cells of each day; those that are only tried out are one cell, after all others.
 * @param after `last` of the page before, of one day
 */
export async function listSystemCells(
  op: Operation,
  span: { readonly from: string; readonly until: string },
  page: { readonly most: number; readonly after?: string | undefined },
): Promise<ReadonlyMap<string, CellPage>> {
  const together = await triedOut(op);
  const [, basis, part] = /^(consent|law):(.*)$/s.exec(page.after ?? '') ?? [];
  const rows = Map.groupBy(
    await listCells(op, span, {
      together,
      most: page.most + 1,
      after: part === undefined ? undefined : { part, basis: basis === 'law' ? 'law' : 'consent' },
    }),
    ({ day }) => day,
  );
  const tried = Map.groupBy(await listTogether(op, span, together), ({ day }) => day);
  const today = dayOf(op.at);
  return new Map(
    daysOf(span.from, span.until).map((day): [string, CellPage] => {
      const found = rows.get(day) ?? [];
      const shown = found.slice(0, page.most);
      const [goesOn, last] = [found.length > page.most, shown.at(-1)];
      const cells: SystemCell[] = shown.map(({ part: system, basis, count }) => ({
        system,
        basis,
        count: cellOf(count, day < today),
      }));
      if (!goesOn)
        for (const { basis, count } of tried.get(day) ?? [])
          cells.push({ system: null, basis, count: cellOf(count, day < today) });
      return [day, { cells, last: goesOn && last ? `${last.basis}:${last.part}` : undefined }];
    }),
  );
}

function daysOf(from: string, until: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= until && days.length < MOST_DAYS; day = dayAfter(day)) days.push(day);
  return days.reverse();
}

/** An ISO day of the calendar, or undefined. */
export function parseDay(text: unknown): string | undefined {
  return isDay(text) ? text : undefined;
}

export function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - count * 86_400_000).toISOString().slice(0, 10);
}
