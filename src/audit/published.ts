import { atomically, type Operation } from '../operation.ts';
import { dayBefore, dayOf, daysLater } from './day.ts';
import {
  insertPublished,
  type PublishedSum,
  type ReleaseCell,
  selectCells,
  selectPublished,
  selectPublishedParts,
  selectTogether,
} from './published-store.ts';
import { SMALLEST, STEP } from './small.ts';
import type { DaySpan } from './tally.ts';
import { differences, LATE_MS, type WindowSpan } from './window.ts';
import { lockForWindows, selectWindow } from './window-store.ts';

/** Days that one round sums up. */
const ROUND = 10;

/**
 * Once for each day that is over, for the background: sums up what everybody may see of its releases. One process does it.
 * @param together clients that are counted as one cell; they are not among these sums
 * @returns whether there was anything to do
 */
export function keepPublished(op: Operation, together: readonly string[]): Promise<boolean> {
  return atomically(op, async op => {
    const tally = await lockForWindows(op);
    if (!tally?.last_at) return false;
    const until = dayBefore(dayOf(new Date(tally.last_at.getTime() - LATE_MS)));
    return (await insertPublished(op, { until, together, smallest: SMALLEST, most: ROUND })) > 0;
  });
}

/** Of each day and basis, over the cells that everybody may see: what is kept, and what is not kept yet added up. */
export function listPublished(
  op: Operation,
  span: DaySpan,
  together: readonly string[],
): Promise<PublishedSum[]> {
  return selectPublished(op, { ...span, today: dayOf(op.at), together, smallest: SMALLEST, step: STEP });
}

/** What clients were given that are one cell together, by day and basis: all of it, not only what may be seen. */
export function listTogether(
  op: Operation,
  span: DaySpan,
  together: readonly string[],
): Promise<Omit<PublishedSum, 'small'>[]> {
  return together.length === 0 ? Promise.resolve([]) : selectTogether(op, { ...span, together });
}

/** Cells of each day in the order of clients: those after one, and at most so many of each day. Not what may be seen. */
export function listCells(
  op: Operation,
  span: DaySpan,
  page: {
    readonly together: readonly string[];
    readonly most: number;
    readonly after?: Pick<ReleaseCell, 'part' | 'basis'> | undefined;
  },
): Promise<ReleaseCell[]> {
  return selectCells(op, { ...span, ...page });
}

/** What a client was given over a span, without the days on which it was less than five times. */
export interface PublishedPart {
  readonly part: string;
  readonly consent: number;
  readonly law: number;
  readonly small: boolean;
}

/** Client by client up to today, the busiest first; `after` the last one already read. */
export async function listPublishedParts(
  op: Operation,
  span: WindowSpan,
  page: {
    readonly together: readonly string[];
    readonly most: number;
    readonly after?: { readonly count: number; readonly part: string } | undefined;
  },
): Promise<PublishedPart[]> {
  const today = dayOf(op.at);
  const from = daysLater(today, 1 - span);
  const kept = await selectWindow(op, span);
  const window = kept && kept.last_day >= from && kept.last_day <= today ? kept : undefined;
  const rule = { smallest: SMALLEST, step: STEP, today };
  return selectPublishedParts(op, { window, ...differences(window, from, today), ...rule, ...page });
}
