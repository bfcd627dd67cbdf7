import { afterAll, beforeAll, expect, test } from 'vitest';
import { refreshFromRegister } from '../../src/mandates/index.ts';
import { deliverSignals, listDeliveries } from '../../src/signals/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import { openAs, signInAt, signInAtSystem } from '../support/stories.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ systems: true });
});
afterAll(() => app?.close());

const asSara = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' } as const;
const SIGN_OUT = 'form[action="/sign-out"]';
const isKnownAt = async (system: string, browser: Browser) =>
  (await browser.open(`${system}/`)).all(SIGN_OUT).length > 0;
const deliver = () => deliverSignals(app.op(), app.app.oidc.delivering);

test('signing out at one system signs out of the other, and of no one else', async () => {
  const [sara, elsewhere] = [new Browser(), new Browser()];
  for (const browser of [sara, elsewhere])
    for (const system of [app.tax, app.customs]) await signInAtSystem(system, browser, asSara);
  const form = await sara.open(`${app.tax}/`);
  const ask = await form.submit({}, { form: form.find(SIGN_OUT) });
  expect(ask.text).toContain('گمرک');
  await ask.submit({ logout: 'yes' });
  await deliver();
  await expect.poll(() => isKnownAt(app.customs, sara)).toBe(false);
  expect(await isKnownAt(app.tax, sara)).toBe(false);
  expect((await sara.open(`${app.customs}/sign-in`)).fields).toContain('password');
  expect(await isKnownAt(app.customs, elsewhere)).toBe(true);
  expect(await isKnownAt(app.tax, elsewhere)).toBe(true);
  const deliveries = await listDeliveries(app.op(), { limit: 10 });
  expect(deliveries.map(({ clientId, state, status }) => [clientId, state, status]).sort()).toEqual([
    ['demo-customs', 'delivered', 200],
    ['demo-tax', 'delivered', 200],
  ]);
});

test('ending all other sessions from her own pages signs those browsers out of the systems', async () => {
  const elsewhere = new Browser();
  await signInAtSystem(app.tax, elsewhere, asSara);
  const { browser, page } = await openAs(app, people.sara.id, '/me');
  const after = await page.submit({}, { form: page.find('form[action="/me/other-sessions/end"]') });
  expect(after.url.pathname).toBe('/me');
  expect(after.all('form[action="/me/other-sessions/end"]').length).toBe(0);
  await deliver();
  await expect.poll(() => isKnownAt(app.tax, elsewhere)).toBe(false);
  expect((await browser.open(`${app.url}/me`)).fields).not.toContain('password');
});

test('a system signs nobody out by a token that is not what it has to be', async () => {
  const browser = new Browser();
  await signInAtSystem(app.tax, browser, asSara);
  const { claims } = await (async () => {
    const { signInAt } = await import('../support/stories.ts');
    const party = await app.party();
    const done = await signInAt(party, new Browser(), asSara);
    return { claims: done.tokens.id_token ?? '' };
  })();
  for (const token of ['', 'nonsense', claims, `${claims.slice(0, -4)}AAAA`]) {
    const answer = await fetch(`${app.tax}/backchannel-logout`, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: token }),
    });
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'invalid_request' }]);
    expect(answer.headers.get('cache-control')).toContain('no-store');
  }
  expect(await isKnownAt(app.tax, browser)).toBe(true);
});

test('what waits and what was given up is counted for those who watch', async () => {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  expect(text).toMatch(/^yekbar_signals\{state="given_up"\} \d/m);
  expect(text).toMatch(/^yekbar_signals\{state="waiting"\} \d/m);
  expect(text).toMatch(/^yekbar_messages\{state="waiting"\} \d/m);
  expect(text).toMatch(/^yekbar_hashing\{state="running"\} 0$/m);
  expect(text).toMatch(/^# TYPE yekbar_oidc_expired_deleted_total counter$/m);
});

test('when the register ends her office she is signed out where she acted by it, and stays where she did not', async () => {
  const laleh = new Browser();
  const { country } = app.country;
  const [zagros, id] = [country.entity('zagros'), people.laleh.id];
  await signInAtSystem(app.tax, laleh, { id, actingFor: zagros.legalId, decision: 'allow' });
  const party = await app.party();
  const mine = { id, actingFor: 'self', decision: 'allow' } as const;
  const own = await signInAt(party, laleh, mine, { entity_hint: 'self' });
  const acting = await signInAt(party, new Browser(), { ...mine, actingFor: zagros.legalId });
  expect((await party.profile(acting.accessToken)).status).toBe(200);
  country.endOffice(zagros.legalId, country.person('laleh').id, '2026-11-20', 'removed');
  await refreshFromRegister(app.op(), zagros.legalId);
  // In the commit that learnt of it: the tokens are dead, and the word is in the outbox.
  expect((await party.profile(acting.accessToken)).status).toBe(401);
  const queued = await listDeliveries(app.op(), { limit: 1 });
  expect(queued[0]).toMatchObject({ clientId: 'demo-tax', kind: 'backchannel_logout' });
  await deliver();
  await expect.poll(() => isKnownAt(app.tax, laleh)).toBe(false);
  expect((await party.profile(own.accessToken)).status).toBe(200);
  expect((await laleh.open(`${app.url}/me`)).fields).not.toContain('password');
});
