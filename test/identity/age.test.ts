import { expect, test } from 'vitest';
import { ageOn, isMinor } from '../../src/identity/age.ts';

test('one is of age from the eighteenth birthday on the solar calendar, by the clock of Tehran', () => {
  // Born on 30 Aban 1387; 30 Aban 1405 begins in Tehran at 20:30 UTC of the day before.
  const born = '2008-11-20';
  expect(isMinor(born, new Date('2026-11-20T20:29:59Z'))).toBe(true);
  expect(isMinor(born, new Date('2026-11-20T20:30:00Z'))).toBe(false);
});

test('age counts full years', () => {
  expect(ageOn('1982-07-03', new Date('2026-07-02T12:00:00Z'))).toBe(43);
  expect(ageOn('1982-07-03', new Date('2026-07-03T12:00:00Z'))).toBe(44);
});
