import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoOfJalali, jalaliOfIso, parseJalali, writeJalali } from '../../src/registries/index.ts';

const DAY = 86_400_000;
const icu = new Intl.DateTimeFormat('en-US-u-ca-persian-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

test('every day of two centuries is the one that ICU says, and comes back', () => {
  const first = Date.UTC(1900, 0, 1);
  const days = fc.integer({ min: 0, max: 80_000 });
  fc.assert(
    fc.property(days, n => {
      const iso = new Date(first + n * DAY).toISOString().slice(0, 10);
      const { year, month, day } = jalaliOfIso(iso);
      expect(icu.format(first + n * DAY)).toContain(`${month}/${day}/${year}`);
      expect(isoOfJalali({ year, month, day })).toBe(iso);
      expect(parseJalali(writeJalali(iso))).toBe(iso);
    }),
    { numRuns: 2000 },
  );
});

test('a day that is not in the calendar is none', () => {
  for (const text of ['1405/13/01', '1405/00/10', '1405/12/30', '1405/07/31', '1405/1', 'tomorrow', ''])
    expect(parseJalali(text)).toBeUndefined();
  // Gregorian days are no days of the far future, nor is a slip of the pen one of the far past.
  for (const text of ['2013/10/06', '1999-12-31', '1600/01/01', '0140/05/01', '1199/12/29'])
    expect(parseJalali(text)).toBeUndefined();
  expect(parseJalali('1403/12/30')).toBe('2025-03-20');
  expect(parseJalali('1392-7-14')).toBe('2013-10-06');
});
