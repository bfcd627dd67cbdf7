import { isoOfJalali } from '../registries/index.ts';
import { comparable } from '../text.ts';

const SOLAR = [
  'فروردین',
  'اردیبهشت',
  'خرداد',
  'تیر',
  'مرداد',
  'شهریور',
  'مهر',
  'آبان',
  'آذر',
  'دی',
  'بهمن',
  'اسفند',
];
const GREGORIAN = [
  'ژانویه',
  'فوریه',
  'مارس',
  'آوریل',
  'مه',
  'ژوئن',
  'ژوئیه',
  'اوت',
  'سپتامبر',
  'اکتبر',
  'نوامبر',
  'دسامبر',
];
const ENGLISH = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

const months = new Map<string, number>();
for (const names of [SOLAR, GREGORIAN, ENGLISH, ENGLISH.map(name => name.slice(0, 3))])
  names.forEach((name, at) => {
    months.set(comparable(name), at + 1);
  });
months.set(comparable('امرداد'), 5);

const LONGEST = 40;

/**
 * A birth date as people write it: Jalali or Gregorian by its year, in any digits, year first or last, with a month
 * in numbers or by name. Where day and month could be either, the day stands before the month, as in both calendars
 * of the country; a year of two digits could be of either century and is not read.
 * @returns an ISO day, or undefined when there is no such day
 */
export function readBirthDate(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const parts = partsOf(text);
  if (!parts) return undefined;
  const [year, month, day] = parts;
  if (year >= 1200 && year < 1600) return isoOfJalali({ year, month, day });
  return year >= 1800 && year < 2200 ? isoOfGregorian(year, month, day) : undefined;
}

function partsOf(text: string): [year: number, month: number, day: number] | undefined {
  const plain = comparable(text);
  const together = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  const words = together?.slice(1) ?? plain.split(/[\s/.,،_\-‐-―]+/).filter(Boolean);
  const [first = '', second = '', third = ''] = words;
  if (words.length !== 3) return undefined;
  const ordered = /^\d{4}$/.test(first) ? [first, second, third] : [third, second, first];
  // "August 17, 1993"
  const isMonthFirst = months.has(first) && /^\d{1,2}$/.test(second);
  const [year = '', month = '', day = ''] = isMonthFirst ? [third, first, second] : ordered;
  const numbers = [year, months.get(month) ?? month, day].map(String);
  if (!/^\d{4}$/.test(year) || !numbers.slice(1).every(part => /^\d{1,2}$/.test(part))) return undefined;
  return [Number(numbers[0]), Number(numbers[1]), Number(numbers[2])];
}

function isoOfGregorian(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? date.toISOString().slice(0, 10) : undefined;
}
