/** From the password to a second way: what a person meets on the way to a system, and to her own pages. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedClient } from '../../src/clients/index.ts';
import { parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier, importPerson } from '../../src/identity/index.ts';
import { deliverMessages } from '../../src/messages/index.ts';
import {
  answerOf,
  askForText,
  authenticatorOf,
  codeSent,
  essential,
  loa,
  passkeyOf,
} from '../oidc/proofs.ts';
import { client, purpose } from '../oidc/support.ts';
import { signedInBrowser, type TestApp, testApp } from '../support/app.ts';
import { Browser, type WebPage } from '../support/browser.ts';
import { companies, password, people } from '../support/people.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { walk } from '../support/stories.ts';

let app: TestApp;
let bank: RelyingParty;
let demo: RelyingParty;
beforeAll(async () => {
  app = await testApp();
  await seedClient(app.op(), client('bank', { purposes: [purpose({ level: 2 })] }));
  [bank, demo] = [await app.party('bank'), await app.party()];
});
afterAll(() => app?.close());

const personId = async (id: string) => (await findPersonByIdentifier(app.op(), parsePersonId(id)))?.id ?? '';
/** The clock goes on: which of two codes is the newer can be told by their time alone. */
const textFor = (page: WebPage) => {
  app.travel({ minutes: 0.05 });
  return askForText(page);
};
const typed = (id: string) => ({ national_id: id, password });

test('a system of level 2: password, a code by text message, then the company and the fields; the system is told', async () => {
  const { journey, page } = await bank.open(new Browser());
  const step = await page.submit(typed(people.sara.id));
  expect(step.heading).toBe('گام دوم ورود');
  expect(step.text).toContain('پیامک');
  const text = await textFor(step);
  expect(text.find('[role=status]').text).toContain('پیامک شد');
  // In whatever digits her keyboard has.
  const persian = (await codeSent(app)).replace(/\d/g, digit => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? '');
  const choice = await text.submit({ code: persian });
  const done = await walk(
    choice,
    { actingFor: companies.arvand.id, decision: 'allow' },
    { until: bank.isBack },
  );
  expect(done.asked).toEqual(['acting_for', 'decision']);
  const { claims, accessToken } = await bank.finish(journey, done.end.url);
  expect([claims.acr, claims.amr]).toEqual([loa(2), ['pwd', 'sms', 'mfa']]);
  expect((await bank.profile(accessToken)).status).toBe(200);
});

test('her own page of security wants her fresh and sure; afterwards she is where she wanted to be', async () => {
  const browser = await signedInBrowser(app, people.laleh.id, password);
  const me = await browser.open(`${app.url}/me`);
  const security = await me.follow('/me/security');
  expect(security.heading).toBe('ورود و امنیت');
  // She has just typed the password: only what is missing is asked.
  const step = await security.follow('/me/security/recovery-codes');
  expect(step.fields).not.toContain('password');
  const page = await (await textFor(step)).submit({ code: await codeSent(app) });
  expect(page.url.pathname).toBe('/me/security/recovery-codes');
  const codes = await page.submit({}, { form: page.find('main form') });
  const code = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(codes.body)?.[0] ?? '';
  expect(code).not.toBe('');
  // The level holds for the bank; the new code holds for the next sign-in.
  const asked = await bank.open(browser);
  expect(asked.page.fields).not.toContain('password');
  expect(asked.page.heading).not.toContain('گام دوم');
  const elsewhere = await bank.open(new Browser());
  const second = await elsewhere.page.submit(typed(people.laleh.id));
  const recovery = await second.follow(/factor=recovery/);
  const next = await recovery.submit({ code: code.toLowerCase() });
  expect(next.heading).not.toContain('گام دوم');
  // A quarter of an hour later both are asked again.
  app.travel({ minutes: 15 });
  const later = await browser.open(`${app.url}/me/security/totp/new`);
  expect(later.fields).toContain('password');
  const once = await later.submit(typed(people.laleh.id));
  expect(once.heading).toBe('گام دوم ورود');
  const there = await (await textFor(once)).submit({ code: await codeSent(app) });
  expect(there.url.pathname).toBe('/me/security/totp/new');
  // And it is all on her record.
  const record = await browser.open(`${app.url}/me/record`);
  for (const words of ['کدهای بازیابی ساخته شد', 'با راه دوم هم تأیید شد'])
    expect(record.text).toContain(words);
});

test('a page of ours that wants level 2 asks a running session for the second step only', async () => {
  const browser = await signedInBrowser(app, people.omid.id, password);
  const step = await browser.open(`${app.url}/sign-in?level=2&to=/me/record`);
  expect(step.heading).toBe('گام دوم ورود');
  const back = await (await textFor(step)).submit({ code: await codeSent(app) });
  expect(back.url.pathname).toBe('/me/record');
  const again = await browser.open(`${app.url}/sign-in?level=2&to=/me/record`);
  expect(again.url.pathname).toBe('/me/record');
  // Fresh means the password too, and the level with it.
  const fresh = await browser.open(`${app.url}/sign-in?level=2&fresh=1&to=/me/record`);
  expect(fresh.fields).toContain('password');
  expect((await fresh.submit(typed(people.omid.id))).heading).toBe('گام دوم ورود');
});

test('who has nothing but the password is told what to add and what is open, and the system why she comes back', async () => {
  const id = people.golnaz.id;
  await importPerson(app.op(), {
    identifier: parsePersonId(id),
    name: people.golnaz,
    birthDate: '1990-01-01',
    mobile: null,
    password,
  });
  const browser = new Browser();
  const { page, journey } = await bank.open(browser);
  const told = await page.submit(typed(id));
  expect(told.heading).toContain('راه ورود دیگری');
  expect(told.root.querySelector('title')?.text).toContain('خطا:');
  const remaining = told.find('[aria-labelledby=remaining]').text;
  expect(remaining).toContain(told.all('[aria-labelledby=remaining] a')[0]?.text ?? 'nothing');
  expect(told.all('[aria-labelledby=remaining] a').length).toBe(2);
  // She adds an authenticator and goes on from the same page.
  const newTotp = await (await told.follow('/me/security')).follow('/me/security/totp/new');
  expect(newTotp.url.pathname).toBe('/me/security/totp/new');
  const code = await authenticatorOf(app, await personId(id));
  const step = await told.follow('افزودم');
  const consent = await step.submit({ code: code() });
  const done = await walk(consent, { actingFor: 'self', decision: 'allow' }, { until: bank.isBack });
  expect((await bank.finish(journey, done.end.url)).claims.acr).toBe(loa(2));
});

test('what is demanded and not there ends at the system with the error of that name', async () => {
  const { page } = await demo.open(new Browser(), essential(3));
  const told = await page.submit(typed(people.amir.id));
  expect(told.text).toContain('کلید سخت‌افزاری');
  const cancel = told.all('main form').find(form => form.getAttribute('action')?.includes('/cancel'));
  const back = await told.submit({}, { ...(cancel ? { form: cancel } : {}), until: demo.isBack });
  expect(back.url.searchParams.get('error')).toBe('unmet_authentication_requirements');
});

test('text messages that do not arrive: she is told, other ways come first, and what is open without', async () => {
  const id = await personId(people.maryam.id);
  const open = async () => {
    const { page } = await bank.open(new Browser());
    return page.submit(typed(people.maryam.id));
  };
  const text = await textFor(await open());
  const down = async () => {
    throw new Error('no route');
  };
  await deliverMessages(app.op(), { sms: down, email: down });
  app.travel({ minutes: 1 });
  const only: WebPage = await text.browser.open(text.url);
  expect(only.text).toContain('نمی‌رسد');
  expect(only.find('[aria-labelledby=remaining]').text).toBeTruthy();
  await authenticatorOf(app, id);
  const both = await open();
  expect(both.value('factor')).toBe('totp');
  expect(both.link(/factor=sms/).href).toContain('factor=sms');
  await deliverMessages(app.op(), { sms: async () => {}, email: async () => {} });
  app.travel({ minutes: 2 });
  await deliverMessages(app.op(), { sms: async () => {}, email: async () => {} });
  expect((await open()).text).not.toContain('نمی‌رسد');
});

test('asking for one code after another makes her wait, and the one that she has is still good', async () => {
  const { page } = await bank.open(new Browser());
  const step = await page.submit(typed(people.kaveh.id));
  let code = '';
  let refused = await textFor(step);
  for (let times = 0; times < 5 && refused.status !== 429; times++) {
    app.travel({ minutes: 0.05 });
    code = await codeSent(app);
    refused = await refused.submit({ send: 'sms' });
  }
  expect(refused.status).toBe(429);
  expect(Number(refused.response.headers.get('retry-after'))).toBeGreaterThan(0);
  const next = await refused.submit({ code });
  expect(next.heading).not.toContain('گام دوم');
});

test('a passkey alone signs her in, at the level that it is worth', async () => {
  const id = await personId(people.reza.id);
  for (const [synced, level] of [
    [true, 2],
    [false, 3],
  ] as const) {
    const device = await passkeyOf(app, id, { synced });
    const { page, journey } = await bank.open(new Browser());
    const refused = await page.submit({ passkey: '{"id":"nonsense"}' });
    expect([refused.status, refused.fields.includes('password')]).toEqual([401, true]);
    const next = await refused.submit(answerOf(device, refused));
    const done = await walk(next, { actingFor: 'self', decision: 'allow' }, { until: bank.isBack });
    const { claims } = await bank.finish(journey, done.end.url);
    expect(claims.acr).toBe(loa(level));
    expect(claims.amr).toEqual(['pop', level === 3 ? 'hwk' : 'swk', 'user', 'mfa']);
  }
});

test('the answer of a passkey is good for the page that asked for it, once', async () => {
  const device = await passkeyOf(app, await personId(people.shirin.id));
  const { page } = await bank.open(new Browser());
  const answer = answerOf(device, page);
  const { page: elsewhere } = await bank.open(new Browser());
  expect((await elsewhere.submit(answer)).status).toBe(401);
  const next = await page.submit(answer);
  expect(next.fields).not.toContain('password');
});
