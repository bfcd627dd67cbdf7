import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import { findEntityByLegalId, getEntity } from '../../src/entities/index.ts';
import { isFault } from '../../src/errors.ts';
import {
  type LegalId,
  legalCheckDigit,
  type PersonId,
  parseLegalId,
  parsePersonId,
} from '../../src/identifiers.ts';
import { importPerson } from '../../src/identity/index.ts';
import {
  getUsablePower,
  listPowers,
  type Power,
  refreshFromRegister,
  refreshPowersOf,
} from '../../src/mandates/index.ts';
import type { Officer } from '../../src/registries/index.ts';
import { TODAY } from '../support/clock.ts';
import { companies, people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
const ids: Record<string, string> = {};
beforeAll(async () => {
  t = await testSystem();
  for (const key of ['sara', 'omid', 'laleh', 'navid', 'reza', 'amir'] as const) {
    const { id, fa, en } = people[key];
    const person = await importPerson(t.op(), {
      identifier: parsePersonId(id),
      name: { fa, en },
      birthDate: '1980-01-01',
      mobile: null,
      secret: '$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA',
    });
    ids[key] = person.id;
  }
});
afterAll(() => t.close());
beforeEach(() => t.clock.set(TODAY));
afterEach(async () => {
  t.faults.mend();
  t.country.restore();
  await t.system.db.deleteFrom('office').execute();
  await t.system.db.deleteFrom('entity').execute();
});

type Who = 'sara' | 'omid' | 'laleh' | 'navid' | 'reza' | 'amir';
const idOf = (who: Who) => ids[who] ?? '';
const identifierOf = (who: Who): PersonId => parsePersonId(people[who].id);
const legalIdOf = (company: keyof typeof companies): LegalId => parseLegalId(companies[company].id);
async function powersOf(who: Who): Promise<Power[]> {
  t.clock.advance({ seconds: 1 });
  await refreshPowersOf(t.op(), idOf(who));
  return listPowers(t.op(), idOf(who));
}
const summary = (powers: readonly Power[]) => powers.map(({ entity, state }) => [entity.name.en, state]);
async function codeOf(who: Who, company: keyof typeof companies): Promise<string> {
  const entity = await findEntityByLegalId(t.op(), legalIdOf(company));
  try {
    await getUsablePower(t.op(), idOf(who), entity?.id ?? '00000000-0000-4000-8000-000000000000');
    return 'usable';
  } catch (error) {
    if (isFault(error)) return error.code;
    throw error;
  }
}

test('Sara binds Arvand alone and Pars with one of two others, who are named', async () => {
  const powers = await powersOf('sara');
  expect(summary(powers)).toEqual([
    ['Arvand Foods', 'usable'],
    ['Pars Machine Tools', 'joint'],
  ]);
  expect(powers[1]).toMatchObject({ required: 2, of: 3, others: ['امید کریمی', 'لاله موسوی'] });
  expect((await listPowers(t.op(undefined, { lang: 'en' }), idOf('sara')))[1]?.others).toEqual([
    'Omid Karimi',
    'Laleh Mousavi',
  ]);
  expect(await codeOf('sara', 'arvand')).toBe('usable');
  expect(await codeOf('sara', 'pars')).toBe('mandates.joint');
  expect(await codeOf('sara', 'khazar')).toBe('mandates.none');
});

test('a former director of a dissolved company acts for nobody, and reads when it ended', async () => {
  const powers = await powersOf('reza');
  expect(summary(powers)).toEqual([['Kavir Tile', 'dissolved']]);
  expect(powers[0]?.endedOn).toBe('2026-05-02');
  expect(await codeOf('reza', 'kavir')).toBe('mandates.ended');
});

test('the liquidator acts for a company under liquidation, its former director does not', async () => {
  t.country.addOfficer(legalIdOf('zagros'), {
    id: identifierOf('navid'),
    name: { fa: people.navid.fa, en: people.navid.en },
    role: 'managing_director',
    mode: 'sole',
    required: 1,
    since: '2020-01-01',
    until: null,
    ended: null,
    record: '1/1',
  });
  expect(summary(await powersOf('laleh'))).toEqual([
    ['Zagros Farming Cooperative', 'usable'],
    ['Pars Machine Tools', 'joint'],
  ]);
  expect(summary(await powersOf('navid'))).toEqual([['Zagros Farming Cooperative', 'ended']]);
  expect(await codeOf('navid', 'zagros')).toBe('mandates.ended');
});

test('a foreign director is known by the foreign-national code', async () => {
  expect(summary(await powersOf('amir'))).toEqual([['Khazar Trading', 'usable']]);
});

test('an accountant without office acts for nobody', async () => {
  expect(await powersOf('navid')).toEqual([]);
});

test('an office ends the day the register says so, and the end is on the record', async () => {
  const [power] = await powersOf('sara');
  t.country.endOffice(legalIdOf('arvand'), identifierOf('sara'), '2026-11-21', 'removed');
  expect(summary(await powersOf('sara'))).toEqual([
    ['Pars Machine Tools', 'joint'],
    ['Arvand Foods', 'ended'],
  ]);
  expect(await codeOf('sara', 'arvand')).toBe('mandates.ended');
  const events = await listEventsAbout(t.op(), {
    subjectIds: [power?.entity.id ?? ''],
    kinds: ['mandates.office_ended'],
    limit: 5,
  });
  expect(events.map(({ data }) => data)).toEqual([{ office: power?.officeId, reason: 'removed' }]);
  await powersOf('sara');
  expect(await listEventsAbout(t.op(), { kinds: ['mandates.office_ended'], limit: 5 })).toHaveLength(1);
});

test('a term that is over gives no power, even before the register is asked again', async () => {
  const [power] = await powersOf('sara');
  t.faults.down('legal-persons');
  t.clock.set(`${power?.until}T20:29:59Z`);
  expect(await codeOf('sara', 'arvand')).toBe('usable');
  t.clock.advance({ seconds: 1 });
  expect(await codeOf('sara', 'arvand')).toBe('mandates.ended');
});

test('an officer who stands in the register no more has lost his office', async () => {
  await powersOf('omid');
  const officers = t.country.entity('pars').officers.filter(({ id }) => id !== people.omid.id);
  t.country.setValue(legalIdOf('pars'), { officers });
  expect(summary(await powersOf('omid'))).toEqual([['Pars Machine Tools', 'ended']]);
  expect((await powersOf('sara'))[1]?.of).toBe(2);
});

test('when a company is dissolved nobody acts for it any more', async () => {
  await powersOf('sara');
  t.country.dissolve(legalIdOf('arvand'), '2026-11-20');
  await refreshFromRegister(t.op(), legalIdOf('arvand'));
  expect(await codeOf('sara', 'arvand')).toBe('mandates.ended');
  const rows = await t.system.db.selectFrom('office').select(['end_reason', 'ended_at']).execute();
  expect(rows.filter(row => row.end_reason === 'dissolved')).toHaveLength(1);
});

test('a renewed term is the same office; an office given back is a new one', async () => {
  const [power] = await powersOf('sara');
  const [officer] = t.country.entity('arvand').officers as [Officer];
  const renewed = { ...officer, since: '2026-11-20', until: '2030-01-01', record: '24000/1' };
  t.country.setValue(legalIdOf('arvand'), { officers: [renewed] });
  const [again] = await powersOf('sara');
  expect(again).toMatchObject({ officeId: power?.officeId, until: '2030-01-01', record: '24000/1' });
  const next = { ...officer, since: '2030-01-02', until: '2034-01-01' };
  t.country.setValue(legalIdOf('arvand'), { officers: [next, renewed] });
  expect((await powersOf('sara'))[0]).toMatchObject({ officeId: power?.officeId, state: 'usable' });
  const ended: Officer = { ...renewed, ended: { on: '2026-11-21', reason: 'removed' } };
  t.country.setValue(legalIdOf('arvand'), { officers: [ended, { ...renewed, since: '2026-11-21' }] });
  const [third] = await powersOf('sara');
  expect(third).toMatchObject({ state: 'usable', since: '2026-11-21' });
  expect(third?.officeId).not.toBe(power?.officeId);
});

test('a register that is down changes nothing and stops nobody', async () => {
  const before = await powersOf('sara');
  t.faults.down('legal-persons');
  expect(await powersOf('sara')).toEqual(before);
  for (const how of ['garbage', 'another', 'oversized'] as const) {
    t.faults.mend();
    t.faults.wrong('legal-persons', how);
    expect(await powersOf('sara')).toEqual(before);
  }
});

test('many requests at once leave each office once', async () => {
  const ask = () => refreshFromRegister(t.op(), legalIdOf('pars'));
  await Promise.all([ask(), ask(), ask(), ask()]);
  expect(await t.system.db.selectFrom('office').select('id').execute()).toHaveLength(3);
});

test('a company that the register does not know is not kept', async () => {
  const nobody = `1010000001${legalCheckDigit('1010000001')}`;
  expect(await refreshFromRegister(t.op(), parseLegalId(nobody))).toBeUndefined();
});

test('names of officers cannot be read from the database', async () => {
  const [, joint] = await powersOf('sara');
  expect((await getEntity(t.op(), joint?.entity.id ?? '')).name.en).toBe('Pars Machine Tools');
  const rows = await t.system.db.selectFrom('office').selectAll().execute();
  const text = rows.map(row => row.sealed.toString('utf8') + JSON.stringify(row)).join();
  for (const { id, fa, en } of [people.sara, people.omid, people.laleh])
    for (const secret of [id, fa, en]) expect(text).not.toContain(secret);
});

test('an office that ended does not come back because a copy of the register lags behind', async () => {
  const khazar = legalIdOf('khazar');
  await powersOf('amir');
  t.country.endOffice(khazar, identifierOf('amir'), '2026-01-01', 'removed');
  await powersOf('amir');
  expect(await codeOf('amir', 'khazar')).toBe('mandates.ended');
  t.faults.wrong('legal-persons', 'outdated');
  await powersOf('amir');
  t.clock.advance({ days: 3 });
  expect((await refreshFromRegister(t.op(), khazar))?.status).toBe('active');
  expect(await codeOf('amir', 'khazar')).toBe('mandates.ended');
  // After a week it is no copy any more: the register has begun to count anew.
  t.clock.advance({ days: 5 });
  await refreshFromRegister(t.op(), khazar);
  expect(await codeOf('amir', 'khazar')).toBe('usable');
});
