import { expect, test } from 'vitest';
import { readDay } from '../src/calendar.ts';

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
