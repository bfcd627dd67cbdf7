import { afterAll, beforeAll, expect, test } from 'vitest';
import { findEvent, verifyRecord } from '../../src/audit/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser, type WebPage } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import { openAs, signInAt, signInAtSystem, walk } from '../support/stories.ts';

let app: TestApp;
const sara = new Browser();
const asSara = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' as const };
let me: WebPage;
beforeAll(async () => {
  app = await testApp({ systems: true });
  await signInAtSystem(app.tax, sara, asSara);
  await signInAtSystem(app.customs, sara, asSara);
});
afterAll(() => app?.close());

test('her own page needs no second sign-in, and shows sessions, powers, consents and what was seen', async () => {
  me = await sara.open(`${app.url}/me`);
  expect(me.status).toBe(200);
  expect(me.fields).not.toContain('password');
  expect(me.text).toContain(people.sara.fa);
  for (const part of ['consents', 'powers', 'sessions', 'latest']) expect(me.all(`#${part}`)).toHaveLength(1);
  expect(me.text).toContain('سازمان امور مالیاتی');
  expect(me.text).toContain('گمرک');
  expect(me.text).toContain(companies.arvand.fa);
  expect(me.text).toContain(companies.pars.fa);
  expect(me.all('a[href^="/me/consents/"]').length).toBeGreaterThanOrEqual(2);
  expect(me.response.headers.get('cache-control')).toContain('no-store');
});

test('the record says who saw what, when and why', async () => {
  const record = await sara.open(`${app.url}/me/record`);
  expect(record.status).toBe(200);
  const entries = record.all('.log > li');
  expect(entries.length).toBeGreaterThanOrEqual(2);
  const released = entries.filter(entry => entry.querySelector('details'));
  expect(released.length).toBeGreaterThanOrEqual(2);
  for (const entry of entries) expect(entry.querySelector('time[datetime]')).not.toBeNull();
  expect(record.text).toContain('مؤدیان');
});

test('one tracking code is in the answer to the system, on the record, and on her page', async () => {
  const party = await app.party();
  const { accessToken } = await signInAt(party, sara, asSara);
  const answer = await party.profile(accessToken);
  const code = answer.headers.get('x-request-id') ?? 'none';
  expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/);
  const { release } = (await answer.json()) as { release: string };
  expect(await findEvent(app.op(), release)).toMatchObject({ kind: 'profile.released', tracking: code });
  expect((await sara.open(`${app.url}/me/record?kind=seen`)).text).toContain(code);
  const refused = await party.profile('no-such-token-0123456789-0123456789');
  const { request_id } = (await refused.json()) as { request_id: string };
  expect(request_id).toBe(refused.headers.get('x-request-id'));
});

test('she takes one permission back, and the next fetch of the tax system is refused with what to do', async () => {
  const cards = me.all('.live article');
  const card = cards.find(one => one.textContent.includes('مالیاتی'));
  const address = card?.querySelector('a[href^="/me/consents/"]')?.getAttribute('href') ?? '';
  const detail = await sara.open(new URL(address, app.url));
  expect(detail.status).toBe(200);
  const done = await detail.submit({}, { form: detail.find('form[action$="/withdrawal"]') });
  expect(done.status).toBe(200);
  expect(done.all('form[action$="/withdrawal"]')).toEqual([]);

  const tax = await sara.open(`${app.tax}/`);
  const refused = await tax.submit({}, { form: tax.find('form[action="/profile"]') });
  const alert = refused.find('[role="alert"]').textContent;
  expect(alert).toContain('release.consent_withdrawn');
  expect(alert, 'to her, not to a developer').toContain('اجازه‌تان را پس گرفته‌اید');
  expect(alert).not.toContain('به ورود بفرستید');
  expect(refused.all('.spared')).toEqual([]);
  expect(refused.find('[role="alert"] a[href="/sign-in"]')).toBeTruthy();
  expect(alert.length).toBeGreaterThan(60);

  // Customs keeps what she did not take back.
  const customs = await sara.open(`${app.customs}/`);
  const fetched = await customs.submit({}, { form: customs.find('form[action="/profile"]') });
  expect(fetched.all('.spared')).toHaveLength(1);
});

test('taking it back twice does no harm, and it can be given again', async () => {
  const address = me.all('.live article a[href^="/me/consents/"]').map(link => link.getAttribute('href'))[0];
  const withdraw = () => sara.open(`${app.url}${address}/withdrawal`, { method: 'POST' }, new URL(app.url));
  for (let times = 0; times < 2; times++) expect((await withdraw()).status).toBeLessThan(400);
  const { end, asked } = await signInAtSystem(app.tax, sara, asSara);
  expect(asked).toContain('decision');
  expect(asked).not.toContain('password');
  expect(end.all('.spared')).toHaveLength(1);
});

test('nobody else can see or take back what is hers', async () => {
  const address = me.all('a[href^="/me/consents/"]')[0]?.getAttribute('href') ?? '';
  const { browser: omid } = await openAs(app, people.omid.id, '/me');
  expect((await omid.open(`${app.url}${address}`)).status).toBe(404);
  const taken = await omid.open(`${app.url}${address}/withdrawal`, { method: 'POST' }, new URL(app.url));
  expect(taken.status).toBe(404);
  const ended = me.find('form[action$="/end"]').getAttribute('action') ?? '';
  const other = await omid.open(`${app.url}${ended}`, { method: 'POST' }, new URL(app.url));
  expect([200, 404]).toContain(other.status);
  expect((await sara.open(`${app.url}/me`)).fields).not.toContain('password');
});

test('her whole profile leaves as one file, in her own hands', async () => {
  const file = await sara.open(`${app.url}/me/export.json`);
  expect(file.status).toBe(200);
  expect(file.response.headers.get('content-type')).toContain('application/json');
  expect(file.body).toContain(people.sara.id);
  expect((await new Browser().open(`${app.url}/me/export.json`)).fields).toContain('password');
});

test('she ends a session from another browser, and that browser is signed out at once', async () => {
  const office = new Browser();
  await walk(await office.open(`${app.url}/me`), {
    id: people.sara.id,
    actingFor: 'self',
    decision: 'allow',
  });
  const page = await sara.open(`${app.url}/me`);
  const forms = page.all('form[action$="/end"]');
  expect(forms.length).toBeGreaterThanOrEqual(2);
  const others = page.all('#sessions ~ ul li').filter(item => !item.textContent.includes('همین'));
  const form = others[0]?.querySelector('form') ?? forms[1];
  const after = await page.submit({}, form ? { form } : {});
  expect(after.status).toBe(200);
  expect((await office.open(`${app.url}/me`)).fields).toContain('password');
});

test('when the register ends her power, the next fetch is refused, not the next sign-in', async () => {
  const party = await app.party();
  const { accessToken } = await signInAt(party, new Browser(), {
    id: people.laleh.id,
    actingFor: companies.zagros.id,
    decision: 'allow',
  });
  expect((await party.profile(accessToken)).status).toBe(200);
  const zagros = app.country.country.entity('zagros');
  const laleh = app.country.country.person('laleh');
  app.country.country.endOffice(zagros.legalId, laleh.id, '2026-11-20', 'removed');
  const { refreshFromRegister } = await import('../../src/mandates/index.ts');
  await refreshFromRegister(app.op(), zagros.legalId);
  const refused = await party.profile(accessToken);
  expect([401, 403]).toContain(refused.status);
  const problem = (await refused.json()) as { code: string; detail: string };
  expect(problem.code).toMatch(/^(mandates|release)\./);
  expect(problem.detail.length).toBeGreaterThan(20);
});

test('the record of all this stands unbroken', async () => {
  const { sealRecord } = await import('../../src/audit/index.ts');
  await sealRecord(app.op());
  const verdict = await verifyRecord(app.op());
  expect(verdict.ok).toBe(true);
});
