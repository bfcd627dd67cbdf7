import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayInIran, rules } from '../../src/profile/derived.ts';
import { catalogue } from '../../src/profile/index.ts';
import type { Json } from '../../src/registries/index.ts';

const AT = new Date('2026-11-21T07:22:00Z');
const rule = (key: string, inputs: Record<string, Json>, at = AT) => rules[key]?.(inputs, at);

test('every derived field has a rule or is asked at the source, and no other field has a rule', () => {
  const wanted = catalogue
    .filter(field => field.class === 'derived' && field.inputs?.length)
    .map(({ key }) => key);
  expect(Object.keys(rules).sort()).toEqual(wanted.sort());
});

test('no rule answers out of nothing, except that no trade card is no valid one', () => {
  for (const [key, of] of Object.entries(rules))
    expect([key, of({}, AT)]).toEqual([key, key === 'entity.has_valid_trade_card' ? false : undefined]);
});

describe('eighteen years', () => {
  const adult = (birth: string, at: string, alive = 'alive') =>
    rule(
      'person.is_adult',
      { 'person.birth_date': birth, 'person.life_status': alive },
      new Date(`${at}T12:00:00Z`),
    );

  test('are full on the eighteenth birthday of the Jalali calendar, not the day before', () => {
    // 1387/09/01 → 1405/09/01
    expect(adult('2008-11-21', '2026-11-21')).toBe(false);
    expect(adult('2008-11-21', '2026-11-22')).toBe(true);
  });

  test('begin in Iran while it is still yesterday in Greenwich', () => {
    expect(dayInIran(new Date('2026-11-20T20:29:59Z'))).toBe('2026-11-20');
    expect(dayInIran(new Date('2026-11-20T20:30:00Z'))).toBe('2026-11-21');
  });

  test('of somebody born on the leap day are full on 1 Farvardin', () => {
    // 1387/12/30 → 1406/01/01
    expect(adult('2009-03-20', '2027-03-20')).toBe(false);
    expect(adult('2009-03-20', '2027-03-21')).toBe(true);
  });

  test('are nothing to a person who has died', () => {
    expect(adult('1950-01-01', '2026-11-21', 'deceased')).toBe(false);
  });

  test('once full, stay full', () => {
    const days = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(days, days, (birth, later) => {
        const of = (n: number) => new Date(Date.UTC(1960, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
        if (adult(of(birth), of(birth + later))) expect(adult(of(birth), of(birth + later + 1))).toBe(true);
        expect(adult(of(birth), of(birth + 18 * 365))).toBe(false);
        expect(adult(of(birth), of(birth + 18 * 365 + 7))).toBe(true);
      }),
    );
  });
});

describe('officers', () => {
  const officers = [
    { name: 'الف', role: 'managing_director', since: '2020-01-01', until: '2026-11-21' },
    { name: 'ب', role: 'managing_director', since: '2026-11-21' },
    { name: 'پ', role: 'chair', since: '2026-01-01', until: '2028-01-01' },
    { name: 'ت', role: 'board_member', since: '2027-01-01' },
  ];

  test('the director is the one whose term holds today', () => {
    expect(rule('entity.managing_director', { 'entity.officers': officers })).toEqual({
      name: 'ب',
      since: '2026-11-21',
    });
  });

  test('the board has those who sit today', () => {
    expect(rule('entity.board_members', { 'entity.officers': officers })).toEqual([
      { name: 'پ', role: 'chair', until: '2028-01-01' },
    ]);
    expect(rule('entity.board_members', { 'entity.officers': officers.slice(0, 2) })).toBeUndefined();
  });

  test('a board of three of whom two must sign is current while two terms run', () => {
    const inputs = (until: string) => ({
      'entity.signature_rule': [{ mode: 'joint', threshold: 2, text: '' }],
      'entity.signatories': [
        { name: 'الف', until },
        { name: 'ب', until: '2027-01-01' },
        { name: 'پ', until },
      ],
    });
    expect(rule('entity.has_current_board', inputs('2027-01-01'))).toBe(true);
    expect(rule('entity.has_current_board', inputs('2026-11-21'))).toBe(false);
  });

  test('one signature binds by a sole rule, a liquidator, or a threshold of one', () => {
    const binds = (mode: string, threshold: number) =>
      rule('entity.binds_by_one', { 'entity.signature_rule': [{ mode, threshold, text: '' }] });
    expect(binds('sole', 1)).toBe(true);
    expect(binds('liquidator', 1)).toBe(true);
    expect(binds('joint', 2)).toBe(false);
    expect(binds('none', 1)).toBe(false);
  });
});

test('under fifty and the class of size follow from one number and never contradict each other', () => {
  fc.assert(
    fc.property(fc.nat(500), staff => {
      const inputs = { 'entity.staff_count': staff };
      const small = rule('entity.under_50_staff', inputs);
      expect(small).toBe(staff < 50);
      expect(['micro', 'small'].includes(String(rule('entity.size_class', inputs)))).toBe(small);
    }),
  );
});

test('a home business is active while it is open and one licence is valid today', () => {
  const active = (status: string, expires: string, state = 'valid') =>
    rule('business.is_active', {
      'business.status': status,
      'business.licences': [{ status: state, expires_on: expires }],
    });
  expect(active('active', '2026-11-21')).toBe(true);
  expect(active('active', '2026-11-20')).toBe(false);
  expect(active('active', '2027-11-21', 'suspended')).toBe(false);
  expect(active('closed', '2027-11-21')).toBe(false);
});

test('a trade card is valid until its last day, unless it is suspended', () => {
  const valid = (expires_on: string, suspended: boolean) =>
    rule('entity.has_valid_trade_card', { 'entity.trade_card': { expires_on, suspended } });
  expect(valid('2026-11-21', false)).toBe(true);
  expect(valid('2026-11-20', false)).toBe(false);
  expect(valid('2028-01-01', true)).toBe(false);
});
