import type { MonthCount } from '../../views/me/data.ts';
import type { Lang } from '../i18n/index.ts';

/** How often on one day of Tehran, on which basis. */
export interface DayCount {
  /** ISO day */
  readonly day: string;
  readonly basis: 'consent' | 'law';
  readonly count: number;
}

const DAY_MS = 86_400_000;
const NOON = 'T12:00:00+03:30';
const parts = {
  fa: new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', monthAndDay()),
  en: new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', monthAndDay()),
};

function monthAndDay(): Intl.DateTimeFormatOptions {
  return { timeZone: 'Asia/Tehran', year: 'numeric', month: 'numeric', day: 'numeric' };
}

function monthOf(lang: Lang, date: Date): { key: string; day: number } {
  const found = Object.fromEntries(parts[lang].formatToParts(date).map(part => [part.type, part.value]));
  return { key: `${found.year ?? found.relatedYear}-${found.month}`, day: Number(found.day) };
}

/** The twelve months up to now in the reader's calendar, oldest first, with what happened in each. */
export function byMonth(days: readonly DayCount[], at: Date, lang: Lang): MonthCount[] {
  const sums = new Map<string, { consent: number; law: number }>();
  for (const { day, basis, count } of days) {
    const { key } = monthOf(lang, new Date(day + NOON));
    const sum = sums.get(key) ?? { consent: 0, law: 0 };
    sum[basis] += count;
    sums.set(key, sum);
  }
  return lastMonths(at, lang).map(month => ({
    at: month,
    ...(sums.get(monthOf(lang, month).key) ?? { consent: 0, law: 0 }),
  }));
}

/** A month as an address names it: "1405-08" in the reader's calendar. */
export function monthKey(at: Date, lang: Lang): string {
  const [year, month = ''] = monthOf(lang, at).key.split('-');
  return `${year}-${month.padStart(2, '0')}`;
}

/** A moment in each of the twelve months, oldest first; the last is `at`. */
export function lastMonths(at: Date, lang: Lang): Date[] {
  const months = [at];
  while (months.length < 12) {
    const [latest = at] = months;
    months.unshift(new Date(latest.getTime() - monthOf(lang, latest).day * DAY_MS));
  }
  return months;
}
