import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { removeTotp } from '../../src/factors/index.ts';
import { deliverMessages } from '../../src/messages/index.ts';
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
  through,
  wrong,
} from './proofs.ts';
import {
  Browser,
  client,
  maryam,
  password,
  purpose,
  type RelyingParty,
  type TestOidc,
  testOidc,
} from './support.ts';

let app: TestOidc;
let tax: RelyingParty;
let strict: RelyingParty;
beforeAll(async () => {
  app = await testOidc();
  await app.add(client('strict', { purposes: [purpose({ level: 2 })] }));
  [tax, strict] = [await app.party('tax'), await app.party('strict')];
});
afterEach(() => {
  // Nobody waits for another code.
  app.test.clock.advance({ hours: 2 });
});
afterAll(() => app?.close());

describe('who tries to get by with less', () => {
  it('an empty code is none, and nothing is counted against her', async () => {
    const { page } = await atSecondStep(strict);
    const text = await askForText(page);
    const refused = await text.submit({ code: '  ' });
    expect([refused.status, refused.find('[role=alert]').text.includes('کدی ننوشتید')]).toEqual([400, true]);
    expect(refused.root.querySelector('title')?.text).toContain('خطا:');
    expect(
      (await refused.submit({ passkey: '', factor: 'passkey' } as never, { form: refused.form('code') }))
        .status,
    ).toBe(400);
  });

  it('a code of one kind is not accepted as another', async () => {
    const { page } = await atSecondStep(strict);
    const text = await askForText(page);
    const code = await codeSent(app.test);
    for (const factor of ['totp', 'recovery']) {
      const refused = await text.submit({ code, factor });
      expect(refused.status).toBe(403);
      expect(refused.find('[role=alert]').text).toContain('کد درست نیست');
    }
    expect((await text.submit({ code: wrong(code) })).status).toBe(403);
    expect(strict.isBack((await through(strict, text, { code })).url)).toBe(true);
  });

  it('a code works once, also for the same person in another sign-in', async () => {
    const one = await askForText((await atSecondStep(strict)).page);
    const code = await codeSent(app.test);
    const other = (await atSecondStep(strict)).page;
    expect(strict.isBack((await through(strict, one, { code })).url)).toBe(true);
    const again = await other.submit({ code, factor: 'sms' } as never, { form: other.form('send') });
    expect(again.status).toBe(403);
  });

  it('the steps that come after cannot be posted before, nor this one left out', async () => {
    const { page, browser } = await atSecondStep(strict);
    const at = (step: string) => page.url.href.replace(/(\/interaction\/[^/?]+)[^?]*/, `$1/${step}`);
    for (const [step, body] of [
      ['acting-for', 'acting_for=self'],
      ['consent', 'decision=allow'],
      ['login', `national_id=${maryam.id}&password=${encodeURIComponent(password)}`],
    ] as const) {
      const shown = await browser.open(
        at(step),
        { method: 'POST', body, until: strict.isBack },
        new URL(app.url),
      );
      expect(strict.isBack(shown.url)).toBe(false);
      expect(shown.heading).toContain('گام دوم');
    }
    const { page: anew } = await strict.open(browser);
    expect(anew.heading).toContain('گام دوم');
  });

  it('the step of another browser cannot be answered', async () => {
    const mine = await askForText((await atSecondStep(strict)).page);
    const code = await codeSent(app.test);
    const thief = await atSecondStep(strict);
    const tried = await thief.browser.open(
      mine.form('code').getAttribute('action')?.startsWith('/')
        ? app.url + mine.form('code').getAttribute('action')
        : mine.url,
      { method: 'POST', body: new URLSearchParams({ factor: 'sms', code }), until: strict.isBack },
      new URL(app.url),
    );
    expect(tried.status).toBe(410);
  });

  it('an authenticator that was taken away meanwhile is of no use', async () => {
    const code = await authenticatorOf(app.test, app.persons.maryam);
    const { page } = await atSecondStep(strict);
    expect(page.value('factor')).toBe('totp');
    await removeTotp(app.test.op(), app.persons.maryam);
    const refused = await page.submit({ code: code() });
    expect(refused.status).toBe(403);
    expect(refused.all('[name=factor]').map(one => one.getAttribute('value'))).toEqual(['sms']);
  });

  it('a passkey that can be copied does not stand for hardware; no code is spent on level 3', async () => {
    const copied = await passkeyOf(app.test, app.persons.maryam, { synced: true });
    const hardware = await passkeyOf(app.test, app.persons.maryam);
    const { journey, page } = await tax.open(new Browser(), essential(3));
    const step = await page.submit(maryamTypes);
    expect(step.fields).not.toContain('send');
    const low = await step.submit(answerOf(copied, step));
    expect(low.find('[role=alert]').text).toContain('کلید سخت‌افزاری');
    const code = await low.submit({ factor: 'recovery', code: 'AAAA' } as never, {
      form: low.form('passkey'),
    });
    expect(code.find('[role=alert]').text).toContain('کافی نیست');
    const done = await through(tax, code, answerOf(hardware, code));
    const { claims } = await tax.finish(journey, done.url);
    expect(claims.acr).toBe(loa(3));
    expect(claims.amr).toEqual(expect.arrayContaining(['pwd', 'hwk', 'mfa']));
  });
});

describe('while text messages do not arrive', () => {
  it('the level is not lowered: she is told so, and which systems are open without a second step', async () => {
    const { page } = await atSecondStep(strict);
    await askForText(page);
    const silent = async () => {
      throw new Error('the gateway does not answer');
    };
    await deliverMessages(app.test.op({ kind: 'system' }), { sms: silent, email: silent });
    app.test.clock.advance({ seconds: 30 });
    const told = await page.browser.open(page.url);
    expect(told.text).toContain('پیامک‌ها این دم دیر می‌رسد یا نمی‌رسد');
    expect(told.find('#remaining').text).not.toBe('');
    expect(told.fields).not.toContain('decision');
    // Nothing leads past it.
    const forced = await page.browser.open(`${app.url}${page.url.pathname}/consent`, {
      method: 'POST',
      body: 'decision=allow',
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(strict.isBack(forced.url)).toBe(false);
    expect(forced.find('#remaining').text).not.toBe('');
  });
});
