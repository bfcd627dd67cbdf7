import { verifyIranianLegalId } from '@persian-tools/persian-tools';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { legalCheckDigit, readLegalId } from '../src/identifiers.ts';

const digit = fc.integer({ min: 0, max: 9 });
const tenDigits = fc.array(digit, { minLength: 10, maxLength: 10 }).map(digits => digits.join(''));

test('the check digit of a company is the one that the library computes, wherever the library gives an answer', () => {
  fc.assert(
    fc.property(tenDigits, digits => {
      fc.pre(!digits.startsWith('0') && digits.slice(3, 9) !== '000000');
      for (let last = 0; last < 10; last++) {
        const id = `${digits}${last}`;
        expect(verifyIranianLegalId(id)).toBe(last === legalCheckDigit(digits));
      }
    }),
    { numRuns: 200 },
  );
});

test('the companies of the demo are accepted by us and not by the library', () => {
  expect(readLegalId('99900000010')).toBe('99900000010');
  expect(verifyIranianLegalId('99900000010')).toBe(false);
});
