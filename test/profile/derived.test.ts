import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayInIran } from '../../src/calendar.ts';
import { rules } from '../../src/profile/derived.ts';
import { envelopeOf } from '../../src/profile/envelope.ts';
import { catalogue } from '../../src/profile/index.ts';
import type { StoredProfile, StoredValue } from '../../src/profile/value.ts';
import type { Json } from '../../src/registries/index.ts';

const AT = new Date('2026-11-21T07:22:00Z');
const rule = (key: string, inputs: Record<string, Json>, at = AT, asked = '') =>
  rules[key]?.(inputs, at, asked);

test('every derived field has a rule or is asked at the source, and no other field has a rule', () => {
  const wanted = catalogue
    .filter(field => field.class === 'derived' && field.inputs?.length)
    .map(({ key }) => key);
  expect(Object.keys(rules).sort()).toEqual(wanted.sort());
});

test('no rule answers out of nothing, except that no card, no licence and no activity is none', () => {
  for (const [key, of] of Object.entries(rules)) {
    const none = /has_valid_(trade_card|licence)|in_activity/.test(key);
    expect([key, of({}, AT, '10')]).toEqual([key, none ? false : undefined]);
  }
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
    { name: 'الف', role: 'managing_director', since: '2020-01-01', until: '2026-11-20' },
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

  test('on the last day of his term a director still sits, as he still signs; on the day after he does not', () => {
    const director = (at: string) =>
      rule('entity.managing_director', { 'entity.officers': officers.slice(0, 1) }, new Date(at));
    expect(director('2026-11-20T20:29:59Z')).toMatchObject({ name: 'الف' });
    expect(director('2026-11-20T20:30:00Z')).toBeUndefined();
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
    expect(rule('entity.has_current_board', inputs('2026-11-21'))).toBe(true);
    expect(rule('entity.has_current_board', inputs('2026-11-20'))).toBe(false);
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

describe('a valid licence of a kind', () => {
  const holds = (licences: readonly Json[], kind = 'production', at = AT) =>
    rule('entity.has_valid_licence', { 'entity.licences': licences }, at, kind);

  test('counts on its last day and not on the day after', () => {
    const licence = { category: 'production', status: 'valid', expires_on: '2026-11-21' };
    expect(holds([licence])).toBe(true);
    expect(holds([licence], 'production', new Date('2026-11-21T20:29:59Z'))).toBe(true);
    expect(holds([licence], 'production', new Date('2026-11-21T20:30:00Z'))).toBe(false);
  });

  test('is of that kind, not suspended, and nothing is said when its kind is not known', () => {
    expect(holds([{ category: 'guild', status: 'valid' }])).toBe(false);
    expect(holds([{ category: 'production', status: 'suspended' }])).toBe(false);
    expect(holds([{ status: 'valid' }])).toBeUndefined();
    expect(holds([{ status: 'valid' }, { category: 'production', status: 'valid' }])).toBe(true);
  });
});

test('what begins another day is not yet valid: a card, a licence, the registration for VAT; on its first day it is', () => {
  const valid = (day: string) => [
    rule('entity.has_valid_trade_card', {
      'entity.trade_card': { issued_on: day, expires_on: '2029-01-01' },
    }),
    rule(
      'entity.has_valid_licence',
      { 'entity.licences': [{ category: 'guild', status: 'valid', issued_on: day }] },
      AT,
      'guild',
    ),
    rule('business.is_active', {
      'business.status': 'active',
      'business.licences': [{ status: 'valid', issued_on: day }],
    }),
    rule('entity.is_vat_registered', { 'entity.vat_registration': { registered: true, since: day } }),
  ];
  expect(valid('2026-11-22')).toEqual([false, false, false, false]);
  expect(valid('2026-11-21')).toEqual([true, true, true, true]);
});

test('fewer staff than a line: 49 is under 50, 50 is not', () => {
  const under = (staff: number, line: string) =>
    rule('entity.staff_under', { 'entity.staff_count': staff }, AT, line);
  expect([rule('entity.under_50_staff', { 'entity.staff_count': 49 }), under(9, '10')]).toEqual([true, true]);
  expect([rule('entity.under_50_staff', { 'entity.staff_count': 50 }), under(10, '10')]).toEqual([
    false,
    false,
  ]);
});

test('an age is reached on the birthday, for whichever age', () => {
  const over = (years: string, at: string) =>
    rule('person.age_over', { 'person.birth_date': '2001-03-21' }, new Date(`${at}T12:00:00Z`), years);
  // 1380/01/01 → 1405/01/01
  expect(over('25', '2026-03-20')).toBe(false);
  expect(over('25', '2026-03-21')).toBe(true);
  expect(over('30', '2026-03-21')).toBe(false);
});

test('a seat lies in one province and no other', () => {
  const lies = (province: string) =>
    rule(
      'entity.seat_in_province',
      { 'entity.seat_division': { province: 'فارس', province_code: '07' } },
      AT,
      province,
    );
  expect([lies('07'), lies('23')]).toEqual([true, false]);
});

test('the registered address is confirmed when both registers name the same town, in whatever letters', () => {
  const confirmed = (city: string | undefined) =>
    rule('entity.seat_address_confirmed', {
      'entity.registered_address': { text: '…', province: 'یزد', ...(city ? { city } : {}) },
      'entity.seat_address': { text: '…', province: 'يزد', city: 'یزد' },
    });
  expect([confirmed('يزد'), confirmed('میبد'), confirmed(undefined)]).toEqual([true, false, undefined]);
});

test('a degree is at least as high; what the seminaries give is decided elsewhere', () => {
  const has = (held: string, asked: string) =>
    rule('person.has_degree', { 'person.education_level': held }, AT, asked);
  expect([has('master', 'bachelor'), has('bachelor', 'bachelor'), has('diploma', 'bachelor')]).toEqual([
    true,
    true,
    false,
  ]);
  expect(has('seminary', 'diploma')).toBeUndefined();
});

test('an activity is of a group when its code begins with it; other schemes say nothing of ISIC', () => {
  const works = (group: string, scheme = 'ISIC4') =>
    rule('entity.in_activity', { 'entity.activity_codes': [{ scheme, code: '1030' }] }, AT, group);
  expect([works('10'), works('103'), works('11')]).toEqual([true, true, false]);
  expect(works('11', 'national')).toBeUndefined();
});

test('a national has a national ID, a foreign national another number', () => {
  expect(rule('person.is_citizen', { 'person.national_id': '9990000018' })).toBe(true);
  expect(rule('person.is_citizen', { 'person.foreign_id': '999000000001' })).toBe(false);
});

describe('what is not known is not answered with no', () => {
  const stored = (values: StoredProfile['values']): StoredProfile => ({ kind: 'entity', values, down: {} });
  const of = (status: StoredValue['status'], value: Json = null): StoredValue => ({
    status,
    value,
    record: null,
    validFrom: null,
    changedAt: AT.toISOString(),
    fetchedAt: AT.toISOString(),
    v: 'x',
  });
  const answer = (key: string, values: StoredProfile['values']) => {
    const { status, value } = envelopeOf(key, stored(values), AT);
    return [status, value];
  };

  test('a register that has not answered leaves the answer open', () => {
    for (const key of ['entity.has_valid_licence:production', 'entity.under_50_staff', 'entity.is_active'])
      expect(answer(key, {})).toEqual(['source_down', null]);
  });

  test('a register that says there is none makes it a no, or nothing where a number is missing', () => {
    expect(answer('entity.has_valid_licence:production', { 'entity.licences': of('absent') })).toEqual([
      'present',
      false,
    ]);
    expect(answer('entity.under_50_staff', { 'entity.staff_count': of('absent') })).toEqual(['absent', null]);
  });

  test('who has no business is not asked about its licences', () => {
    expect(answer('business.has_valid_licence:guild', { 'business.licences': of('not_applicable') })).toEqual(
      ['not_applicable', null],
    );
  });
});
