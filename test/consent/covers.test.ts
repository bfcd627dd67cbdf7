import fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, isCurrent } from '../../src/consent/index.ts';

const at = new Date('2026-11-21T07:22:00Z');
const consent = {
  fields: ['entity.legal_name', 'entity.address'],
  givenAt: new Date('2026-11-01T00:00:00Z'),
  expiresAt: new Date('2027-11-01T00:00:00Z'),
  endedAt: null,
};

test('when a purpose gets more fields only those are asked', () => {
  expect(covers(consent, { fields: ['entity.address', 'entity.staff', 'entity.legal_name'] }, at)).toEqual({
    covered: ['entity.address', 'entity.legal_name'],
    missing: ['entity.staff'],
  });
});

test('without a consent, or with one that is withdrawn or expired, everything is asked', () => {
  const purpose = { fields: ['entity.address'] };
  const nothing = { covered: [], missing: ['entity.address'] };
  expect(covers(undefined, purpose, at)).toEqual(nothing);
  expect(covers({ ...consent, endedAt: at }, purpose, at)).toEqual(nothing);
  expect(covers({ ...consent, expiresAt: at }, purpose, at)).toEqual(nothing);
  expect(covers({ ...consent, givenAt: new Date(at.getTime() + 1) }, purpose, at)).toEqual(nothing);
});

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const moment = fc.date({ min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });
const anyConsent = fc.record({
  fields: fc.array(key),
  givenAt: moment,
  expiresAt: moment,
  endedAt: fc.option(moment),
});

test('no combination of dates covers a field that was not allowed, or that the purpose lacks', () => {
  fc.assert(
    fc.property(fc.option(anyConsent), fc.array(key), moment, (given, fields, now) => {
      const { covered, missing } = covers(given ?? undefined, { fields }, now);
      for (const field of covered) {
        expect(fields).toContain(field);
        expect(given?.fields).toContain(field);
        expect(given && isCurrent(given, now)).toBe(true);
      }
      expect([...covered, ...missing].sort()).toEqual([...new Set(fields)].sort());
    }),
    { numRuns: 1000 },
  );
});

test('what has ended covers nothing at any later time', () => {
  fc.assert(
    fc.property(anyConsent, moment, fc.nat(1000), (given, now, days) => {
      fc.pre(now >= given.givenAt && !isCurrent(given, now));
      expect(isCurrent(given, new Date(now.getTime() + days * 86_400_000))).toBe(false);
    }),
  );
});
