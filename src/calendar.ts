import { latinDigits } from './text.ts';

const persian = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

const jalali = new Intl.DateTimeFormat('fa-IR-u-ca-persian', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

/**
 * The ISO day of a date as people write it: year, month, day in digits of any script, with anything between them.
 * Years before 1600 are of the Jalali calendar, by which laws are cited.
 * @returns the text as it was when it is no such date
 */
export function readDay(text: string): string {
  const match = /^\s*(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\s*$/.exec(latinDigits(text));
  if (!match) return text.trim();
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (year < 1600) return jalaliDay(year, month, day) ?? text.trim();
  // A day that the month does not have is given back as it is, and isDay refuses it.
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Whether it is an ISO day of the calendar: no 31st of February, and no year that the database cannot keep. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const DAY = 86_400_000;

/** The day in Iran, as terms and birthdays count it: UTC+3:30 without summer time since 1401. */
export function dayInIran(at: Date): string {
  return new Date(at.getTime() + 12_600_000).toISOString().slice(0, 10);
}

/** @param day an ISO day */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - DAY).toISOString().slice(0, 10);
}

/** Looked for around where it must stand: the calendar of Intl is the judge. */
function jalaliDay(year: number, month: number, day: number): string | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const daysBefore = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  const about = Date.UTC(year + 621, 2, 21) + (daysBefore + day - 1) * DAY;
  for (const shift of [0, -1, 1, -2, 2]) {
    const date = new Date(about + shift * DAY);
    const part = Object.fromEntries(persian.formatToParts(date).map(({ type, value }) => [type, value]));
    const found = [part.year ?? part.relatedYear, part.month, part.day].map(Number);
    if (found[0] === year && found[1] === month && found[2] === day) return date.toISOString().slice(0, 10);
  }
  return undefined;
}

/** A day as readDay reads it back: Jalali in Persian digits, else year, month and day as they are. */
export function writtenDay(day: string, lang: 'fa' | 'en'): string {
  const date = new Date(`${day}T00:00:00Z`);
  return lang === 'fa' && !Number.isNaN(date.getTime()) ? jalali.format(date) : day;
}

/**
 * The moment of a day and a time of Tehran as people write them (digits of any script), the time after
 * the day: "1405/8/29 11:30". An ISO moment is read as it is.
 * @returns an invalid Date when it is none
 */
export function readMoment(text: string): Date {
  const written = latinDigits(text).trim();
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(written))
    return new Date(isDay(written.slice(0, 10)) ? written : Number.NaN);
  const match = /^(.+?)[\s,،T]+(\d{1,2}):(\d{2})$/.exec(written);
  const day = readDay(match?.[1] ?? '');
  const [hour, minute] = [Number(match?.[2]), Number(match?.[3])];
  if (!isDay(day) || !(hour < 24) || !(minute < 60)) return new Date(Number.NaN);
  // Tehran has kept +03:30 all year since 2022.
  return new Date(`${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00+03:30`);
}
