/** Navid, officer of a counter, helps Sara with one procedure: never without her code, never more than that, never unseen. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import { findActivePurpose, seedClient } from '../../src/clients/index.ts';
import {
  accreditOfficer,
  approveOfficer,
  askVisit,
  confirmVisit,
  endCountersOf,
  endOfficer,
  endVisit,
  endVisitsOf,
  getVisit,
  listProcedures,
  officerOnRecord,
  seeVisit,
  sweepVisits,
} from '../../src/counters/index.ts';
import { findEntityByLegalId } from '../../src/entities/index.ts';
import { type Mobile, parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import { importPerson, recordPersonState } from '../../src/identity/index.ts';
import { onPowerEnded, refreshFromRegister } from '../../src/mandates/index.ts';
import { listOutbox } from '../../src/messages/index.ts';
import { codeOf } from '../approvals/room.ts';
import { client, purpose } from '../oidc/support.ts';
import { companies, people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
const ids: Record<string, string> = {};
const accreditations: Record<string, string> = {};
const keys = ['sara', 'omid', 'laleh', 'navid', 'shirin', 'farhad', 'behrouz', 'parisa'] as const;
type Who = (typeof keys)[number];
const arvand = parseLegalId(companies.arvand.id);
const idOf = (who: string) => ids[who] ?? '';
const as = (who: Who) => t.op({ kind: 'person', personId: idOf(who) });
const numberOf = (who: Who) => `+9891299100${String(keys.indexOf(who)).padStart(2, '0')}`;

beforeAll(async () => {
  t = await testSystem({ config: { demo: true } });
  for (const key of keys) {
    const { id, fa, en } = people[key];
    const person = await importPerson(t.op(), {
      identifier: parsePersonId(id),
      name: { fa, en },
      birthDate: key === 'parisa' ? '2020-01-01' : '1980-01-01',
      mobile: numberOf(key) as Mobile,
      secret: '$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA',
    });
    ids[key] = person.id;
  }
  await recordPersonState(t.op(), idOf('behrouz'), 'deceased');
  await refreshFromRegister(t.op(), arvand);
  await refreshFromRegister(t.op(), parseLegalId(companies.pars.id));
  onPowerEnded(t.system, (op, { entityId, personIds }) =>
    endVisitsOf(op, { personIds, subjectId: entityId }, 'power_ended'),
  );
  await seedClient(
    t.op(),
    client('counter-tax', {
      purposes: [
        purpose(),
        purpose({ key: 'strong', level: 3 }),
        purpose({ key: 'own', subjects: ['self'], fields: ['person.birth_date'] }),
      ],
    }),
  );
  await seedClient(t.op(), client('other-tax'));
  for (const who of ['navid', 'laleh'] as const) accreditations[who] = await accredit(who);
});
afterAll(() => t?.close());
afterEach(() => t.clock.advance({ hours: 6 }));

async function accredit(who: Who, days = 300): Promise<string> {
  const until = new Date(t.clock.now().getTime() + days * 86_400_000);
  const wish = { nationalId: people[who].id, counter: 'پیشخوان میدان', clientId: 'counter-tax', until };
  const id = await accreditOfficer(as('shirin'), wish);
  await approveOfficer(as('farhad'), id);
  return id;
}
const purposeId = async (key = 'vat-registration', clientId = 'counter-tax') =>
  (await findActivePurpose(t.op(), clientId, key))?.id ?? '';
const ask = async (who: Who | { id: string }, more: { legalId?: string; key?: string; by?: Who } = {}) => {
  const by = more.by ?? 'navid';
  return askVisit(as(by), idOf(by), {
    nationalId: typeof who === 'string' ? people[who].id : who.id,
    legalId: more.legalId ?? '',
    purposeId: await purposeId(more.key),
  });
};
const sentTo = async (who: Who) =>
  (await listOutbox(t.op(), 500)).filter(({ to }) => to === numberOf(who)).map(({ text }) => text);
const code = async (who: Who) =>
  /: (\d{6})$/m.exec((await sentTo(who)).find(text => /\d{6}$/m.test(text)) ?? '')?.[1] ?? '';
const confirm = (id: string, typed: string, by: Who = 'navid') => confirmVisit(as(by), idOf(by), id, typed);
const see = (id: string, by: Who = 'navid') => seeVisit(as(by), idOf(by), id);
async function visit(more: { legalId?: string } = {}): Promise<string> {
  const id = await ask('sara', more);
  await confirm(id, await code('sara'));
  return id;
}
const wrong = (right: string) => String((Number(right) + 1) % 1_000_000).padStart(6, '0');

test('with her code he sees the fields of the one procedure, both are on the record, and she hears of the end', async () => {
  const id = await ask('sara');
  const [text] = await sentTo('sara');
  expect(text).toContain('پیشخوان میدان');
  expect(text).toContain('ثبت‌نام مالیات بر ارزش افزوده');
  expect(await codeOf(see(id))).toBe('counters.visit_ended');
  await confirm(id, await code('sara'));
  const seen = await see(id);
  expect(Object.keys(seen.values)).toEqual(['person.birth_date']);
  const events = await listEventsAbout(t.op(), {
    subjectIds: [idOf('sara')],
    clientId: 'counter-tax',
    limit: 20,
  });
  const released = events.find(event => event.kind === 'profile.released');
  expect(released?.personId).toBe(idOf('sara'));
  expect(released?.data).toMatchObject({ officer: idOf('navid'), visit: id, fields: ['person.birth_date'] });
  expect(await officerOnRecord(t.op(), String(released?.data.counter))).toEqual({
    name: people.navid.fa,
    counter: 'پیشخوان میدان',
  });
  await endVisit(as('navid'), idOf('navid'), id);
  expect(await codeOf(see(id))).toBe('counters.visit_ended');
  const told = (await sentTo('sara')).filter(text => text.includes('پایان یافت'));
  expect(told).toHaveLength(1);
  await endVisit(as('navid'), idOf('navid'), id);
  expect((await sentTo('sara')).filter(text => text.includes('پایان یافت'))).toHaveLength(1);
});

test('for a company only where she signs alone: else nothing reaches anybody, and the answer is the same', async () => {
  const id = await visit({ legalId: companies.arvand.id });
  const seen = await see(id);
  expect(Object.keys(seen.values)).toContain('entity.legal_name');
  expect(seen.subjectId).toBe((await findEntityByLegalId(t.op(), arvand))?.id);
  const before = (await sentTo('omid')).length;
  const joint = await ask('omid', { legalId: companies.pars.id });
  const foreign = await ask('omid', { legalId: companies.arvand.id });
  expect((await getVisit(as('navid'), idOf('navid'), joint)).state).toBe('waits');
  expect((await getVisit(as('navid'), idOf('navid'), foreign)).state).toBe('waits');
  expect((await listOutbox(t.op(), 500)).filter(({ to }) => to === numberOf('omid'))).toHaveLength(before);
  expect(await codeOf(confirm(joint, '000000'))).toBe('factors.code_wrong');
});

test('a guessed code: after five guesses even the right one opens nothing', async () => {
  const id = await ask('sara');
  const right = await code('sara');
  for (let guess = 0; guess < 5; guess++)
    expect(await codeOf(confirm(id, wrong(right)))).toBe('factors.code_wrong');
  expect(await codeOf(confirm(id, right))).toBe('factors.code_wrong');
  expect((await getVisit(as('navid'), idOf('navid'), id)).state).toBe('waits');
});

test('asking again and again for one person makes everybody wait', async () => {
  for (let at = 0; at < 3; at++) await ask('omid');
  expect(await codeOf(ask('omid'))).toBe('counters.wait');
  expect(await codeOf(ask('omid', { by: 'laleh' }))).toBe('counters.wait');
});

test('a code of another visit opens nothing', async () => {
  const first = await ask('sara');
  const right = await code('sara');
  t.clock.advance({ minutes: 2 });
  const second = await ask('sara', { key: 'own' });
  const other = await code('sara');
  if (right !== other) expect(await codeOf(confirm(second, right))).toBe('factors.code_wrong');
  expect(await codeOf(confirm(first, other === right ? wrong(right) : other))).toBe('factors.code_wrong');
});

test('a visit of another officer is not there', async () => {
  const id = await visit();
  const tries = [
    () => see(id, 'laleh'),
    () => getVisit(as('laleh'), idOf('laleh'), id),
    () => confirm(id, '000000', 'laleh'),
    () => endVisit(as('laleh'), idOf('laleh'), id),
    () => getVisit(as('sara'), idOf('sara'), id),
    () => getVisit(as('navid'), idOf('navid'), 'no-such-id'),
  ];
  for (const work of tries) expect(await codeOf(work())).toBe('counters.not_found');
  await see(id);
});

test('after thirty minutes nothing is shown, and she is told', async () => {
  await sweepVisits(t.op());
  const id = await visit();
  t.clock.advance({ minutes: 29 });
  await see(id);
  t.clock.advance({ minutes: 1 });
  expect(await codeOf(see(id))).toBe('counters.visit_ended');
  const before = (await sentTo('sara')).length;
  await sweepVisits(t.op());
  expect((await sentTo('sara')).length).toBe(before + 1);
});

test('another client, another purpose and one of level 3 are not his to choose', async () => {
  const choices = (await listProcedures(t.op(), idOf('navid'))).map(({ purpose: { key } }) => key);
  expect(choices.sort()).toEqual(['own', 'vat-registration']);
  const wish = { nationalId: people.sara.id, legalId: '' };
  for (const id of [await purposeId(undefined, 'other-tax'), await purposeId('strong'), 'x'])
    expect(await codeOf(askVisit(as('navid'), idOf('navid'), { ...wish, purposeId: id }))).toBe(
      'counters.procedure',
    );
  expect(await codeOf(ask('sara', { key: 'own', legalId: companies.arvand.id }))).toBe('counters.subject');
});

test('an officer does not help himself', async () => {
  expect(await codeOf(ask('navid'))).toBe('counters.yourself');
});

test('an accreditation that ends takes the running visit with it, and waiting ones', async () => {
  const id = await visit();
  t.clock.advance({ minutes: 2 });
  const waiting = await ask('sara', { key: 'own' });
  const right = await code('sara');
  await endOfficer(as('shirin'), accreditations.navid ?? '');
  expect(await codeOf(see(id))).toBe('counters.visit_ended');
  expect(await codeOf(confirm(waiting, right))).toBe('counters.visit_ended');
  expect(await codeOf(ask('sara'))).toBe('counters.procedure');
  accreditations.navid = await accredit('navid');
  expect(await codeOf(see(id)), 'a new one wakes nothing').toBe('counters.visit_ended');
});

test('who has no account, is dead or a minor is answered the same, and no code leaves', async () => {
  const before = (await listOutbox(t.op(), 500)).length;
  const states: unknown[] = [];
  for (const who of [{ id: people.golnaz.id }, 'behrouz', 'parisa'] as const) {
    const id = await ask(who);
    const { state, until } = await getVisit(as('navid'), idOf('navid'), id);
    states.push([state, until.getTime() - t.clock.now().getTime(), await codeOf(confirm(id, '123456'))]);
  }
  const id = await ask('omid');
  const { state, until } = await getVisit(as('navid'), idOf('navid'), id);
  const right = await code('omid');
  const known = [state, until.getTime() - t.clock.now().getTime(), await codeOf(confirm(id, wrong(right)))];
  expect(states).toEqual([known, known, known]);
  const waiting = await t.system.db.selectFrom('message').select('state').execute();
  expect(waiting.filter(({ state }) => state === 'to_nobody').length).toBeGreaterThanOrEqual(3);
  expect((await listOutbox(t.op(), 500)).length).toBeGreaterThan(before);
});

test('nobody accredits alone, or himself, or twice, and what waits for approval is nothing', async () => {
  const until = new Date(t.clock.now().getTime() + 86_400_000);
  const wish = { nationalId: people.farhad.id, counter: 'پیشخوان شمال', clientId: 'counter-tax', until };
  const id = await accreditOfficer(as('shirin'), wish);
  expect(await listProcedures(t.op(), idOf('farhad'))).toEqual([]);
  expect(await codeOf(approveOfficer(as('shirin'), id))).toBe('counters.own_request');
  expect(await codeOf(approveOfficer(as('farhad'), id))).toBe('counters.own_request');
  await approveOfficer(as('omid'), id);
  expect(await codeOf(approveOfficer(as('omid'), id))).toBe('counters.decided');
  expect(await listProcedures(t.op(), idOf('farhad'))).not.toEqual([]);
  t.clock.advance({ days: 1 });
  expect(await listProcedures(t.op(), idOf('farhad'))).toEqual([]);
  expect(await codeOf(accreditOfficer(as('shirin'), { ...wish, until }))).toBe('counters.until');
  expect(await codeOf(accreditOfficer(as('shirin'), { ...wish, nationalId: people.golnaz.id }))).toBe(
    'counters.officer',
  );
});

test('her account that stops mid-visit ends it, and so does the end of her office', async () => {
  const own = await visit();
  await recordPersonState(t.op(), idOf('sara'), 'suspended');
  expect(await codeOf(see(own))).toBe('counters.visit_ended');
  await recordPersonState(t.op(), idOf('sara'), 'active');
  expect(await codeOf(see(own)), 'and it stays ended').toBe('counters.visit_ended');
  t.clock.advance({ minutes: 20 });
  const forCompany = await visit({ legalId: companies.arvand.id });
  await see(forCompany);
  const today = t.clock.now().toISOString().slice(0, 10);
  t.country.endOffice(arvand, parsePersonId(people.sara.id), today, 'removed');
  await refreshFromRegister(t.op(), arvand);
  const row = await t.system.db
    .selectFrom('counter_visit')
    .select('end_reason')
    .where('id', '=', forCompany)
    .executeTakeFirstOrThrow();
  expect(row.end_reason).toBe('power_ended');
  expect(await codeOf(see(forCompany))).toBe('counters.visit_ended');
});

test('whose account is closed is helped no more, and helps nobody', async () => {
  const id = await ask('omid');
  await confirm(id, await code('omid'));
  await endCountersOf(t.op(), idOf('omid'));
  expect(await codeOf(see(id))).toBe('counters.visit_ended');
  await endCountersOf(t.op(), idOf('laleh'));
  expect(await listProcedures(t.op(), idOf('laleh'))).toEqual([]);
});
