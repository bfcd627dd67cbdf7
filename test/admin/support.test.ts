import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveRole } from '../../src/admin/index.ts';
import { listEventsAbout, record } from '../../src/audit/index.ts';
import { endView, listViews, offerView, openView, sweepViews } from '../../src/support/view.ts';
import { people } from '../support/people.ts';
import { type Administration, administration } from './administration.ts';

let admin: Administration;
let helper: string;
beforeAll(async () => {
  admin = await administration();
  helper = admin.who.kaveh;
  await giveRole(admin.it.op(), helper, 'support');
});
afterAll(() => admin.close());

const op = () => admin.it.op({ kind: 'person', personId: admin.who.sara });
const offer = (...parts: string[]) => offerView(op(), admin.who.sara, parts);
const type = (code: string, who = helper) =>
  admin.as(who).post('/admin/support?lang=en').type('form').send({ code });

test('with her code the support sees what she chose, and neither name nor value; both stand on her record', async () => {
  await record(op(), { kind: 'identity.password_changed', subjectId: admin.who.sara });
  const code = await offer('account', 'record');
  expect(code).toMatch(/^\d{8}$/);
  const opened = await type(` ${code.slice(0, 4)}-${code.slice(4)}`);
  expect(opened.status).toBe(303);
  const page = await admin.as(helper).get(`${opened.headers.location}?lang=en`);
  expect(page.status).toBe(200);
  expect(page.text).toContain('State of the account');
  expect(page.text).toContain('The support looked');
  expect(page.text).not.toContain('id="permissions"');
  for (const hidden of [people.sara.en, people.sara.fa, people.sara.id, '0912'])
    expect(page.text).not.toContain(hidden);
  const kinds = (await listEventsAbout(op(), { subjectIds: [admin.who.sara], limit: 9 })).map(
    event => event.kind,
  );
  expect(kinds).toEqual(expect.arrayContaining(['support.code_made', 'support.view_opened']));
});

test('a code opens once, not her own staff account, not after ten minutes, not after a newer one was made', async () => {
  const once = await offer('record');
  expect((await type(once)).status).toBe(303);
  expect((await type(once)).status).toBe(400);
  const late = await offer('record');
  admin.it.clock.advance({ minutes: 11 });
  expect((await type(late)).status).toBe(400);
  const former = await offer('record');
  await offer('record');
  expect((await type(former)).status).toBe(400);
  // Two that are made at the same moment: the later one ends the other.
  const both = await Promise.all([offer('record'), offer('record')]);
  const opened = [];
  for (const code of both) opened.push((await type(code)).status);
  expect(opened.sort()).toEqual([303, 400]);
  const own = await offerView(op(), helper, ['record']);
  await expect(openView(op(), helper, own)).rejects.toMatchObject({ code: 'support.code_wrong' });
});

test('a code that was used may be drawn again one day, and opens only what it was drawn for then', async () => {
  const { db } = admin.it.system;
  const { sara } = admin.who;
  admin.it.clock.advance({ minutes: 61 });
  const code = await offer('account');
  const [{ code_hash: hash } = { code_hash: null }] = await db
    .selectFrom('support_view')
    .select('code_hash')
    .where('id', '=', (await listViews(op(), sara))[0]?.id ?? '')
    .execute();
  const first = await type(code);
  await offer('record');
  const id = (await listViews(op(), sara)).find(({ state }) => state === 'waits')?.id ?? '';
  await db.updateTable('support_view').set({ code_hash: hash }).where('id', '=', id).execute();
  const second = await type(code);
  expect([first.status, second.status]).toEqual([303, 303]);
  expect(second.headers.location).toContain(id);
});

test('she ends it at any moment, and after half an hour it ends by itself', async () => {
  const { sara } = admin.who;
  for (const end of [
    async () => endView(op(), sara, (await listViews(op(), sara))[0]?.id ?? ''),
    async () => admin.it.clock.advance({ minutes: 31 }),
  ]) {
    admin.it.clock.advance({ minutes: 61 });
    const opened = await type(await offer('account'));
    expect((await admin.as(helper).get(String(opened.headers.location))).status).toBe(200);
    await end();
    expect((await admin.as(helper).get(String(opened.headers.location))).status).toBe(410);
  }
});

test('what one member of the support opened is not there for another, and administrators open nothing', async () => {
  admin.it.clock.advance({ minutes: 61 });
  const opened = await type(await offer('account'));
  await giveRole(admin.it.op(), admin.who.farhad, 'support');
  expect((await admin.as(admin.who.farhad).get(String(opened.headers.location))).status).toBe(404);
  expect((await type('00000000', admin.who.shirin)).status).toBe(403);
  expect((await type('00000000', admin.who.sara)).status).toBe(403);
});

test('the support opens nothing else of the administration', async () => {
  const home = await admin.as(helper).get('/admin');
  expect([home.status, home.headers.location]).toEqual([303, '/admin/support']);
  for (const path of ['/admin/clients', '/admin/lookup', '/admin/figures', '/admin/cases'])
    expect((await admin.as(helper).get(path)).status, path).toBe(403);
});

test('who guesses codes soon waits', async () => {
  admin.it.clock.advance({ minutes: 120 });
  const statuses: number[] = [];
  for (let guess = 0; guess < 8; guess++) statuses.push((await type('12345678')).status);
  expect(statuses).toContain(429);
  expect((await type(await offer('account'))).status).toBe(429);
});

test('nothing chosen makes no code', async () => {
  await expect(offer('everything')).rejects.toMatchObject({ code: 'support.nothing_shown' });
});

test('what was shown leaves her page after ninety days; the record keeps who looked', async () => {
  admin.it.clock.advance({ minutes: 120 });
  await type(await offer('account'));
  const looks = async () =>
    (await listEventsAbout(op(), { kinds: ['support.view_opened'], limit: 50 })).length;
  const before = await looks();
  admin.it.clock.advance({ days: 89 });
  await sweepViews(op());
  expect((await listViews(op(), admin.who.sara)).length).toBeGreaterThan(0);
  admin.it.clock.advance({ days: 2 });
  await sweepViews(op());
  expect(await listViews(op(), admin.who.sara)).toEqual([]);
  expect(await looks()).toBe(before);
});
