import { createRemoteJWKSet, decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import { createOidc, type Oidc, turnKeys } from '../../src/oidc/index.ts';
import { CURRENT_DAYS, PREVIOUS_DAYS, planTurn } from '../../src/oidc/key-turn.ts';
import { Browser, maryam, type RelyingParty, signInAt, type TestOidc, testOidc } from './support.ts';

let app: TestOidc;
let tax: RelyingParty;
/** Another process on the same database. */
let other: Oidc;
beforeAll(async () => {
  app = await testOidc();
  tax = await app.party('tax');
  other = await createOidc(app.test.system);
});
afterEach(() => void vi.useRealTimers());
afterAll(() => app?.close());

const keepAll = async () => {
  await app.oidc.keepKeys(app.test.op());
  await other.keepKeys(app.test.op());
};
const published = async () =>
  ((await (await fetch(`${app.url}/jwks`)).json()) as { keys: JWK[] }).keys.map(key => key.kid ?? '');
const kidOf = (jwt: string) => decodeProtectedHeader(jwt).kid ?? '';
const ofAlg = (kids: readonly string[], alg = 'es256') => kids.filter(kid => kid.startsWith(alg));
/** openid-client verifies the ID token by the published keys as they are now. */
const newToken = async (browser = new Browser()) =>
  (await signInAt(tax, browser, maryam)).tokens.id_token ?? '';

describe('signing keys', () => {
  it('start with one each; the next one is published at once and signs nothing yet', async () => {
    expect(ofAlg(await published()).length).toBe(1);
    await keepAll();
    const kids = ofAlg(await published());
    expect(kids.length).toBe(2);
    expect(kidOf(await newToken())).toBe(kids[0]);
    await keepAll();
    expect(ofAlg(await published())).toEqual(kids);
  });

  it('are not turned by hand before the next one was published for a day, unless at once is said', async () => {
    const before = await published();
    const asked = await turnKeys(app.test.op(), 'asked');
    expect(asked.turned).toEqual([]);
    expect(asked.readyAt?.getTime()).toBe(app.test.clock.now().getTime() + 86_400_000);
    expect(await published()).toEqual(before);
    app.test.clock.advance({ hours: 25 });
    const turn = await turnKeys(app.test.op(), 'asked');
    expect(turn.turned.length).toBe(5);
    const [event] = await listEventsAbout(app.test.op(), { kinds: ['oidc.keys_turned'], limit: 1 });
    expect(event?.data.turned).toEqual(turn.turned);
    await keepAll();
    expect(ofAlg(await published()).length).toBe(3);
  });

  it('in wrong hands are turned at once, and what signed before is published no longer', async () => {
    const before = ofAlg(await published());
    const token = await newToken();
    const now = await turnKeys(app.test.op(), 'at_once');
    expect(now.turned.length).toBe(5);
    await keepAll();
    const after = ofAlg(await published());
    expect(after[0]).toBe(before[1]);
    expect(after).not.toContain(kidOf(token));
    expect(after.length).toBe(2);
  });

  it('turn without one failed verification: before, while processes differ, and after', async () => {
    app.test.clock.advance({ hours: 25 });
    // A verifier that keeps what it read, as relying parties do, and one that is asked while keys turn.
    const kept = createRemoteJWKSet(new URL(`${app.url}/jwks`), { cooldownDuration: 0 });
    const verify = (jwt: string) => jwtVerify(jwt, kept, { issuer: app.url, audience: 'tax' });
    const browser = new Browser();
    const old = await newToken(browser);
    await verify(old);
    let failures = 0;
    let checked = 0;
    let going = true;
    const kids = new Set<string>();
    const stream = (async () => {
      while (going) {
        try {
          const token = await newToken(browser);
          kids.add(kidOf(token));
          await verify(token);
          await verify(old);
          checked += 1;
        } catch {
          failures += 1;
        }
      }
    })();
    await expect.poll(() => checked, { timeout: 20_000 }).toBeGreaterThan(2);
    // The other process turns; this one signs with the old key until it looks, and verifies what the other signs.
    const { turned } = await turnKeys(app.test.op(), 'asked');
    await other.keepKeys(app.test.op());
    const next = turned.find(kid => kid.startsWith('es256')) ?? '';
    expect(await published()).toContain(next);
    const seen = checked;
    await expect.poll(() => checked, { timeout: 20_000 }).toBeGreaterThan(seen + 2);
    expect(kids.has(next)).toBe(false);
    await app.oidc.keepKeys(app.test.op());
    await expect.poll(() => kids.has(next), { timeout: 20_000 }).toBe(true);
    going = false;
    await stream;
    expect([failures, kids.size]).toEqual([0, 2]);
    // Signed before the turn: still a hint that the engine takes at sign-out.
    const ask = await browser.open(`${app.url}/session/end?id_token_hint=${old}`);
    expect([ask.status, ask.fields.includes('logout')]).toEqual([200, true]);
  }, 60_000);

  it('keep sessions and sign-ins under way: what the old engine began the new one ends', async () => {
    app.test.clock.advance({ hours: 25 });
    const browser = new Browser();
    const { journey, page } = await tax.open(browser);
    await turnKeys(app.test.op(), 'asked');
    await app.oidc.keepKeys(app.test.op());
    const { walk } = await import('../support/stories.ts');
    const { end } = await walk(page, maryam, { until: tax.isBack });
    await turnKeys(app.test.op(), 'at_once');
    await app.oidc.keepKeys(app.test.op());
    const { accessToken } = await tax.finish(journey, end.url);
    const profile = await tax.profile(accessToken, '', { accept: 'application/jwt' });
    const jwt = await profile.text();
    const keys = ((await (await fetch(`${app.url}/jwks`)).json()) as { keys: JWK[] }).keys;
    const key = keys.find(one => one.kid === kidOf(jwt));
    await jwtVerify(jwt, await importJWK(key ?? {}, 'ES256'), { typ: 'profile+jwt' });
    expect((await browser.open(`${app.url}/me`)).fields).not.toContain('password');
  });

  it('turn by themselves after ninety days, once, and go away when nothing they signed is worth anything', async () => {
    await keepAll();
    const before = ofAlg(await published());
    app.test.clock.advance({ days: CURRENT_DAYS });
    await Promise.all([app.oidc.keepKeys(app.test.op()), other.keepKeys(app.test.op())]);
    await keepAll();
    const after = ofAlg(await published());
    expect(after[0]).toBe(before[1]);
    // Of those before only the one that signed last is left, beside a new next one.
    expect(after.length).toBe(3);
    app.test.clock.advance({ days: PREVIOUS_DAYS });
    await keepAll();
    expect(ofAlg(await published())).toEqual(after.filter(kid => kid !== before[0]));
  });

  it('are private only under seal, and the turn says ids only', async () => {
    const rows = await app.test.system.db.selectFrom('signing_key').selectAll().execute();
    expect(rows.map(row => JSON.stringify(row.public_jwk)).join()).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
    expect(app.test.log.join()).not.toMatch(/"d":/);
  });
});

it('a schedule waits for the next key even when the current one is old', () => {
  const at = new Date('2026-11-21T00:00:00Z');
  const row = (state: 'next' | 'current', days: number) => ({
    kid: state,
    alg: 'ES256',
    state,
    public_jwk: {},
    sealed_private: Buffer.alloc(0),
    created_at: at,
    state_since: new Date(at.getTime() - days * 86_400_000),
  });
  expect(planTurn([row('current', 400), row('next', 0.5)], at, 'scheduled').turn).toEqual([]);
  expect(planTurn([row('current', 400), row('next', 1)], at, 'scheduled').turn.length).toBe(1);
  expect(planTurn([row('current', 89), row('next', 50)], at, 'scheduled').turn).toEqual([]);
});
