import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { listFactors, removePasskey, removeTotp } from '../../src/factors/index.ts';
import { walk } from '../support/stories.ts';
import {
  answerOf,
  askForText,
  atSecondStep,
  authenticatorOf,
  codeSent,
  essential,
  loa,
  maryamTypes,
  passkeyOf,
  personWithoutFactors,
  through,
} from './proofs.ts';
import {
  Browser,
  client,
  maryam,
  password,
  purpose,
  type RelyingParty,
  sara,
  signInAt,
  type TestOidc,
  testOidc,
} from './support.ts';

let app: TestOidc;
let tax: RelyingParty;
let strict: RelyingParty;
let nobody: { id: string; personId: string };
beforeAll(async () => {
  app = await testOidc();
  await app.add(client('strict', { purposes: [purpose({ level: 2 })] }));
  [tax, strict] = [await app.party('tax'), await app.party('strict')];
  nobody = await personWithoutFactors(app.test);
});
afterEach(() => {
  vi.useRealTimers();
  // Nobody waits for another code.
  app.test.clock.advance({ hours: 2 });
});
afterAll(() => app?.close());

/** Time passes for the engine, which reads the machine's clock. */
const wait = (seconds: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });

describe('what discovery says', () => {
  it('names the three levels, and acr, amr and auth_time among the claims', () => {
    const known = tax.config.serverMetadata();
    expect(known.acr_values_supported).toEqual([1, 2, 3].map(loa));
    expect(known.claims_supported).toEqual(expect.arrayContaining(['acr', 'amr', 'auth_time']));
  });
});

describe('a purpose of level 2', () => {
  it('is asked for the second step after the password; the ID token says what was proved', async () => {
    const { journey, page } = await atSecondStep(strict);
    expect(page.fields).not.toContain('password');
    expect(
      page
        .all('[aria-current=step]')
        .map(one => one.text)
        .join(),
    ).toContain('ورود');
    const text = await askForText(page);
    const consent = await text.submit({ code: await codeSent(app.test) });
    const back = await consent.submit({ decision: 'allow' }, { until: strict.isBack });
    const { claims, accessToken } = await strict.finish(journey, back.url);
    expect(claims.acr).toBe(loa(2));
    expect(new Set(claims.amr as string[])).toEqual(new Set(['pwd', 'sms', 'mfa']));
    expect((await strict.profile(accessToken)).status).toBe(200);
  });

  it('needs no level where its fields are not asked for', async () => {
    const { claims } = await signInAt(strict, new Browser(), maryam, { scope: 'openid' });
    expect(claims.acr).toBe(loa(1));
  });

  it('asks in a running session only for what is missing, and the sign-in stays as old as it is', async () => {
    const browser = new Browser();
    const first = await signInAt(tax, browser, sara);
    expect(first.claims.acr).toBe(loa(1));
    wait(90);
    const { journey, page } = await strict.open(browser);
    expect(page.fields).not.toContain('password');
    const code = await authenticatorOf(app.test, app.persons.sara);
    const step = await page.browser.open(page.url);
    const choice = await step.submit({ code: code() });
    const consent = await choice.submit({ acting_for: 'self' });
    const back = await consent.submit({ decision: 'allow' }, { until: strict.isBack });
    const { claims } = await strict.finish(journey, back.url);
    expect([claims.acr, claims.auth_time]).toEqual([loa(2), first.claims.auth_time]);
    expect(new Set(claims.amr as string[])).toEqual(new Set(['pwd', 'otp', 'mfa']));
    // The level holds for every system in the browser.
    const again = await signInAt(tax, browser, sara);
    expect([again.walk.asked, again.claims.acr]).toEqual([[], loa(2)]);
    await removeTotp(app.test.op(), app.persons.sara);
  });
});

describe('without a page (prompt=none)', () => {
  const silent = async (party: RelyingParty, browser: Browser, more: Record<string, string> = {}) => {
    const { page, journey } = await party.open(browser, { prompt: 'none', ...more });
    expect(party.isBack(page.url)).toBe(true);
    return { error: page.url.searchParams.get('error'), url: page.url, journey };
  };

  it('a stranger has to sign in, and so has who is below the level that is demanded', async () => {
    const browser = new Browser();
    expect((await silent(strict, browser)).error).toBe('login_required');
    await signInAt(tax, browser, maryam);
    expect((await silent(strict, browser)).error).toBe('login_required');
    expect((await silent(tax, browser, essential(2))).error).toBe('login_required');
    expect((await silent(tax, browser, essential(3, 2))).error).toBe('login_required');
    const one = await silent(tax, browser, essential(2, 1));
    expect((await tax.finish(one.journey, one.url)).claims.acr).toBe(loa(1));
  });

  it('a level that is only wished for stops nothing', async () => {
    const browser = new Browser();
    await signInAt(tax, browser, maryam);
    const { journey, url } = await silent(tax, browser, { acr_values: `${loa(3)} ${loa(2)}` });
    expect((await tax.finish(journey, url)).claims.acr).toBe(loa(1));
  });

  it('a level that nobody has is refused for what it is', async () => {
    const { error } = await silent(tax, new Browser(), {
      claims: JSON.stringify({ id_token: { acr: { essential: true, value: 'urn:other:9' } } }),
    });
    expect(error).toBe('unmet_authentication_requirements');
  });
});

describe('acr_values and the claim acr', () => {
  it('a wish is followed where she can, and the first that she reaches is taken', async () => {
    const { journey, page } = await tax.open(new Browser(), { acr_values: `${loa(3)} ${loa(2)} ${loa(1)}` });
    const text = await askForText(await page.submit(maryamTypes));
    const back = await through(tax, text, { code: await codeSent(app.test) });
    expect((await tax.finish(journey, back.url)).claims.acr).toBe(loa(2));
  });

  it('who has nothing but the password gets in with what is only wished for, and the token says so', async () => {
    const answers = { id: nobody.id, actingFor: 'self', decision: 'allow' } as const;
    const { claims } = await signInAt(tax, new Browser(), answers, { acr_values: loa(2) });
    expect([claims.acr, claims.amr]).toEqual([loa(1), ['pwd']]);
  });

  it('a wish that is no longer within reach holds nobody up', async () => {
    await authenticatorOf(app.test, nobody.personId);
    const { journey, page } = await tax.open(new Browser(), { acr_values: loa(2) });
    const step = await page.submit({ national_id: nobody.id, password });
    expect(step.fields).toContain('code');
    await removeTotp(app.test.op(), nobody.personId);
    const on = await step.browser.open(step.url, { until: tax.isBack });
    const done = await walk(on, { actingFor: 'self', decision: 'allow' }, { until: tax.isBack });
    expect((await tax.finish(journey, done.end.url)).claims.acr).toBe(loa(1));
  });

  it('what is essential is never lowered: she is told what to add, and the system why', async () => {
    const { page } = await tax.open(new Browser(), essential(2));
    const told = await page.submit({ national_id: nobody.id, password });
    expect(told.heading).toContain('راه ورود دیگری');
    expect(told.fields).not.toContain('code');
    expect(told.link('/me/security').pathname).toBe('/me/security');
    const form = told.all('main form').find(one => one.getAttribute('action')?.includes('/cancel'));
    const back = await told.submit({}, { ...(form ? { form } : {}), until: tax.isBack });
    expect(back.url.searchParams.get('error')).toBe('unmet_authentication_requirements');
    // Who tries the step all the same gets nowhere.
    const tried = await told.browser.open(told.url);
    expect(tried.status).toBe(410);
  });

  it('a session that is worth more answers with the level that was called essential', async () => {
    const browser = new Browser();
    const device = await passkeyOf(app.test, app.persons.maryam);
    const { page } = await tax.open(browser);
    await through(tax, page, answerOf(device, page));
    for (const [asked, said] of [
      [essential(1), 1],
      [essential(1, 2), 2],
      [essential(3), 3],
      [{}, 3],
    ] as const) {
      const { walk, claims } = await signInAt(tax, browser, maryam, asked);
      expect(walk.asked).toEqual([]);
      expect(claims.acr).toBe(loa(said));
    }
    for (const { id } of (await listFactors(app.test.op(), app.persons.maryam)).passkeys)
      await removePasskey(app.test.op(), app.persons.maryam, id);
  });
});

describe('signing in again', () => {
  it('prompt=login and max_age ask for both steps, and make the sign-in new', async () => {
    const browser = new Browser();
    const { journey, page } = await atSecondStep(strict, browser);
    const text = await askForText(page);
    const next = await through(strict, text, { code: await codeSent(app.test) });
    const first = (await strict.finish(journey, next.url)).claims;
    for (const [seconds, more] of [
      [60, { prompt: 'login' }],
      [120, { max_age: '30' }],
    ] as const) {
      wait(seconds);
      app.test.clock.advance({ minutes: 20 });
      const begun = await strict.open(browser, more);
      expect(begun.page.fields).toContain('password');
      const step = await askForText(await begun.page.submit(maryamTypes));
      const back = await through(strict, step, { code: await codeSent(app.test) });
      const { claims } = await strict.finish(begun.journey, back.url);
      expect(claims.acr).toBe(loa(2));
      expect(claims.auth_time).toBeGreaterThan(Number(first.auth_time));
    }
  });

  it('a second step that takes too long for max_age does not make an old sign-in pass', async () => {
    const browser = new Browser();
    const old = await signInAt(tax, browser, maryam);
    const { journey, page } = await strict.open(browser, { max_age: '60' });
    expect(page.fields).not.toContain('password');
    const text = await askForText(page);
    wait(120);
    const asked = await text.submit({ code: await codeSent(app.test) }, { until: strict.isBack });
    expect(asked.fields).toContain('password');
    app.test.clock.advance({ minutes: 20 });
    const again = await askForText(await asked.submit(maryamTypes));
    const back = await through(strict, again, { code: await codeSent(app.test) });
    const { claims } = await strict.finish(journey, back.url);
    expect(claims.acr).toBe(loa(2));
    expect(claims.auth_time).toBeGreaterThan(Number(old.claims.auth_time) + 60);
  });
});
