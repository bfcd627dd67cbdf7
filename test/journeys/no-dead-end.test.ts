import { afterAll, beforeAll, expect, test } from 'vitest';
import { listOfficers } from '../../src/agencies/index.ts';
import { getClient } from '../../src/clients/index.ts';
import { seedDemo } from '../../src/demo/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, password, people } from '../support/people.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { walk } from '../support/stories.ts';

let app: TestApp;
let party: RelyingParty;
const answers = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' as const };
beforeAll(async () => {
  app = await testApp();
  party = await app.party();
});
afterAll(() => app?.close());

test('a sign-in page that has expired names the system and offers a way to start again', async () => {
  const browser = new Browser();
  const { page } = await party.open(browser);
  app.travel({ hours: 25 });
  const late = await page.submit({ national_id: people.sara.id, password });
  expect(late.status).toBeGreaterThanOrEqual(400);
  expect(late.status).toBeLessThan(500);
  expect(late.heading).toBe('این صفحه دیگر باز نیست');
  expect(late.all('main a[href]').length).toBeGreaterThan(0);
  const { page: again } = await party.open(browser);
  expect(again.fields).toContain('password');
});

test('who goes back after allowing is not told that nothing was given, and is led to what was', async () => {
  const browser = new Browser();
  const { journey, page } = await party.open(browser);
  const { end } = await walk(page, answers, { until: party.isBack });
  await party.finish(journey, end.url);
  const asked = browser.history.findLast(visit => visit.url.includes('/interaction/'))?.url ?? '';
  const back = await browser.open(asked);
  expect(back.heading).toBe('این صفحه دیگر باز نیست');
  expect(back.text).not.toContain('هیچ داده‌ای داده نشد');
  expect(back.find('main a[href="/me/record"]').textContent).toBe('«پروندهٔ من»');
});

test('an address of sign-in that never was is a page with a way out, not an error', async () => {
  const page = await new Browser().open(`${app.url}/interaction/never-was`);
  expect(page.status).toBeGreaterThanOrEqual(400);
  expect(page.status).toBeLessThan(500);
  expect(page.all('main a[href]').length).toBeGreaterThan(0);
});

test('the cookies of the browser are gone in the middle: she can start again', async () => {
  const browser = new Browser();
  const { page } = await party.open(browser);
  browser.jar.forget();
  const lost = await page.submit({ national_id: people.sara.id, password });
  expect(lost.status).toBeLessThan(500);
  expect(lost.all('main a[href]').length).toBeGreaterThan(0);
});

test('back button: the sign-in page sent a second time, when she is further already, leads on', async () => {
  const browser = new Browser();
  const { journey, page } = await party.open(browser);
  const choice = await page.submit({ national_id: people.sara.id, password }, { until: party.isBack });
  const back = await page.submit({ national_id: people.sara.id, password }, { until: party.isBack });
  expect(back.status).toBeLessThan(500);
  const next = back.fields.includes('acting_for') ? back : choice;
  const { end } = await walk(next, answers, { until: party.isBack });
  expect(party.isBack(end.url)).toBe(true);
  expect((await party.finish(journey, end.url)).claims.sub).toBeTruthy();
});

test('back button after all is done: no error of ours, and a way on', async () => {
  const browser = new Browser();
  const { page } = await party.open(browser);
  const { pages } = await walk(page, answers, { until: party.isBack });
  const last = pages.acting_for ?? pages.password ?? page;
  const back = await browser.open(last.url, { until: party.isBack });
  expect(back.status).toBeLessThan(500);
  if (!party.isBack(back.url)) expect(back.all('main a[href], main form').length).toBeGreaterThan(0);
});

test('a double click on "allow" sends her back once, with a code that works', async () => {
  const browser = new Browser();
  const { journey, page } = await party.open(browser);
  const { end: consent } = await walk(
    page,
    { id: people.laleh.id, actingFor: companies.zagros.id },
    { until: party.isBack },
  );
  expect(consent.fields).toContain('decision');
  const both = await Promise.all([
    consent.submit({ decision: 'allow' }, { until: party.isBack }),
    consent.submit({ decision: 'allow' }, { until: party.isBack }),
  ]);
  for (const one of both) expect(one.status).toBeLessThan(500);
  const back = both.filter(one => party.isBack(one.url) && one.url.searchParams.has('code'));
  expect(back.length).toBeGreaterThanOrEqual(1);
  const results = await Promise.allSettled(back.map(one => party.finish(journey, one.url)));
  expect(results.some(result => result.status === 'fulfilled')).toBe(true);
});

test('a double click on "sign in" signs her in once and shows the next page', async () => {
  const browser = new Browser();
  const { page } = await party.open(browser);
  const both = await Promise.all([
    page.submit({ national_id: people.omid.id, password }, { until: party.isBack }),
    page.submit({ national_id: people.omid.id, password }, { until: party.isBack }),
  ]);
  for (const one of both) expect(one.status).toBeLessThan(500);
  const { page: again } = await party.open(browser);
  expect(again.fields).not.toContain('password');
});

test('two tabs do not mix: each goes back with its own state', async () => {
  const browser = new Browser();
  const first = await party.open(browser);
  const second = await party.open(browser);
  const two = await walk(second.page, { ...answers, id: people.sara.id }, { until: party.isBack });
  expect(two.end.url.searchParams.get('state')).toBe(second.journey.state);
  const one = await walk(first.page, answers, { until: party.isBack });
  const end = party.isBack(one.end.url)
    ? one.end
    : await browser.open(first.journey.url, { until: party.isBack });
  expect(party.isBack(end.url)).toBe(true);
  expect(end.url.searchParams.get('state')).toBe(first.journey.state);
  expect((await party.finish(first.journey, end.url)).claims.sub).toBeTruthy();
  expect((await party.finish(second.journey, two.end.url)).claims.sub).toBeTruthy();
});

test('someone else who opens her sign-in address gets nothing of hers', async () => {
  const browser = new Browser();
  const { page } = await party.open(browser);
  const { end: consent } = await walk(
    page,
    { id: people.sara.id, actingFor: companies.arvand.id },
    { until: party.isBack },
  );
  const stranger = await new Browser().open(consent.url, { until: party.isBack });
  expect(stranger.status).toBeLessThan(500);
  expect(stranger.text).not.toContain(people.sara.fa);
  expect(stranger.text).not.toContain(companies.arvand.fa);
});

test('a code is good once: a second exchange fails and says invalid_grant', async () => {
  const { journey, page } = await party.open(new Browser());
  const { end } = await walk(page, answers, { until: party.isBack });
  const results = await Promise.allSettled([1, 2, 3, 4].map(() => party.finish(journey, end.url)));
  expect(results.filter(result => result.status === 'fulfilled')).toHaveLength(1);
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason.error).toBe('invalid_grant');
});

test('the demo starts on another port than the last time, and its two systems move along', async () => {
  const beside = { tax: 'http://localhost:4401', customs: 'http://localhost:4402' };
  await seedDemo(app.system, app.country, beside);
  const { metadata } = await getClient(app.op(), 'demo-tax');
  expect(metadata.redirect_uris).toEqual([`${beside.tax}/callback`]);
  expect(metadata.backchannel_logout_uri).toBe(`${beside.tax}/backchannel-logout`);
  const front = await new Browser().open(`${app.url}/`);
  expect(front.all(`a[href^="${beside.tax}/"]`).length).toBeGreaterThan(0);
});

test('a first start of the demo that was broken off is made up for by the next, and nothing is given twice', async () => {
  const { system, country } = app;
  const given = async () =>
    Number(
      (
        await system.db
          .selectFrom('mandate')
          .select(({ fn }) => fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    );
  const officers = async () => (await listOfficers(app.op(), 'tax')).length;
  const before = { given: await given(), officers: await officers() };
  await system.db.deleteFrom('agency_officer').execute();
  await seedDemo(system, country);
  expect({ given: await given(), officers: await officers() }).toEqual(before);
  await seedDemo(system, country);
  expect({ given: await given(), officers: await officers() }).toEqual(before);
});

test('a page that is refused or not there says who is signed in, lets her out, and leads to the page above', async () => {
  const sara = new Browser();
  await walk(await sara.open(`${app.url}/sign-in?to=/me`), answers);
  for (const [path, above, status] of [
    ['/admin', '/me', 403],
    ['/me/consents/00000000-0000-4000-8000-000000000000', '/me', 404],
    ['/me/cases/00000000-0000-4000-8000-000000000000', '/me/cases', 404],
    ['/registries/nope', '/registries', 404],
  ] as const) {
    const page = await sara.open(`${app.url}${path}`);
    expect([path, page.status]).toEqual([path, status]);
    expect(page.find('header').textContent).toContain(people.sara.fa);
    expect(page.find('header a[href="/sign-out"]')).toBeTruthy();
    expect(page.all(`main a[href="${above}"]`), path).toHaveLength(1);
    expect(page.text, 'support is for what went wrong with us').not.toContain('پشتیبانی همان سامانه');
  }
  expect((await sara.open(`${app.url}/registries/nope`)).text).toContain('چنین پایگاهی');
});

test('the question about a past moment comes back with what was written, when nothing of that name is watched', async () => {
  const page = await new Browser().open(`${app.url}/status/proof?target=zzz&at=1405%2F8%2F29+11%3A30`);
  expect(page.status).toBe(400);
  expect(page.value('target')).toBe('zzz');
});

test('an address of a complaint that is none of a web page is refused, and the complaint stays as written', async () => {
  const sara = new Browser();
  await walk(await sara.open(`${app.url}/sign-in?to=/me`), answers);
  const form = await sara.open(`${app.url}/me/cases/new?kind=complaint`);
  for (const address of ['ftp://x y', 'ftp://example.ir', 'javascript:alert(1)', 'example.ir/a b']) {
    const back = await form.submit({ text: 'باز هم مدرک خواستند', address });
    expect([address, back.status]).toEqual([address, 400]);
    expect(back.text).toContain('باز هم مدرک خواستند');
  }
});

test('a form that comes back leads from what is wrong to its box', async () => {
  const sara = new Browser();
  await walk(await sara.open(`${app.url}/sign-in?to=/me`), answers);
  const leads = async (path: string, action: string, typed: Record<string, string>) => {
    const form = await sara.open(`${app.url}${path}`);
    const back = await form.submit(typed, { form: form.find(`form[action="${action}"]`) });
    const href = back.find('[role="alert"] a').getAttribute('href') ?? '';
    return [back.status, href, back.find(href).getAttribute('aria-invalid')];
  };
  expect(await leads('/me/machines/new', '/me/machines/review', { name: ' ' })).toEqual([
    400,
    '#name',
    'true',
  ]);
  expect(
    await leads('/me/security/password', '/me/security/password', { old_password: password, password: 'x' }),
  ).toEqual([400, '#password', 'true']);
  const none = await sara.open(
    `${app.url}/me/support`,
    { method: 'POST', body: new URLSearchParams() },
    new URL(app.url),
  );
  expect([none.status, none.find('[role="alert"] a').getAttribute('href')]).toEqual([400, '#parts']);
});

test('on an English page a Persian name is read as Persian', async () => {
  const page = await new Browser().open(`${app.url}/overlap/systems/1?lang=en`);
  const persian = page
    .all('main *')
    .filter(one => one.children.length === 0 && /[\u0600-\u06ff]/.test(one.textContent));
  expect(persian.length).toBeGreaterThan(0);
  for (const one of persian)
    expect([one.textContent, one.closest('[lang]')?.getAttribute('lang')]).toEqual([one.textContent, 'fa']);
});

test('a number that is no national ID is marked as such; who has an account is not said', async () => {
  const { page } = await party.open(new Browser());
  const marked = async (national_id: string) => {
    const back = await page.submit({ national_id, password: 'guess' });
    return back.all('[aria-invalid]').map(box => box.getAttribute('name'));
  };
  for (const wrong of ['123', '9990000019', 'ده رقم']) expect(await marked(wrong)).toEqual(['national_id']);
  for (const right of [people.sara.id, people.golnaz.id]) expect(await marked(right)).toEqual(['password']);
});
