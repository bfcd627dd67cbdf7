import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import { refreshFromRegister, watchPowers } from '../../src/mandates/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser, type WebPage } from '../support/browser.ts';
import { companies, password, people } from '../support/people.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { openAs, signInAt, walk } from '../support/stories.ts';

let app: TestApp;
let tax: RelyingParty;
beforeAll(async () => {
  app = await testApp();
  tax = await app.party('demo-tax', `${app.tax}/callback`);
});
afterAll(() => app?.close());

const profile = async (token: string) => {
  const response = await tax.profile(token);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
async function fillIn(page: WebPage, values: Record<string, string | string[]>): Promise<WebPage> {
  return page.submit(values, { form: page.form('holder') });
}

test('the demo shows a mandate to a newcomer: the accountant acts for a company that is not his', async () => {
  const browser = new Browser();
  const { claims, accessToken, walk } = await signInAt(tax, browser, {
    id: people.navid.id,
    actingFor: companies.arvand.id,
    decision: 'allow',
  });
  expect(walk.pages.acting_for?.text).toContain(people.sara.fa);
  expect(claims.represented).toMatchObject({
    id: companies.arvand.id,
    authority: { basis: 'mandate', role: 'tax_accountant', mode: 'delegated' },
  });
  const { status, body } = await profile(accessToken);
  expect(status).toBe(200);
  expect(body.acting).toMatchObject({ authority: { basis: 'mandate', mode: 'delegated' } });
  const { page } = await openAs(app, people.navid.id, '/me/powers');
  expect(page.text).toContain(companies.arvand.fa);
  expect(page.text).toContain(companies.khazar.fa);
});

test('a mandate that is not for this system is shown with why, and cannot be chosen by hand or by hint', async () => {
  const customs = await app.party('demo-customs', `${app.customs}/callback`);
  const browser = new Browser();
  const { page } = await customs.open(browser, { entity_hint: companies.arvand.id });
  const choice = await page.submit({ national_id: people.navid.id, password });
  expect(choice.choices('acting_for')).toEqual(['self']);
  expect(choice.text).toContain('این کار را در بر نمی‌گیرد');
  const refused = await choice.submit(
    { acting_for: companies.arvand.id },
    { form: choice.form('acting_for') },
  );
  expect(refused.status).toBe(403);
});

test('a form with several mistakes says all of them at once, each leading to its box', async () => {
  const { page } = await openAs(app, people.sara.id, '/me/powers/new');
  const form = await page.browser.open(
    `${app.url}/me/powers/new?${page.find('article a[href*="entity="]').getAttribute('href')?.split('?')[1]}&template=tax_accountant&to=person`,
  );
  const wrong = await fillIn(form, { name: ' ', holder: 'xx', since: 'xx', until: 'xx', amount: 'xx' });
  expect(wrong.status).toBe(400);
  const links = wrong.all('[role="alert"] a').map(link => link.getAttribute('href'));
  expect(links).toEqual(['#name', '#holder', '#since', '#until', '#amount']);
  for (const link of links) expect(wrong.find(link ?? '').getAttribute('aria-invalid'), link).toBe('true');
});

test('what was offered is accepted at sign-in, and counts at once', async () => {
  const customs = await app.party('demo-customs', `${app.customs}/callback`);
  const browser = new Browser();
  const { journey, page } = await customs.open(browser);
  const choice = await page.submit({ national_id: people.navid.id, password });
  expect(choice.choices('acting_for')).toEqual(['self']);
  const accepted = await choice.submit({ answer: 'accept' }, { form: choice.form('answer') });
  expect(accepted.choices('acting_for')).toEqual([companies.khazar.id, 'self']);
  const done = await walk(
    accepted,
    { actingFor: companies.khazar.id, decision: 'allow' },
    { until: customs.isBack },
  );
  const { claims } = await customs.finish(journey, done.end.url);
  expect(claims.represented).toMatchObject({ authority: { basis: 'mandate', role: 'customs_broker' } });
});

test('the company that she acts for stands on the pages of its sign-in, on an error among them, and nowhere else', async () => {
  const customs = await app.party('demo-customs', `${app.customs}/callback`);
  const browser = new Browser();
  const { page } = await customs.open(browser);
  const choice = await page.submit({ national_id: people.sara.id, password });
  expect(choice.find('header').text).not.toContain(companies.arvand.fa);
  const consent = await choice.submit({ acting_for: companies.arvand.id });
  expect(consent.fields).toContain('decision');
  expect(consent.find('header').text).toContain(companies.arvand.fa);
  const wrong = await browser.open(`${app.url}/interaction/${consent.url.pathname.split('/')[2]}/consent`, {
    method: 'POST',
    body: new URLSearchParams({ decision: 'x'.repeat(20) }),
    headers: { origin: app.url, 'sec-fetch-site': 'same-origin' },
  });
  expect(wrong.status).toBe(400);
  expect(wrong.find('header').text).toContain(companies.arvand.fa);
  const own = await browser.open(`${app.url}/me`);
  expect(own.find('header').text).not.toContain(companies.arvand.fa);
});

test('Sara gives a mandate on her own pages, hears what is wrong, and ends it; its holder is out at once', async () => {
  const { browser: sara, page } = await openAs(app, people.sara.id, '/me/powers');
  const wizard = await sara.open(`${app.url}/me/powers/new`);
  const link = wizard.find('a[href^="/me/powers/new?entity="]').getAttribute('href') ?? '';
  expect(page.text).toContain(companies.arvand.fa);
  const what = await sara.open(`${app.url}${link}`);
  const form = await what.submit(
    { template: 'tax_accountant', to: 'person' },
    { form: what.form('template') },
  );
  const wrong = await fillIn(form, { name: people.maryam.fa, holder: people.sara.id });
  expect(wrong.status).toBe(400);
  expect(wrong.value('name')).toBe(people.maryam.fa);
  expect(wrong.find('#holder').getAttribute('aria-invalid')).toBe('true');
  const offered = await fillIn(wrong, { holder: people.maryam.id, amount: '۵۰۰٬۰۰۰' });
  expect(offered.url.pathname).toMatch(/^\/me\/powers\/[\w-]{36}$/);
  expect(offered.text).toContain(people.maryam.fa);
  const id = offered.url.pathname.split('/').at(-1) ?? '';

  const { browser: maryam } = await openAs(app, people.maryam.id, `/me/powers/${id}`);
  const hers = await maryam.open(`${app.url}/me/powers/${id}`);
  const accepted = await hers.submit({}, { form: hers.find(`form[action="/me/powers/${id}/acceptance"]`) });
  expect(accepted.status).toBe(200);
  const { accessToken, claims } = await signInAt(tax, maryam, {
    actingFor: companies.arvand.id,
    decision: 'allow',
  });
  expect(claims.represented).toMatchObject({
    authority: { basis: 'mandate', limit: { amount: 500_000, currency: 'IRR' } },
  });
  expect((await profile(accessToken)).status).toBe(200);
  // What limits the mandate stands on its page, in the signed record of the permission, and in her own export.
  expect((await maryam.open(`${app.url}/me/powers/${id}`)).text).toContain('تا ۵۰۰٬۰۰۰ ریال');
  const told = (await maryam.open(`${app.url}/me/export.json`)).json<{
    mandates: { id: string; limit: object; held_by_you: boolean; holder: { id: string | null } }[];
    receipts: { record: { authority: { proof?: { mandate: string; limit: object } } } }[];
  }>();
  const limit = { amount: 500_000, currency: 'IRR' };
  expect(told.mandates).toMatchObject([{ id, limit, held_by_you: true, holder: { id: null } }]);
  expect(told.receipts.map(one => one.record.authority.proof)).toContainEqual(
    expect.objectContaining({ mandate: id, limit }),
  );

  const stranger = (await openAs(app, people.omid.id, '/me/powers')).browser;
  expect((await stranger.open(`${app.url}/me/powers/${id}`)).status).toBe(404);

  const opened = await maryam.open(`${app.url}/me/powers/${id}`);
  const mine = await sara.open(`${app.url}/me/powers/${id}`);
  await mine.submit({}, { form: mine.find(`form[action="/me/powers/${id}/end"]`) });
  expect((await profile(accessToken)).status).toBe(401);
  // Her page was opened before it ended: to end it again is no error, and changes nothing.
  const late = await opened.submit({}, { form: opened.find(`form[action="/me/powers/${id}/end"]`) });
  expect(late.text).toContain('دهنده به آن پایان داد');
});

test('two of three give a mandate on their own pages, each from his own browser, and its holder acts by it', async () => {
  const { browser: omid, page } = await openAs(app, people.omid.id, '/me/powers');
  const link = page
    .all('a[href^="/me/powers/new?entity="]')
    .find(one => one.textContent.includes(companies.pars.fa));
  const form = await omid.open(`${app.url}${link?.getAttribute('href')}&template=tax_accountant&to=person`);
  const draft = await fillIn(form, { name: people.maryam.fa, holder: people.maryam.id });
  expect(draft.url.pathname).toMatch(/^\/me\/approvals\/[\w-]{36}$/);
  const { browser: laleh } = await openAs(app, people.laleh.id, '/me/approvals');
  expect((await laleh.open(draft.url)).status).toBe(404);
  const waits = await draft.submit({ decision: 'allow' }, { form: draft.form('shown') });
  expect(waits.all('form[action$="/decision"]')).toEqual([]);

  const hers = await laleh.open(draft.url);
  expect(hers.value('shown')).toBe(draft.value('shown'));
  expect(hers.text).toContain(people.maryam.fa);
  const done = await hers.submit({ decision: 'allow' }, { form: hers.form('shown') });
  const id = done.find('a[href^="/me/powers/"]').getAttribute('href')?.split('/').at(-1) ?? '';

  const { browser: maryam } = await openAs(app, people.maryam.id, `/me/powers/${id}`);
  const offered = await maryam.open(`${app.url}/me/powers/${id}`);
  expect(offered.text).toContain(`${people.omid.fa} و ${people.laleh.fa}`);
  await offered.submit({}, { form: offered.find(`form[action="/me/powers/${id}/acceptance"]`) });
  const { accessToken, claims } = await signInAt(tax, maryam, {
    actingFor: companies.pars.id,
    decision: 'allow',
  });
  expect(claims.represented).toMatchObject({ id: companies.pars.id, authority: { mode: 'delegated' } });
  expect((await profile(accessToken)).status).toBe(200);
  const pars = parseLegalId(companies.pars.id);
  app.country.country.endOffice(pars, parsePersonId(people.laleh.id), '2026-01-01', 'removed');
  await refreshFromRegister(app.op(), pars);
  expect((await profile(accessToken)).status).toBe(401);
});

test('when the register signals that an office ended, all that hangs on it is over within seconds', async () => {
  const browser = new Browser();
  const answers = { id: people.navid.id, actingFor: companies.arvand.id, decision: 'allow' } as const;
  const { accessToken, tokens } = await signInAt(tax, browser, answers, {
    scope: 'openid business_profile offline_access',
    prompt: 'consent',
  });
  expect((await profile(accessToken)).status).toBe(200);
  const arvand = parseLegalId(companies.arvand.id);
  app.country.country.endOffice(arvand, parsePersonId(people.sara.id), '2026-01-01', 'removed');
  const signal = async (token: string, ids: unknown) =>
    fetch(`${app.url}/api/v1/registers/legal-persons/changes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ legal_ids: ids }),
    });
  const token = await app.adminToken('demo-register', 'registers:signal');
  expect((await signal(await app.adminToken(), [arvand])).status).toBe(403);
  expect((await signal(token, 'all')).status).toBe(400);
  const bad = await signal(token, [arvand, '1', arvand, null]);
  expect([bad.status, await bad.json()]).toEqual([
    400,
    expect.objectContaining({ code: 'mandates.signal_ids', data: { at: ['1', '3'] } }),
  ]);
  expect((await signal(token, [arvand])).status).toBe(202);
  await watchPowers(app.op());
  expect((await profile(accessToken)).status).toBe(401);
  const refreshed = await fetch(tax.config.serverMetadata().token_endpoint ?? '', {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('demo-tax:demo-tax-secret').toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }),
  });
  expect(refreshed.status).toBe(400);
  const rows = await app.system.db
    .selectFrom('consent')
    .innerJoin('person', 'person.id', 'consent.person_id')
    .select('end_reason')
    .where('consent.mandate_id', 'is not', null)
    .where('consent.client_id', '=', 'demo-tax')
    .execute();
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map(row => row.end_reason)).not.toContain(null);
  const { page } = await openAs(app, people.navid.id, '/me/powers');
  expect(page.text).toContain('اختیاری که زیر آن بود پایان یافت');
});
