import fc from 'fast-check';
import { expect, test } from 'vitest';
import { declared, merge } from '../../src/profile/merge.ts';
import { nothingKnown } from '../../src/profile/value.ts';
import { canonical, versionOf } from '../../src/profile/version.ts';
import type { FieldFacts, Json } from '../../src/registries/index.ts';

const AT = new Date('2026-11-21T07:22:00Z');
const after = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);
const said = (value: Json, registry = 'tax', key = 'entity.economic_code'): FieldFacts => ({
  registry,
  asOf: AT,
  fields: { [key]: { status: 'present', value, record: null, validFrom: null } },
});

test('of two answers the later one stays, in whichever order they are written', () => {
  const moments = fc.tuple(fc.nat(1_000), fc.nat(1_000)).filter(([a, b]) => a !== b);
  fc.assert(
    fc.property(moments, fc.string(), fc.string(), ([a, b], x, y) => {
      const first = (start = nothingKnown) => merge(start, 'entity', [said(x)], [], after(a));
      const second = (start = nothingKnown) => merge(start, 'entity', [said(y)], [], after(b));
      const later = a > b ? x : y;
      expect(second(first()).values['entity.economic_code']?.value).toBe(later);
      expect(first(second()).values['entity.economic_code']?.value).toBe(later);
    }),
  );
});

test('a register that stays silent is down since the first time, and up with its first answer', () => {
  const once = merge(nothingKnown, 'entity', [], ['tax'], AT);
  const again = merge(once, 'entity', [], ['tax'], after(10));
  expect(again.down.tax).toBe(AT.toISOString());
  expect(again).toBe(once);
  expect(merge(again, 'entity', [said('x')], [], after(20)).down).toEqual({});
});

test('of two editions of a record the larger one stays, in whichever order they are asked for and written', () => {
  const edition = (value: string, edition: number) => ({ ...said(value), edition });
  const newer = merge(nothingKnown, 'entity', [edition('new', 7)], [], after(5));
  const value = (profile: typeof newer) => profile.values['entity.economic_code']?.value;
  const lagging = merge(newer, 'entity', [edition('old', 6)], [], after(9));
  expect([value(lagging), lagging.down.tax]).toEqual(['new', after(9).toISOString()]);
  // One that was asked for before is overtaken, and nobody lags.
  const overtaken = merge(newer, 'entity', [edition('old', 6)], [], after(1));
  expect([value(overtaken), overtaken.down]).toEqual(['new', {}]);
  expect(overtaken.editions).toEqual({ tax: { edition: 7 } });
  const mended = merge(lagging, 'entity', [edition('newest', 8)], [], after(10));
  expect([value(mended), mended.down, mended.editions]).toEqual(['newest', {}, { tax: { edition: 8 } }]);
  // Who numbers nothing is believed by the moment alone, and ends no guard.
  const plain = merge(newer, 'entity', [said('plain')], [], after(9));
  const behind = merge(plain, 'entity', [edition('old', 6)], [], after(10));
  expect([value(plain), value(behind), behind.down.tax]).toEqual(['plain', 'plain', after(10).toISOString()]);
});

test('an answer of one register touches no value of another, nor what the person said', () => {
  const own = declared(nothingKnown, 'entity', 'entity.email', { value: 'a@b.example' }, AT);
  const both = merge(own, 'entity', [said(5, 'welfare', 'entity.staff_count')], [], after(1));
  const next = merge(both, 'entity', [said('x')], ['banking'], after(2));
  expect(next.values['entity.email']).toEqual(own.values['entity.email']);
  expect(next.values['entity.staff_count']).toEqual(both.values['entity.staff_count']);
});

test('what a register takes back is gone, and its change is dated', () => {
  const had = merge(nothingKnown, 'entity', [said('x')], [], AT);
  const gone: FieldFacts = {
    registry: 'tax',
    asOf: AT,
    fields: { 'entity.economic_code': { status: 'absent' } },
  };
  expect(merge(had, 'entity', [gone], [], after(5)).values['entity.economic_code']).toMatchObject({
    status: 'absent',
    value: null,
    changedAt: after(5).toISOString(),
  });
});

test('the version of a value does not depend on the order of its parts, and tells two values apart', () => {
  expect(versionOf('present', { a: 1, b: [2, { c: 3, d: 4 }] })).toBe(
    versionOf('present', { b: [2, { d: 4, c: 3 }], a: 1 }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const same = canonical(a as Json) === canonical(b as Json);
      expect(versionOf('present', a as Json) === versionOf('present', b as Json)).toBe(same);
      expect(JSON.parse(canonical(a as Json))).toEqual(JSON.parse(JSON.stringify(a)));
    }),
  );
  expect(versionOf('absent', null)).not.toBe(versionOf('not_applicable', null));
});
