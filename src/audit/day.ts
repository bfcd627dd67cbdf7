const HOUR_MS = 3_600_000;
const days = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tehran' });
/** The day of the half-hour that was asked for last: an event is mostly of the same one as the event before. */
let last = { half: Number.NaN, day: '' };

/** The day of Tehran in which a moment lies, ISO. Days begin on a half-hour of UTC, whatever the offset. */
export function dayOf(at: Date): string {
  const half = Math.floor(at.getTime() / (HOUR_MS / 2));
  if (half !== last.half) last = { half, day: days.format(at) };
  return last.day;
}

/** The calendar day after an ISO day. */
export const dayAfter = (day: string): string => daysLater(day, 1);

export const dayBefore = (day: string): string => daysLater(day, -1);

/** So many calendar days after an ISO day, or before it. */
export function daysLater(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 24 * HOUR_MS).toISOString().slice(0, 10);
}
