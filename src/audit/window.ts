import { atomically, type Operation } from '../operation.ts';
import { dayAfter, dayBefore, dayOf, daysLater } from './day.ts';
import { SMALLEST } from './small.ts';
import {
  type Days,
  lockForWindows,
  type PartSum,
  replaceWindow,
  selectSums,
  selectWindow,
  type WindowRow,
} from './window-store.ts';

/** Spans of days whose sums are kept. */
export const windowSpans = [30, 90, 365] as const;
export type WindowSpan = (typeof windowSpans)[number];

/** After the end of a day so much later entries of it may still be counted; what is even later waits for the next day. */
export const LATE_MS = 3_600_000;

/**
 * Once a day, for the background: sums up the days that are over for each span, from the counts themselves, so that no
 * error of yesterday stays. One process does it.
 * @returns whether there was anything to do
 */
export async function keepWindows(op: Operation): Promise<boolean> {
  return atomically(op, async op => {
    const tally = await lockForWindows(op);
    if (!tally?.last_at) return false;
    const last = dayBefore(dayOf(new Date(tally.last_at.getTime() - LATE_MS)));
    let done = false;
    for (const span of windowSpans) {
      if (((await selectWindow(op, span))?.last_day ?? '') >= last) continue;
      await replaceWindow(op, { span, first_day: daysLater(last, 1 - span), last_day: last }, SMALLEST);
      done = true;
    }
    return done;
  });
}

/**
 * What clients were handed in so many days up to today, as far as it is counted: the sums of the days that are over, and
 * what came or went since. The busiest first.
 * @param parts only these clients
 */
export async function sumReleases(
  op: Operation,
  span: WindowSpan,
  filter: { readonly parts?: readonly string[]; readonly limit: number },
): Promise<PartSum[]> {
  if (filter.parts?.length === 0) return [];
  const until = dayOf(op.at);
  const from = daysLater(until, 1 - span);
  const kept = await selectWindow(op, span);
  // One that ends before the span begins, or lies after today, has nothing of it.
  const window = kept && kept.last_day >= from && kept.last_day <= until ? kept : undefined;
  return selectSums(op, { window, ...differences(window, from, until), ...filter });
}

/** The days that are to be added to a window and taken from it, to have those of a span. Pure. */
export function differences(
  window: Pick<WindowRow, 'first_day' | 'last_day'> | undefined,
  from: string,
  until: string,
): { more: Days[]; less: Days[] } {
  if (!window) return { more: [[from, until]], less: [] };
  const some = (ranges: readonly Days[]) => ranges.filter(([first, last]) => first <= last);
  return {
    more: some([
      [from, dayBefore(window.first_day)],
      [dayAfter(window.last_day), until],
    ]),
    less: some([[window.first_day, dayBefore(from)]]),
  };
}
