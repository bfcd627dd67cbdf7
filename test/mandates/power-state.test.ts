import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type OfficeFacts,
  type PowerState,
  powerEnd,
  powerState,
  tehranDay,
} from '../../src/mandates/index.ts';

const at = new Date('2026-11-21T07:22:00Z');
const office: OfficeFacts = {
  role: 'managing_director',
  mode: 'sole',
  required: 1,
  combinations: null,
  since: '2024-06-07',
  until: '2028-06-07',
  endedAt: null,
};

test.each<[string, Partial<OfficeFacts>, Parameters<typeof powerState>[1], PowerState]>([
  ['a managing director with sole signature acts alone', {}, 'active', 'usable'],
  ['an office without term goes on', { until: null }, 'active', 'usable'],
  ['on the last day of the term he still acts', { until: '2026-11-21' }, 'active', 'usable'],
  ['on the day after he does not', { until: '2026-11-20' }, 'active', 'ended'],
  ['before the first day neither', { since: '2026-11-22' }, 'active', 'not_begun'],
  ['on the first day he does', { since: '2026-11-21' }, 'active', 'usable'],
  ['what the register ended is ended', { endedAt: at }, 'active', 'ended'],
  ['two signatures of three', { mode: 'joint', required: 2 }, 'active', 'joint'],
  ['"sole" with two signatures is joint', { required: 2 }, 'active', 'joint'],
  ['a member of the board without signature', { mode: 'none', required: 0 }, 'active', 'no_signature'],
  ['under liquidation the director acts no more', {}, 'under_liquidation', 'ended'],
  ['the liquidator does', { role: 'liquidator' }, 'under_liquidation', 'usable'],
  ['a liquidator of a company that lives does not', { role: 'liquidator' }, 'active', 'no_signature'],
  ['of a dissolved company nobody acts', { role: 'liquidator' }, 'dissolved', 'dissolved'],
  ['of a suspended company nobody signs', {}, 'suspended', 'no_signature'],
])('%s', (_, change, status, expected) => {
  expect(powerState({ ...office, ...change }, status, at)).toBe(expected);
});

test('a day begins at midnight in Tehran', () => {
  const last = { ...office, until: '2026-11-20' };
  expect(powerState(last, 'active', new Date('2026-11-20T20:29:59Z'))).toBe('usable');
  expect(powerState(last, 'active', new Date('2026-11-20T20:30:00Z'))).toBe('ended');
});

const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2032-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10));
const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2032-12-31'), noInvalidDate: true });
const anyOffice: fc.Arbitrary<OfficeFacts> = fc.record({
  role: fc.constantFrom('managing_director', 'board_member', 'chair', 'liquidator'),
  mode: fc.constantFrom('sole', 'joint', 'none'),
  required: fc.integer({ min: 0, max: 4 }),
  combinations: fc.constant(null),
  since: day,
  until: fc.option(day),
  endedAt: fc.option(moment),
});
const anyStatus = fc.constantFrom('active', 'under_liquidation', 'dissolved', 'suspended');

test('no combination of dates, ends and statuses lets anyone act alone beyond what the register says', () => {
  fc.assert(
    fc.property(anyOffice, anyStatus, moment, (office, status, at) => {
      const state = powerState(office, status, at);
      if (state !== 'usable' && state !== 'joint') return;
      const today = tehranDay(at);
      expect(office.mode).not.toBe('none');
      expect(office.since <= today).toBe(true);
      expect(office.until === null || office.until >= today).toBe(true);
      expect(office.endedAt === null || office.endedAt > at).toBe(true);
      expect(status === (office.role === 'liquidator' ? 'under_liquidation' : 'active')).toBe(true);
      if (state === 'usable') expect([office.mode, office.required]).toEqual(['sole', 1]);
    }),
    { numRuns: 2000 },
  );
});

test('what has ended stays ended, whatever time passes', () => {
  fc.assert(
    fc.property(anyOffice, anyStatus, moment, fc.nat(4000), (office, status, at, days) => {
      const state = powerState(office, status, at);
      if (state !== 'ended' && state !== 'dissolved') return;
      expect(powerState(office, status, new Date(at.getTime() + days * 86_400_000))).toBe(state);
    }),
  );
});

test('an end, an earlier last day or a worse status never give more than there was', () => {
  const weight: Record<PowerState, number> = {
    usable: 2,
    joint: 1,
    no_signature: 0,
    ended: 0,
    dissolved: 0,
    not_begun: 0,
  };
  fc.assert(
    fc.property(anyOffice, anyStatus, moment, moment, day, (office, status, at, end, until) => {
      const now = weight[powerState(office, status, at)];
      const ended = { ...office, endedAt: office.endedAt && office.endedAt < end ? office.endedAt : end };
      const shorter = { ...office, until: office.until && office.until < until ? office.until : until };
      expect(weight[powerState(ended, status, at)]).toBeLessThanOrEqual(now);
      expect(weight[powerState(shorter, status, at)]).toBeLessThanOrEqual(now);
      expect(weight[powerState(office, 'dissolved', at)]).toBe(0);
    }),
  );
});

test('the day of the end is the earliest of those that the register gives', () => {
  const entity = { status: 'dissolved', statusSince: '2026-05-02' } as const;
  expect(powerEnd({ ...office, until: '2026-05-01' }, entity, at)).toBe('2026-05-01');
  expect(powerEnd(office, entity, at)).toBe('2026-05-02');
  expect(powerEnd(office, { status: 'active', statusSince: null }, at)).toBeNull();
  const ended = { ...office, endedAt: new Date('2026-03-31T20:30:00Z') };
  expect(powerEnd(ended, { status: 'active', statusSince: null }, at)).toBe('2026-04-01');
});
