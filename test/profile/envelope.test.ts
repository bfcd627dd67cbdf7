import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue, envelopeOf, type StoredProfile } from '../../src/profile/index.ts';
import type { StoredValue } from '../../src/profile/value.ts';

const DAY = 86_400_000;
const FETCHED = '2026-11-21T07:22:00.000Z';

const value = (of: unknown, part: Partial<StoredValue> = {}): StoredValue => ({
  status: 'present',
  value: of as StoredValue['value'],
  record: null,
  validFrom: null,
  changedAt: FETCHED,
  fetchedAt: FETCHED,
  v: 'v',
  ...part,
});
const profile = (values: Record<string, StoredValue>, down: Record<string, string> = {}): StoredProfile => ({
  kind: 'entity',
  values,
  down,
});
const plain = catalogue.filter(({ inputs }) => !inputs?.length);
const derived = catalogue.filter(({ inputs }) => inputs?.length);

describe('freshness', () => {
  test('a value is fresh from the moment it was fetched until its days are over, and stale ever after', () => {
    const field = fc.constantFrom(...plain);
    const passed = fc.integer({ min: 0, max: 5_000 * DAY });
    fc.assert(
      fc.property(field, passed, ({ key, freshDays }, ms) => {
        const at = new Date(Date.parse(FETCHED) + ms);
        const envelope = envelopeOf(key, profile({ [key]: value('x') }), at);
        expect(envelope.stale).toBe(ms >= freshDays * DAY);
        expect(Date.parse(envelope.fresh_until ?? '')).toBe(Date.parse(FETCHED) + freshDays * DAY);
        expect(envelope.stale).toBe(at.toISOString() >= (envelope.fresh_until ?? ''));
        expect(envelope.status).toBe('present');
      }),
    );
  });

  test('while its register is down, a known value is served and marked stale', () => {
    const registered = plain.filter(({ registry }) => registry !== null);
    for (const { key, registry } of registered) {
      const down = { [registry ?? '']: FETCHED };
      expect(envelopeOf(key, profile({ [key]: value('x') }, down), new Date(FETCHED))).toMatchObject({
        status: 'present',
        value: 'x',
        stale: true,
      });
    }
  });

  test('a derived field is never fresher than any of its inputs', () => {
    const ages = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...derived), ages, (field, days) => {
        const inputs = (field.inputs ?? []).map((key, at) => {
          const fetchedAt = new Date(Date.parse(FETCHED) - (days[at] ?? 0) * DAY).toISOString();
          return [key, value(null, { status: 'absent', fetchedAt })] as const;
        });
        const stored = profile(Object.fromEntries(inputs));
        const at = new Date(FETCHED);
        const answer = envelopeOf(field.key, stored, at);
        for (const [key] of inputs) {
          const input = envelopeOf(key, stored, at);
          expect((answer.fresh_until ?? '') <= (input.fresh_until ?? '')).toBe(true);
          expect((answer.fetched_at ?? '') <= (input.fetched_at ?? '')).toBe(true);
          if (input.stale) expect(answer.stale).toBe(true);
        }
      }),
    );
  });
});

describe('what is not known', () => {
  test('a register’s field that was never answered is source_down; an own word never said is absent', () => {
    for (const { key, registry } of catalogue) {
      const envelope = envelopeOf(key, profile({}), new Date(FETCHED));
      expect(envelope).toMatchObject({
        status: registry === null ? 'absent' : 'source_down',
        value: null,
        fetched_at: null,
        v: null,
      });
    }
  });

  test('what the register says there is not has no value, and is as fresh as any answer', () => {
    for (const status of ['absent', 'not_applicable'] as const) {
      const stored = profile({ 'entity.trade_card': value(null, { status }) });
      expect(envelopeOf('entity.trade_card', stored, new Date(FETCHED))).toMatchObject({
        status,
        value: null,
        stale: false,
      });
    }
  });

  test('a key that the catalogue does not have is a mistake of the program', () => {
    expect(() => envelopeOf('entity.horoscope', profile({}), new Date())).toThrow();
  });
});

test('an envelope has the same parts whatever it says', () => {
  const parts = [
    'changed_at',
    'class',
    'fetched_at',
    'fresh_until',
    'source',
    'stale',
    'status',
    'v',
    'valid_from',
    'value',
  ];
  for (const { key, inputs } of catalogue)
    for (const values of [
      {},
      { [key]: value('x') },
      Object.fromEntries((inputs ?? []).map(k => [k, value(null, { status: 'absent' })])),
    ])
      expect(Object.keys(envelopeOf(key, profile(values), new Date(FETCHED))).sort()).toEqual(parts);
});
