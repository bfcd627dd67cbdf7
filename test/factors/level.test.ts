import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acrOf, amrOf, levelOf, levelOfAcr, type Method } from '../../src/factors/index.ts';

const methods: Method[] = ['pwd', 'otp', 'sms', 'hwk', 'swk', 'user', 'pop', 'mfa'];
const some = fc.subarray(methods);

test('a password is level 1, and so are codes without one', () => {
  for (const amr of [[], ['pwd'], ['otp'], ['sms'], ['otp', 'sms'], ['pwd', 'mfa'], ['mfa', 'user']])
    expect(levelOf(amr, true)).toBe(1);
});

test('two different factors are level 2, and so is a passkey that may be copied', () => {
  for (const amr of [
    ['pwd', 'otp'],
    ['pwd', 'sms'],
    ['swk', 'user', 'pop'],
    ['pwd', 'swk'],
  ])
    expect(levelOf(amr, true)).toBe(2);
});

test('a key that never left its hardware is level 3', () => {
  expect(levelOf(['hwk', 'user', 'pop', 'mfa'], true)).toBe(3);
  expect(levelOf(['pwd', 'hwk'], true)).toBe(3);
});

test('what is not matched by the registers is never worth more than 1', () => {
  fc.assert(fc.property(some, amr => levelOf(amr, false) === 1));
});

test('more methods never make it less, in whatever order they were used', () => {
  fc.assert(
    fc.property(some, some, (first, second) => {
      const together = levelOf(amrOf(first, second), true);
      expect(together).toBeGreaterThanOrEqual(levelOf(first, true));
      expect(together).toBe(levelOf(amrOf(second, first), true));
    }),
  );
});

test('mfa is said where two factors were used, and each method once', () => {
  expect(amrOf(['pwd'], ['sms'])).toEqual(['pwd', 'sms', 'mfa']);
  expect(amrOf(['pwd'])).toEqual(['pwd']);
  expect(amrOf(['pwd'], ['pwd', 'otp'], ['otp'])).toEqual(['pwd', 'otp', 'mfa']);
});

test('acr names a level and nothing else does', () => {
  for (const level of [1, 2, 3] as const) expect(levelOfAcr(acrOf(level))).toBe(level);
  for (const acr of [undefined, '', '2', 'urn:yekbar:loa:4', 'urn:yekbar:loa:02', 'urn:yekbar:loa:2 '])
    expect(levelOfAcr(acr)).toBeUndefined();
});
