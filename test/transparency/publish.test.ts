import { expect, test } from 'vitest';
import type { DayCount } from '../../src/audit/index.ts';
import { publishDay } from '../../src/transparency/publish.ts';

const count = (kind: DayCount['kind'], count: number, more: Partial<DayCount> = {}): DayCount => ({
  day: '2026-11-20',
  kind,
  part: '',
  basis: '',
  count,
  fields: 0,
  ...more,
});
const release = (part: string, n: number, basis = 'consent') =>
  count('profile.released', n, { part, basis, fields: n * 10 });
const publish = (counts: DayCount[], complete = true) =>
  publishDay('2026-11-20', counts, { complete, isLive: id => !id.startsWith('try') });

test('a number below five is not published, a zero is', () => {
  const day = publish([count('identity.signed_in', 4), count('consent.given', 5)]);
  expect(day.sign_ins).toBeNull();
  expect(day.consents_given).toBe(5);
  expect(day.consents_withdrawn).toBe(0);
  expect(day.suppressed).toBe(1);
});

test('what is left out of a part is in no sum either: it cannot be reckoned back', () => {
  const day = publish([release('tax', 100), release('customs', 3), release('tax', 7, 'law')]);
  expect(day.by_system).toEqual([
    { system: 'customs', basis: 'consent', count: null },
    { system: 'tax', basis: 'consent', count: 100 },
    { system: 'tax', basis: 'law', count: 7 },
  ]);
  expect(day).toMatchObject({
    releases: 107,
    releases_by_consent: 100,
    releases_by_law: 7,
    spared_fields: 1070,
  });
});

test('systems that only try are one cell', () => {
  const day = publish([release('try-a', 3), release('try-b', 4)]);
  expect(day.by_system).toEqual([{ system: null, basis: 'consent', count: 7 }]);
});

test('while a day goes on its numbers are rounded down, so two looks do not show one person', () => {
  const now = (n: number) => publish([count('identity.signed_in', n), release('tax', n)], false);
  expect([5, 9, 10, 14].map(n => now(n).sign_ins)).toEqual([5, 5, 10, 10]);
  expect(now(7)).toMatchObject({ complete: false, releases: 5, spared_fields: 70 });
  expect(now(4).sign_ins).toBeNull();
});

test('each register that was asked, and whether it answered', () => {
  const asked = (outcome: string, n: number) =>
    count('registries.asked', n, { part: 'civil', basis: outcome });
  expect(publish([asked('answered', 50), asked('timeout', 3), asked('status', 3)]).inquiries).toEqual([
    { registry: 'civil', answered: 50, silent: 6 },
  ]);
});
