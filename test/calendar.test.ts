import { expect, test } from 'vitest';
import { isDay, readDay, readMoment } from '../src/calendar.ts';

test.each([
  ['۱۳۶۶/۱۲/۳', '1988-02-22'],
  ['1400-03-02', '2021-05-23'],
  ['۱۴۰۱ ۱۲ ۲۷', '2023-03-18'],
  ['۱۴۰۳/۱۲/۳۰', '2025-03-20'],
  ['١٣٥٨/١/١', '1979-03-21'],
  ['1988/2/22', '1988-02-22'],
  ['۲۰۲۱-۵-۲۳', '2021-05-23'],
])('the date %s of a law is the day %s', (typed, day) => {
  expect(readDay(typed)).toBe(day);
});

test.each(['۱۴۰۴/۱۲/۳۰', '1366/13/1', 'دیروز', '3 اسفند 1366', ''])(
  'what is no date stays as it was typed: %j',
  typed => {
    expect(readDay(typed)).toBe(typed);
  },
);

test('only a day that is in the calendar, of a year that a database keeps, is a day', () => {
  for (const day of ['2024-02-29', '1000-01-01', '2025-03-20']) expect(isDay(day), day).toBe(true);
  for (const day of ['2026-02-31', '2026-02-29', '2026-13-01', '0000-01-01', '2026-2-3', '٢٠٢٦-٠١-٠١', '', 7])
    expect(isDay(day), String(day)).toBe(false);
  expect(readMoment('2026-02-31 10:00').getTime()).toBeNaN();
  expect(readMoment('2026-02-31T10:00Z').getTime()).toBeNaN();
  expect(readMoment('۱۴۰۵/۱۲/۲۹ ۱۰:۰۰').toISOString()).toBe('2027-03-20T06:30:00.000Z');
});
