import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveRole, staffRoleOf } from '../../src/admin/index.ts';
import { sealRecord, verifyRecord } from '../../src/audit/index.ts';
import { listCases } from '../../src/cases/index.ts';
import { listConsents } from '../../src/consent/index.ts';
import { parsePersonId } from '../../src/identifiers.ts';
import { findPerson, findPersonByIdentifier } from '../../src/identity/index.ts';
import { holdings } from '../../src/me/index.ts';
import { declareValue, readFields } from '../../src/profile/index.ts';
import { closeDueAccounts } from '../../src/rights/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser, type WebPage } from '../support/browser.ts';
import { companies, password, people } from '../support/people.ts';
import { openAs, signInAt, walk } from '../support/stories.ts';

let app: TestApp;
let sara: Browser;
let saraId: string;
let omidId: string;
const EVIL = '<script>alert(1)</script>';
const FIELD = 'person.email';
const idOf = async (identifier: string) =>
  (await findPersonByIdentifier(app.op(), parsePersonId(identifier)))?.id ?? '';
beforeAll(async () => {
  app = await testApp();
  saraId = await idOf(people.sara.id);
  omidId = await idOf(people.omid.id);
  sara = new Browser();
  const asSara = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' as const };
  await signInAt(await app.party(), sara, asSara, {
    scope: 'openid profile business_profile offline_access',
    prompt: 'consent',
  });
});
afterAll(() => app?.close());

const open = (browser: Browser, path: string) => browser.open(`${app.url}${path}`);
const complain = async (browser: Browser, text: string): Promise<WebPage> => {
  const form = await open(browser, '/me/cases/new?kind=complaint');
  return form.submit({ text }, { form: form.find('form[action="/me/cases"]') });
};

test('what she writes is shown as she wrote it, to her and to staff, and runs nowhere', async () => {
  const page = await complain(sara, `${EVIL}\nدو خط`);
  expect(page.status).toBe(200);
  const { browser: staff } = await openAs(app, people.shirin.id, '/admin/cases');
  const queue = await open(staff, '/admin/cases');
  const address = queue.find('a[href^="/admin/cases/"]').getAttribute('href') ?? '';
  const seen = await open(staff, address);
  for (const one of [page, seen]) {
    expect(one.all('main script')).toEqual([]);
    expect(one.text).toContain('alert(1)');
  }
  const answered = await seen.submit(
    { outcome: 'explained', text: EVIL },
    { form: seen.form('outcome', 'text') },
  );
  expect(answered.status).toBe(200);
  const answer = await open(sara, page.url.pathname);
  expect(answer.text).toContain('پاسخ');
  expect(answer.all('main script')).toEqual([]);
});

test('an auditor sees the queue and answers nothing', async () => {
  const page = await complain(sara, 'پرسشی دیگر');
  const id = page.url.pathname.split('/').at(-1);
  await giveRole(app.op(), await idOf(people.navid.id), 'auditor');
  const { browser } = await openAs(app, people.navid.id, '/admin/cases');
  const seen = await open(browser, `/admin/cases/${id}`);
  expect([seen.status, seen.all('form[action$="/answer"]').length]).toEqual([200, 0]);
  const body = new URLSearchParams({ outcome: 'explained', text: 'x' });
  const refused = await browser.open(
    `${app.url}/admin/cases/${id}/answer`,
    { method: 'POST', body },
    new URL(app.url),
  );
  expect(refused.status).toBe(403);
});

test('a value that is wrong leads from her page to the custodian of the register, and is marked meanwhile', async () => {
  const page = await open(sara, `/me/rights?of=${companies.arvand.id}`);
  const link = page.find('a[href*="field=entity.legal_name"]').getAttribute('href') ?? '';
  const form = await open(sara, link);
  expect(form.text).toContain('نادرست');
  const opened = await form.submit(
    { text: 'نام ما عوض شده است' },
    { form: form.find('form[action="/me/cases"]') },
  );
  expect(opened.text).toContain('در حال رسیدگی');
  const after = await open(sara, `/me/rights?of=${companies.arvand.id}`);
  expect(after.all('a[href*="field=entity.legal_name"]')).toEqual([]);
  expect((await open(sara, '/me/rights?of=99900000099')).status).toBe(404);
});

test('what she said herself she deletes, and nothing else', async () => {
  await declareValue(app.op({ kind: 'person', personId: saraId }), saraId, FIELD, 'sara@example.ir');
  const page = await open(sara, '/me/rights');
  const form = page.all('form[action="/me/rights/deletion"]').find(one => one.innerHTML.includes(FIELD));
  const done = await page.submit({}, form ? { form } : {});
  expect(done.text).toContain('پاک شد');
  expect((await readFields(app.op(), saraId, [FIELD]))[FIELD]?.status).toBe('absent');
  for (const [of, field, status] of [
    ['self', 'person.birth_date', 403],
    ['self', 'no.such_field', 404],
    [companies.pars.id, 'entity.website', 404],
    ['99900000010000', 'entity.website', 404],
  ] as const) {
    const body = new URLSearchParams({ of, field });
    const refused = await sara.open(
      `${app.url}/me/rights/deletion`,
      { method: 'POST', body },
      new URL(app.url),
    );
    expect([of, field, refused.status]).toEqual([of, field, status]);
  }
});

test('the export holds every section that the house law names, as a file and as a page', async () => {
  const file = await open(sara, '/me/export.json');
  const everything = JSON.parse(file.text) as Record<string, unknown>;
  const sections = Object.values(holdings).flatMap(holding =>
    'section' in holding ? [holding.section] : [],
  );
  for (const section of sections) expect(everything, section).toHaveProperty(section);
  for (const section of ['cases', 'receipts', 'grants', 'consents', 'sessions', 'messages', 'record'])
    expect((everything[section] as unknown[]).length, section).toBeGreaterThan(0);
  expect(file.text).toContain('دو خط');
  for (const id of [saraId, omidId]) expect(file.text).not.toContain(id);
  const page = await open(sara, '/me/export');
  expect(page.status).toBe(200);
  expect(page.text).toContain(people.sara.fa);
  expect(page.all('main script')).toEqual([]);
  const said = page.find('main').textContent;
  for (const coded of [
    /[0-9a-f]{8}-[0-9a-f]{4}-/,
    /identifier_kind|national_id|\bactive\b|matched|\bsms\b/,
    /[12]\d{3}-\d\d-\d\d/,
  ])
    expect(said.replaceAll(/(?<=رسید\s*)[0-9a-f-]{36}/g, ''), 'words, not the codes of the file').not.toMatch(
      coded,
    );
  expect(said).toContain('۹۹۹۰۰۰۰۰۱۸');
  expect(page.find('a[href="/me/record"]')).toBeTruthy();
});

test('closing asks for a fresh sign-in and for a yes, waits, and can be taken back', async () => {
  app.travel({ minutes: 30 });
  const { response } = await sara.open(`${app.url}/me/rights/closing`, { follow: false });
  expect([response.status, response.headers.get('location')?.split('?')[0]]).toEqual([303, '/sign-in']);
  const posted = await sara.open(
    `${app.url}/me/rights/closing`,
    { method: 'POST', body: new URLSearchParams({ sure: 'yes' }), follow: false },
    new URL(app.url),
  );
  expect(posted.status).toBe(303);
  expect((await open(sara, '/me/rights')).text).not.toContain('بسته می‌شود');

  const omid = await askToClose(people.omid.id);
  expect(omid.text).toContain('حساب شما بسته می‌شود');
  const back = await omid.submit({}, { form: omid.find('form[action="/me/rights/staying"]') });
  expect(back.text).not.toContain('حساب شما بسته می‌شود');
  app.travel({ days: 8 });
  expect(await closeDueAccounts(app.op())).toBe(0);
  expect((await findPerson(app.op(), omidId))?.state).toBe('active');
});

/** Omid has one factor in the demo besides the password, as everybody: the code by text message. */
async function askToClose(id: string): Promise<WebPage> {
  const { browser, page } = await openAs(app, id, '/me/rights/closing');
  const first =
    page.fields.includes('send') || page.fields.includes('code') ? await secondFactor(page) : page;
  const sure =
    first.all('button[name="sure"]').length > 0 ? first : await browser.open(`${app.url}/me/rights/closing`);
  return sure.submit({ sure: 'yes' });
}

async function secondFactor(page: WebPage): Promise<WebPage> {
  const { askForText, codeSent } = await import('../oidc/proofs.ts');
  const asked = await askForText(page);
  return asked.submit({ code: await codeSent({ system: app.system, op: () => app.op() }) });
}

test('after the wait nobody signs in with it, nothing of it is readable, and the record still verifies', async () => {
  await askToClose(people.laleh.id);
  const lalehId = await idOf(people.laleh.id);
  await app.system.db.updateTable('person').set({ state: 'suspended' }).where('id', '=', lalehId).execute();
  await giveRole(app.op(), lalehId, 'auditor');
  app.travel({ days: 8 });
  expect(await closeDueAccounts(app.op())).toBe(0);
  app.travel({ days: 1 });
  await app.system.db.updateTable('person').set({ state: 'active' }).where('id', '=', lalehId).execute();
  const both = await Promise.all([closeDueAccounts(app.op()), closeDueAccounts(app.op())]);
  expect(both.sort()).toEqual([0, 1]);
  expect(await staffRoleOf(app.op(), lalehId)).toBeUndefined();

  const party = await app.party();
  const { page } = await party.open(new Browser());
  const refused = await walk(page, { id: people.laleh.id, password });
  const unknown = await walk((await party.open(new Browser())).page, {
    id: people.parisa.id,
    password: 'x'.repeat(12),
  });
  const said = (one: WebPage) => [one.status, one.all('[role="alert"]').map(found => found.textContent)];
  expect(said(refused.end)).toEqual(said(unknown.end));
  expect(await findPerson(app.op(), lalehId)).toBeUndefined();
  expect(await findPersonByIdentifier(app.op(), parsePersonId(people.laleh.id))).toBeUndefined();
  const { db } = app.system;
  for (const table of ['passkey', 'totp', 'recovery_code', 'credential'] as const)
    expect(await db.selectFrom(table).select('person_id').where('person_id', '=', lalehId).execute()).toEqual(
      [],
    );
  expect(
    await db.selectFrom('profile').select('version').where('subject_id', '=', lalehId).execute(),
  ).toEqual([]);
  expect((await listConsents(app.op(), { personId: lalehId })).filter(one => one.endedAt === null)).toEqual(
    [],
  );
  expect((await listCases(app.op(), { personId: lalehId })).filter(one => one.state === 'open')).toEqual([]);
  await sealRecord(app.op());
  expect((await verifyRecord(app.op())).ok).toBe(true);
});
