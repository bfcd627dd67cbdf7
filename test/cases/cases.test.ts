import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listEventsAbout, record } from '../../src/audit/index.ts';
import {
  answerCase,
  dropCasesOf,
  getCase,
  getOwnCase,
  listCases,
  listQueue,
  type NewCase,
  openCase,
  takeBackCase,
} from '../../src/cases/index.ts';
import type { Fault } from '../../src/errors.ts';
import { parseLegalId } from '../../src/identifiers.ts';
import { listOutbox } from '../../src/messages/index.ts';
import { catalogue, fillProfile, readFields } from '../../src/profile/index.ts';
import { type ConsentRoom, codeOf, consentRoom } from '../consent/room.ts';
import { companies, people } from '../support/people.ts';

let room: ConsentRoom;
let entry: string;
const FIELD = 'entity.staff_count';
beforeAll(async () => {
  room = await consentRoom();
  const { t, entityIds } = room;
  for (const [key, id] of Object.entries(entityIds))
    await fillProfile(
      t.op(),
      { id, kind: 'entity', identifier: parseLegalId(companies[key as 'arvand' | 'pars'].id) },
      { timeoutMs: 15_000 },
    );
  entry = await record(t.op({ kind: 'client', clientId: 'tax', scopes: [] }), {
    kind: 'profile.released',
    personId: room.personIds.sara,
    subjectId: entityIds.arvand,
    clientId: 'tax',
    data: { purpose: 'x', basis: 'law', fields: [FIELD] },
  });
});
afterAll(() => room?.t.close());
beforeEach(async () => {
  room.t.clock.advance({ minutes: 1 });
});

type Who = Parameters<ConsentRoom['as']>[0];
const op = (who: Who) => room.t.op(room.as(who));
const open = (who: Who, more: Partial<NewCase> = {}) =>
  openCase(op(who), {
    kind: 'unrecognised',
    subjectId: room.personIds[who],
    about: { releaseId: entry },
    text: 'این را نمی‌شناسم',
    ...more,
  });
const dispute = (who: Who, subjectId = room.entityIds.arvand) =>
  open(who, { kind: 'dispute', subjectId, about: { fieldKey: FIELD }, text: 'ما پنجاه نفریم' });
const statusOf = async (subjectId: string) =>
  (await readFields(room.t.op(), subjectId, [FIELD]))[FIELD]?.status;
const staff = () => room.t.op({ kind: 'person', personId: room.personIds.navid });

test('she says that she does not recognise a release, and reads the answer', async () => {
  const { id, number, clientId, dueAt } = await open('sara');
  expect(clientId).toBe('tax');
  expect(dueAt.getTime() - room.t.clock.now().getTime()).toBe(3 * 86_400_000);
  expect((await listQueue(room.t.op(), { open: true, limit: 50 })).map(one => one.id)).toContain(id);
  expect(await getOwnCase(op('sara'), id)).toMatchObject({ text: 'این را نمی‌شناسم', state: 'open' });
  await answerCase(staff(), id, { outcome: 'explained', text: 'حسابدار شما بود.' });
  expect(await getOwnCase(op('sara'), id)).toMatchObject({ answer: 'حسابدار شما بود.', state: 'answered' });
  const [message] = await listOutbox(room.t.op(), 1);
  expect(message?.text).toContain(number);
  expect(message?.text).not.toContain('حسابدار');
});

test('about the same entry there is one open case, also when two tabs ask at once', async () => {
  const both = await Promise.all([open('sara'), open('sara'), open('sara')]);
  expect(new Set(both.map(({ id }) => id)).size).toBe(1);
  await takeBackCase(op('sara'), both[0]?.id ?? '');
  await takeBackCase(op('sara'), both[0]?.id ?? '');
  expect((await open('sara')).id).not.toBe(both[0]?.id);
});

test('nobody opens a case about an entry, a company or a field that is not his to ask about', async () => {
  for (const who of ['omid', 'navid'] as const) expect(await codeOf(open(who))).toBe('cases.not_found');
  for (const releaseId of ['x', "' or 1=1", '00000000-0000-4000-8000-000000000000', ''])
    expect(await codeOf(open('sara', { about: { releaseId } }))).toBe('cases.not_found');
  expect(await codeOf(dispute('navid'))).toBe('cases.not_found');
  const other = { kind: 'dispute' as const, subjectId: room.entityIds.arvand };
  expect(await codeOf(open('sara', { ...other, about: { fieldKey: 'person.birth_date' } }))).toBe(
    'profile.unknown_field',
  );
  expect(await codeOf(open('sara', { ...other, about: { fieldKey: 'entity.website' } }))).toBe(
    'cases.not_disputable',
  );
});

test('another’s case is not there: not to read, not to take back', async () => {
  const { id } = await open('sara');
  expect(await codeOf(getOwnCase(op('omid'), id))).toBe('cases.not_found');
  expect(await codeOf(takeBackCase(op('omid'), id))).toBe('cases.not_found');
  expect(await codeOf(getOwnCase(op('sara'), 'x'))).toBe('cases.not_found');
  expect((await getCase(room.t.op(), id)).state).toBe('open');
  expect(await listCases(op('omid'), { personId: room.personIds.omid })).toEqual([]);
});

test('a disputed value says so wherever it goes, until the custodian has answered; then the register is asked anew', async () => {
  const { arvand } = room.entityIds;
  const { id, registry } = await dispute('sara');
  expect(registry).toBe('welfare');
  expect(await statusOf(arvand)).toBe('disputed');
  room.t.country.setValue(parseLegalId(companies.arvand.id), { staff: 50 });
  await answerCase(staff(), id, { outcome: 'corrected', text: 'اصلاح شد.' });
  const now = (await readFields(room.t.op(), arvand, [FIELD]))[FIELD];
  expect([now?.status, now?.value, now?.stale]).toEqual(['present', 50, false]);
  room.t.country.restore();
});

test('the register stands by its value: the mark goes, the value stays; and so when she takes it back', async () => {
  const { arvand } = room.entityIds;
  const upheld = await dispute('sara');
  await answerCase(staff(), upheld.id, { outcome: 'upheld', text: 'همین درست است.' });
  expect(await statusOf(arvand)).toBe('present');
  const { id } = await dispute('sara');
  expect(await statusOf(arvand)).toBe('disputed');
  await takeBackCase(op('sara'), id);
  expect(await statusOf(arvand)).toBe('present');
});

test('two who sign for one company dispute one field once', async () => {
  const first = await dispute('sara', room.entityIds.pars);
  expect(await codeOf(dispute('omid', room.entityIds.pars))).toBe('cases.disputed_already');
  expect((await dispute('sara', room.entityIds.pars)).id).toBe(first.id);
  await takeBackCase(op('sara'), first.id);
});

test('nobody answers his own case, answers twice, or answers with an outcome that does not fit', async () => {
  const { id } = await open('sara');
  const answer = { outcome: 'explained', text: 'بررسی شد.' };
  expect(await codeOf(answerCase(op('sara'), id, answer))).toBe('cases.own');
  expect(await codeOf(answerCase(staff(), id, { ...answer, outcome: 'upheld' }))).toBe(
    'cases.outcome_needed',
  );
  expect(await codeOf(answerCase(staff(), id, { ...answer, text: ' \n ' }))).toBe('cases.answer_needed');
  const both = await Promise.all([1, 2].map(() => codeOf(answerCase(staff(), id, answer))));
  expect(both.sort()).toEqual(['cases.answered', 'done']);
});

test('what she wrote is kept to her key: sealed, and of at most two thousand signs', async () => {
  expect(
    await codeOf(open('sara', { kind: 'complaint', about: {}, text: ' \u0000\u200b '.slice(0, 2) })),
  ).toBe('cases.text_needed');
  expect(await codeOf(open('sara', { kind: 'complaint', about: {}, text: 'x'.repeat(2001) }))).toBe(
    'cases.text_long',
  );
  await open('sara', { kind: 'complaint', about: { systemNumber: 7 }, text: `نام من ${people.sara.fa} است` });
  const rows = await room.t.system.db.selectFrom('citizen_case').selectAll().execute();
  expect(JSON.stringify(rows.map(row => row.sealed.toString('utf8')))).not.toContain(people.sara.fa);
  const events = await listEventsAbout(room.t.op(), {
    kinds: ['cases.opened'],
    limit: 50,
    personId: room.personIds.sara,
  });
  expect(JSON.stringify(events)).not.toContain(people.sara.fa);
});

test('with a closed account its open cases end, and its marks go', async () => {
  await dispute('sara');
  await dropCasesOf(room.t.op(), room.personIds.sara);
  expect(await statusOf(room.entityIds.arvand)).toBe('present');
  const left = await listCases(op('sara'), { personId: room.personIds.sara });
  expect(left.filter(({ state }) => state === 'open')).toEqual([]);
});

test('of many that she opens at the same moment no more stay open than she may have', async () => {
  const keys = catalogue.filter(({ key }) => key.startsWith('entity.')).slice(0, 60);
  const tries = await Promise.allSettled(
    keys.map(({ key }) =>
      open('omid', { kind: 'dispute', subjectId: room.entityIds.pars, about: { fieldKey: key } }),
    ),
  );
  const refused = tries.filter(one => one.status === 'rejected').map(one => (one.reason as Fault).code);
  expect(refused).toContain('cases.too_many');
  const all = await listCases(op('omid'), { personId: room.personIds.omid });
  expect(all.filter(one => one.state === 'open')).toHaveLength(20);
});
