import { expect, test } from 'vitest';
import type { DayCount } from '../../src/audit/index.ts';
import { type CountedDay, cellOf, publishDay } from '../../src/transparency/publish.ts';

const count = (kind: DayCount['kind'], count: number, more: Partial<DayCount> = {}): DayCount => ({
  day: '2026-11-20',
  kind,
  part: '',
  basis: '',
  count,
  fields: 0,
  ...more,
});
const publish = (counted: Partial<CountedDay>, complete = true) =>
  publishDay('2026-11-20', { totals: [], published: [], tried: [], ...counted }, complete);

test('a number below five is not published, a zero is', () => {
  const day = publish({ totals: [count('identity.signed_in', 4), count('consent.given', 5)] });
  expect(day.sign_ins).toBeNull();
  expect(day.consents_given).toBe(5);
  expect(day.consents_withdrawn).toBe(0);
  expect(day.suppressed).toBe(1);
});

test('what is left out of a part is in no sum either: it cannot be reckoned back', () => {
  const day = publish({
    published: [
      { basis: 'consent', count: 100, fields: 1000, small: 1 },
      { basis: 'law', count: 7, fields: 70, small: 0 },
    ],
    tried: [{ basis: 'law', count: 4, fields: 40 }],
  });
  expect(day).toMatchObject({
    releases: 107,
    releases_by_consent: 100,
    releases_by_law: 7,
    spared_fields: 1070,
    suppressed: 2,
  });
});

test('systems that only try are one cell', () => {
  const tried = [{ basis: 'consent' as const, count: 7, fields: 70 }];
  expect(publish({ tried })).toMatchObject({ releases: 7, spared_fields: 70, suppressed: 0 });
});

test('while a day goes on its numbers are rounded down, so two looks do not show one person', () => {
  const now = (n: number) => publish({ totals: [count('identity.signed_in', n)] }, false);
  expect([5, 9, 10, 14].map(n => now(n).sign_ins)).toEqual([5, 5, 10, 10]);
  expect([0, 4, 5, 7, 14].map(n => cellOf(n, false))).toEqual([0, null, 5, 5, 10]);
  expect(now(4).sign_ins).toBeNull();
});

test('each register that was asked, and whether it answered', () => {
  const asked = (outcome: string, n: number) =>
    count('registries.asked', n, { part: 'civil', basis: outcome });
  const { inquiries } = publish({
    totals: [asked('answered', 50), asked('timeout', 3), asked('status', 3)],
  });
  expect(inquiries).toEqual([{ registry: 'civil', answered: 50, silent: 6 }]);
});
