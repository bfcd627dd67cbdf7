import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { deliverSignals, listDeliveries } from '../../src/signals/index.ts';
import { type Listener, startListener } from './listener.ts';
import {
  Browser,
  client,
  maryam,
  type RelyingParty,
  sara,
  signInAt,
  type TestOidc,
  testOidc,
} from './support.ts';

let app: TestOidc;
let tax: RelyingParty;
let one: Listener;
let two: Listener;
let deaf: Listener;
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

beforeAll(async () => {
  app = await testOidc();
  tax = await app.party('tax');
  [one, two, deaf] = await Promise.all([startListener(), startListener(), startListener()]);
  const listening = (id: string, listener: Listener, more: Record<string, unknown> = {}) =>
    app.add(
      client(id, {
        agency: { id, name: { fa: id, en: id } },
        metadata: { ...client(id).metadata, backchannel_logout_uri: listener.url, ...more },
      }),
    );
  await listening('first', one, { backchannel_logout_session_required: true });
  await listening('second', two, { id_token_signed_response_alg: 'PS256' });
  await listening('deaf', deaf);
});
afterEach(() => {
  vi.useRealTimers();
  app.test.clock.set(new Date());
});
afterAll(async () => {
  for (const listener of [one, two, deaf]) listener?.close();
  await app?.close();
});

/** The engine reads the machine's clock, everything else the test's. */
function travel(hours: number): void {
  const now = Date.now() + hours * 3_600_000;
  vi.useFakeTimers({ toFake: ['Date'], now });
  app.test.clock.set(new Date(now));
}
const as = (personId: string) => app.test.op({ kind: 'person', personId });
const isSignedIn = async (browser: Browser) =>
  !(await browser.open(`${app.url}/me`)).fields.includes('password');

describe('signing out', () => {
  it('tells every system that listens, by a token signed as its ID tokens are, about nobody else', async () => {
    const browser = new Browser();
    const first = await signInAt(await app.party('first'), browser, sara);
    const second = await signInAt(await app.party('second'), browser, sara);
    const ask = await browser.open(`${app.url}/sign-out`);
    expect(ask.text).toContain('سامانهٔ first');
    const done = await ask.submit({ logout: 'yes' });
    await expect.poll(() => [one.heard.length, two.heard.length]).toEqual([1, 1]);
    const toFirst = await one.verified(0, app.url, 'first');
    expect(toFirst.payload).toMatchObject({
      sub: first.claims.sub,
      sid: first.claims.sid,
      events: { [EVENT]: {} },
    });
    expect(toFirst.payload.nonce).toBeUndefined();
    expect((toFirst.payload.exp ?? 0) - (toFirst.payload.iat ?? 0)).toBeLessThanOrEqual(120);
    const toSecond = await two.verified(0, app.url, 'second');
    expect([toFirst.alg, toSecond.alg]).toEqual(['ES256', 'PS256']);
    expect(toSecond.payload.sub).toBe(second.claims.sub);
    expect(toSecond.payload.sub).not.toBe(toFirst.payload.sub);
    expect(toSecond.payload.jti).not.toBe(toFirst.payload.jti);
    expect(done.text).toContain('به چه کسی خبر دادیم');
    expect(done.text).toContain('خبر رسید');
    expect(done.text).not.toContain('خبر در راه است');
  });

  it('ends the session whether or not a system answers; the page says that the word is on its way', async () => {
    deaf.answer(503);
    const browser = new Browser();
    await signInAt(await app.party('deaf'), browser, maryam);
    await signInAt(tax, browser, maryam);
    const done = await (await browser.open(`${app.url}/sign-out`)).submit({ logout: 'yes' });
    expect(done.text).toContain('خبر در راه است');
    expect(done.text).toContain('خبر نمی‌گیرد');
    expect(await isSignedIn(browser)).toBe(false);
    const [waiting] = await listDeliveries(app.test.op(), { clientId: 'deaf', limit: 1 });
    expect(waiting).toMatchObject({ state: 'waiting', status: 503, attempts: 1 });
    deaf.answer(204);
    app.test.clock.advance({ minutes: 1 });
    expect(await deliverSignals(app.test.op(), app.oidc.delivering)).toBe(1);
    expect(deaf.heard.length).toBe(1);
  });

  it('does not sign back in by itself: the next system asks for the proof again', async () => {
    const browser = new Browser();
    await signInAt(tax, browser, maryam);
    const done = await (await browser.open(`${app.url}/sign-out`)).submit({ logout: 'yes' });
    expect(done.all('meta[http-equiv=refresh], script[src*="sign"]').length).toBe(0);
    expect((await browser.open(done.url)).status).toBe(200);
    expect((await tax.open(browser)).page.fields).toContain('password');
    expect((await tax.open(browser, { prompt: 'none' })).page.url.searchParams.get('error')).toBe(
      'login_required',
    );
  });

  it('of one system only (“no” to leaving everywhere) tells that one and leaves the others', async () => {
    const browser = new Browser();
    const heardBefore = [one.heard.length, two.heard.length];
    const { tokens } = await signInAt(await app.party('first'), browser, maryam);
    await signInAt(await app.party('second'), browser, maryam);
    const ask = await browser.open(`${app.url}/session/end?id_token_hint=${tokens.id_token}`);
    await ask.submit({ logout: '' });
    await deliverSignals(app.test.op(), app.oidc.delivering);
    expect([one.heard.length, two.heard.length]).toEqual([(heardBefore[0] ?? 0) + 1, heardBefore[1]]);
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('that cannot be written tells nobody and leaves the session as it was', async () => {
    const browser = new Browser();
    await signInAt(await app.party('first'), browser, maryam);
    const before = await listDeliveries(app.test.op(), { limit: 100 });
    const ask = await browser.open(`${app.url}/sign-out`);
    const { db } = app.test.system;
    await sql`alter table signal rename to signal_away`.execute(db);
    const failed = await ask.submit({ logout: 'yes' });
    await sql`alter table signal_away rename to signal`.execute(db);
    expect(failed.status).toBe(500);
    expect(await listDeliveries(app.test.op(), { limit: 100 })).toEqual(before);
    expect(await isSignedIn(browser)).toBe(true);
  });
});

describe('tokens of a session that ended', () => {
  const offline = { scope: 'openid business_profile offline_access', prompt: 'consent' };
  const refresh = async (token: string | undefined) =>
    (
      await fetch(`${app.url}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from('tax:tax-secret').toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token ?? '' }),
      })
    ).status;

  it('die, unless she allowed use without her (offline_access) and signed out herself', async () => {
    const browser = new Browser();
    const plain = await signInAt(tax, browser, maryam);
    await (await browser.open(`${app.url}/sign-out`)).submit({ logout: 'yes' });
    expect((await tax.profile(plain.accessToken)).status).toBe(401);
    const kept = await signInAt(tax, browser, maryam, offline);
    await (await browser.open(`${app.url}/sign-out`)).submit({ logout: 'yes' });
    expect(await refresh(kept.tokens.refresh_token)).toBe(200);
  });

  it('die all of them where the session is ended from elsewhere, for then it is not trusted', async () => {
    const { tokens, accessToken } = await signInAt(tax, new Browser(), maryam, offline);
    expect(await app.oidc.endSessionsOf(as(app.persons.maryam), app.persons.maryam)).toBeGreaterThan(0);
    expect((await tax.profile(accessToken)).status).toBe(401);
    expect(await refresh(tokens.refresh_token)).toBe(400);
  });
});

describe('a power that ended', () => {
  it('signs her out where she acts by it, and nowhere else', async () => {
    const browser = new Browser();
    const first = await signInAt(await app.party('first'), browser, sara);
    await signInAt(
      await app.party('second'),
      browser,
      { ...sara, actingFor: 'self' },
      { entity_hint: 'self' },
    );
    const heard = [one.heard.length, two.heard.length] as const;
    const { office_id: office } = await app.test.system.db
      .selectFrom('grant_binding')
      .select('office_id')
      .where('client_id', '=', 'first')
      .where('office_id', 'is not', null)
      .where('ended_at', 'is', null)
      .executeTakeFirstOrThrow();
    expect(await app.oidc.endGrantsOf(app.test.op(), { officeIds: [office ?? ''] })).toBeGreaterThan(0);
    await expect.poll(() => one.heard.length).toBe(heard[0] + 1);
    expect((await one.verified(heard[0], app.url, 'first')).payload.sid).toBe(first.claims.sid);
    expect(two.heard.length).toBe(heard[1]);
    expect(await isSignedIn(browser)).toBe(true);
  });
});

describe('a session', () => {
  it('is listed with device, address, factor, systems, beginning and last visit; nothing of it is readable', async () => {
    await app.oidc.endSessionsOf(as(app.persons.sara), app.persons.sara);
    const browser = new Browser({ 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' });
    await signInAt(tax, browser, sara);
    const [session] = await app.oidc.listSessions(app.test.op(), app.persons.sara);
    expect(session).toMatchObject({
      device: { browser: 'firefox', platform: 'linux' },
      amr: ['pwd'],
      clientIds: ['tax'],
    });
    expect(session?.address).toMatch(/127\.0\.0\.1|::1/);
    expect(Math.abs((session?.lastSeenAt.getTime() ?? 0) - Date.now())).toBeLessThan(90_000);
    const { rows } = await sql<{
      row: string;
    }>`select encode(payload, 'escape') as row from oidc_artifact`.execute(app.test.system.db);
    expect(rows.map(({ row }) => row).join()).not.toMatch(/firefox|127\.0\.0\.1/);
  });

  it('of others is left alone when all others of one’s own are ended', async () => {
    const [mine, hers] = [new Browser(), new Browser()];
    await signInAt(tax, mine, maryam);
    await signInAt(tax, hers, sara);
    const elsewhere = new Browser();
    await signInAt(tax, elsewhere, maryam);
    const [here] = await app.oidc.listSessions(app.test.op(), app.persons.maryam);
    await app.oidc.endSessionsOf(as(app.persons.maryam), app.persons.maryam, { except: here?.uid });
    expect(await app.oidc.listSessions(app.test.op(), app.persons.maryam)).toMatchObject([
      { uid: here?.uid },
    ]);
    expect(await isSignedIn(hers)).toBe(true);
  });

  it('that is used within two hours each time lives twelve hours and no longer', async () => {
    const browser = new Browser();
    await signInAt(tax, browser, maryam);
    for (let visit = 0; visit < 7; visit++) {
      travel(1.6);
      expect(await isSignedIn(browser), `after ${(visit + 1) * 1.6} hours`).toBe(true);
    }
    travel(0.9);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('that nobody used for two hours is over, and its systems are told', async () => {
    const browser = new Browser();
    const { accessToken } = await signInAt(await app.party('first'), browser, sara);
    const heard = one.heard.length;
    travel(1.9);
    expect(await isSignedIn(browser)).toBe(true);
    travel(2.1);
    expect(await isSignedIn(browser)).toBe(false);
    expect(await app.oidc.listSessions(app.test.op(), app.persons.sara)).toEqual([]);
    await app.oidc.sweep(app.test.op());
    await deliverSignals(app.test.op(), app.oidc.delivering);
    expect(one.heard.length).toBeGreaterThan(heard);
    expect((await (await app.party('first')).profile(accessToken)).status).toBe(401);
  });
});
