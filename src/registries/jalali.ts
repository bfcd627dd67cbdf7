/**
 * Registries write days in the Jalali calendar ("1392/07/14"); a canonical fact carries ISO days. The algorithm is
 * Borkowski's (leap years by the breaks of the 33-year cycle), exact for the years 1 to 3177.
 */

const BREAKS = [
  -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178,
];
const DAY = 86_400_000;

/** @returns the Gregorian year of the first day of `year`, its day in March, and years since the last leap year */
function yearFacts(year: number): { gregorian: number; march: number; leap: number } {
  const gregorian = year + 621;
  let leaps = -14;
  let from = BREAKS[0] ?? 0;
  let jump = 0;
  for (const until of BREAKS.slice(1)) {
    jump = until - from;
    if (year < until) break;
    leaps += Math.trunc(jump / 33) * 8 + Math.trunc((jump % 33) / 4);
    from = until;
  }
  let n = year - from;
  leaps += Math.trunc(n / 33) * 8 + Math.trunc(((n % 33) + 3) / 4);
  if (jump % 33 === 4 && jump - n === 4) leaps += 1;
  const gregorianLeaps =
    Math.trunc(gregorian / 4) - Math.trunc(((Math.trunc(gregorian / 100) + 1) * 3) / 4) - 150;
  const march = 20 + leaps - gregorianLeaps;
  if (jump - n < 6) n = n - jump + Math.trunc((jump + 4) / 33) * 33;
  let leap = (((n + 1) % 33) - 1) % 4;
  if (leap === -1) leap = 4;
  return { gregorian, march, leap };
}

function firstDay(year: number): number {
  const { gregorian, march } = yearFacts(year);
  return Date.UTC(gregorian, 2, march);
}

function monthLength(year: number, month: number): number {
  if (month <= 6) return 31;
  if (month <= 11) return 30;
  return yearFacts(year).leap === 0 ? 30 : 29;
}

export interface JalaliDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** @returns the ISO day, or undefined when there is no such day */
export function isoOfJalali({ year, month, day }: JalaliDay): string | undefined {
  if (![year, month, day].every(Number.isInteger) || year < 1 || year > 3177) return undefined;
  if (month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return undefined;
  const before = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  return new Date(firstDay(year) + (before + day - 1) * DAY).toISOString().slice(0, 10);
}

/** @param iso an ISO day */
export function jalaliOfIso(iso: string): JalaliDay {
  const at = Date.parse(`${iso.slice(0, 10)}T00:00:00Z`);
  let year = new Date(at).getUTCFullYear() - 621;
  if (at < firstDay(year)) year -= 1;
  const passed = Math.round((at - firstDay(year)) / DAY);
  if (passed < 186) return { year, month: Math.floor(passed / 31) + 1, day: (passed % 31) + 1 };
  return { year, month: Math.floor((passed - 186) / 30) + 7, day: ((passed - 186) % 30) + 1 };
}

/** What registries write lies between these years (1821 to 2221); a year beyond them is of another calendar. */
const FIRST = 1200;
const LAST = 1599;

/** "1392/07/14" (or with dashes) → "2013-10-06". */
export function parseJalali(text: string): string | undefined {
  const match = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  return year < FIRST || year > LAST ? undefined : isoOfJalali({ year, month, day });
}

/** "2013-10-06" → "1392/07/14". */
export function writeJalali(iso: string): string {
  const { year, month, day } = jalaliOfIso(iso);
  return `${year}/${String(month).padStart(2, '0')}/${String(day).padStart(2, '0')}`;
}
