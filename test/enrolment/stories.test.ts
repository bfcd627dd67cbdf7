import { afterAll, beforeAll, expect, test } from 'vitest';
import { parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier } from '../../src/identity/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import { openAs, signInAt, walk } from '../support/stories.ts';
import { GOOD } from './room.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

/** What the newcomer does: opens the phone, and reads the code in the newest message. */
async function codeInOutbox(browser: Browser): Promise<string> {
  const page = await browser.open(`${app.url}/demo/outbox`);
  const code = /#(\d{6})/.exec(page.text)?.[1];
  if (!code) throw new Error(`no code: ${page.text.slice(0, 300)}`);
  return code;
}

test('Golnaz comes from a system, makes an account with what the card of the demo says, and signs in there', async () => {
  const party = await app.party();
  const browser = new Browser();
  const { journey, page: signIn } = await party.open(browser);
  const form = await (await signIn.follow('حساب ندارید؟')).follow('همین‌ها را در فرم بنویس');
  expect(form.value('national_id')).toBe(people.golnaz.id);
  const code = await form.submit({}, { form: form.form('national_id', 'mobile') });
  const secret = await code.submit({ code: await codeInOutbox(browser) });
  const done = await secret.submit({ password: GOOD });
  const back = await done.follow('ورود');
  expect(back.url.pathname).toBe(signIn.url.pathname);
  const end = await walk(
    back,
    { id: people.golnaz.id, password: GOOD, actingFor: 'self', decision: 'allow' },
    { until: party.isBack },
  );
  expect(end.asked).toContain('decision');
  const { accessToken } = await party.finish(journey, end.end.url);
  const profile = await party.profile(accessToken);
  expect([profile.status, await profile.text()]).toEqual([200, expect.stringContaining(people.golnaz.fa)]);
  const me = await browser.open(`${app.url}/me`);
  expect(me.text).toContain(people.golnaz.fa);
});

test('Sara recovers her account: her session, and what was given for later, end', async () => {
  const party = await app.party();
  const old = new Browser();
  const asked = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' as const };
  const signedIn = await signInAt(party, old, asked, {
    scope: 'openid offline_access business_profile',
    prompt: 'consent',
  });
  expect((await old.open(`${app.url}/me`)).url.pathname).toBe('/me');
  const her = app.country.country.person('sara');
  const browser = new Browser();
  const first = await (await browser.open(`${app.url}/sign-in`)).follow('فراموش کرده‌اید؟');
  const code = await first.submit({ national_id: her.id, birth_date: her.birthDate });
  const secret = await code.submit({ code: await codeInOutbox(browser) });
  const done = await secret.submit({ password: GOOD });
  expect(done.heading).toBe('گذرواژهٔ تازه گذاشته شد');
  const after = await old.open(`${app.url}/me`);
  expect(after.fields).toContain('password');
  expect((await party.profile(signedIn.accessToken)).status).toBe(401);
  const refresh = await fetch(`${app.url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('demo-basic:demo-basic-secret').toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: signedIn.tokens.refresh_token ?? 'none',
    }),
  });
  expect([refresh.status, ((await refresh.json()) as { error: string }).error]).toEqual([
    400,
    'invalid_grant',
  ]);
  const now = await walk(await (await done.follow('ورود')).browser.open(`${app.url}/me`), {
    id: her.id,
    password: GOOD,
    actingFor: 'self',
  });
  expect(now.end.url.pathname).toBe('/me');
});

test('Omid changes his mobile from his own pages', async () => {
  const he = app.country.country.person('omid');
  const { browser, page } = await openAs(app, he.id, '/me/mobile');
  expect(page.url.pathname).toBe('/me/mobile');
  app.country.country.setValue(he.id, { mobile: '+989121112233' as typeof he.mobile });
  const code = await page.submit({ mobile: '۰۹۱۲ ۱۱۱ ۲۲۳۳' });
  const done = await code.submit({ code: await codeInOutbox(browser) });
  expect(done.text).toContain('شماره عوض شد');
  const person = await findPersonByIdentifier(app.op(), parsePersonId(he.id));
  expect(person?.mobile).toBe('+989121112233');
});
