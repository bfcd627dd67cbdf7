import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedClient } from '../../src/clients/index.ts';
import { parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier, importPerson } from '../../src/identity/index.ts';
import { Authority, header, type Laid, layDown } from '../factors/authority.ts';
import { authenticatorOf, codeSent, loa } from '../oidc/proofs.ts';
import { CALLBACK, client, purpose } from '../oidc/support.ts';
import { type TestApp, testApp } from '../support/app.ts';
import {
  launch,
  leaves,
  look,
  openScreen,
  plugInKey,
  type Screen,
  typePassword,
} from '../support/chromium.ts';
import { findChromium } from '../support/needs.ts';
import { password, people } from '../support/people.ts';
import type { RelyingParty } from '../support/relying-party.ts';

const executable = findChromium();

describe.skipIf(!executable)('a second way of signing in, in a real browser', () => {
  let app: TestApp;
  let browser: Browser;
  let bank: RelyingParty;
  let authority: Authority;
  let laid: Laid;
  beforeAll(async () => {
    authority = await Authority.make(new Date());
    laid = await layDown(authority);
    app = await testApp({ config: { trustProxy: 1, certificates: laid.route } });
    await seedClient(app.op(), client('registry', { purposes: [purpose({ level: 3 })] }));
    await seedClient(app.op(), client('bank', { purposes: [purpose({ level: 2 })] }));
    bank = await app.party('bank');
    browser = await launch(executable ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await laid?.clear();
  });

  /** Where nobody listens: the address is caught. */
  async function catchCallback({ context }: Screen): Promise<void> {
    await context.route(`${CALLBACK}**`, route => route.fulfill({ body: 'back' }));
  }

  test('she adds a hardware key in /me/security, and the next day signs in with it alone', {
    timeout: 180_000,
  }, async () => {
    const screen = await openScreen(browser);
    const { page, context } = screen;
    await plugInKey(screen);
    await catchCallback(screen);
    await page.goto(`${app.url}/me/security/passkeys/new`);
    await typePassword(screen.page, people.sara.id);
    // A stolen password alone must not add a key: the second step comes before.
    await page.locator('[name=send]').waitFor();
    await look(screen, 'second-factor-send.fa');
    await leaves(page, () => page.locator('[name=send]').click());
    await page.locator('[name=code]').waitFor();
    await look(screen, 'second-factor-code.fa');
    await page.fill('[name=code]', '000000');
    await leaves(page, () => page.keyboard.press('Enter'));
    await page.locator('[role=alert]').first().waitFor();
    expect(await page.title()).toContain('خطا:');
    await look(screen, 'second-factor-wrong.fa');
    await page.fill('[name=code]', await codeSent(app));
    await leaves(page, () => page.keyboard.press('Enter'));
    await page.locator('[name=name]').waitFor();
    await page.fill('[name=name]', 'کلید من');
    await page.locator('form[data-passkey=create] button').click();
    await page.waitForURL('**/me/security?done=passkey_added');
    // Signed out: the browser knows nothing of her but the key.
    await context.clearCookies();
    const journey = await bank.begin();
    await page.goto(journey.url.href);
    await look(screen, 'sign-in-passkey.fa');
    await page.locator('form[data-passkey=get] button').click();
    await page.locator('[name=acting_for]').first().waitFor();
    await page.locator('[name=acting_for][value=self]').check();
    await leaves(page, () => page.locator('main form button:not([name])').click());
    // Nobody listens there: the address is what counts.
    await page.locator('[name=decision][value=allow]').click();
    await page.waitForURL(`${CALLBACK}**`);
    const { claims } = await bank.finish(journey, new URL(page.url()));
    expect(claims.acr).toBe(loa(3));
    expect(claims.amr).toEqual(expect.arrayContaining(['hwk', 'mfa']));
    expect(screen.complaints).toEqual([]);
    await context.close();
  });

  test('a certificate as the second step; without one, what it would do', { timeout: 180_000 }, async () => {
    const { certificate } = await authority.issue({ serialNumber: people.omid.id, name: people.omid.fa });
    const registry = await app.party('registry');
    for (const lang of ['fa', 'en'] as const) {
      const screen = await openScreen(browser);
      const { page, context } = screen;
      await catchCallback(screen);
      const { url } = await registry.begin({ ui_locales: lang });
      await page.goto(url.href);
      await typePassword(screen.page, people.omid.id);
      await page.locator('#remaining').waitFor();
      await look(screen, `no-certificate.${lang}`);
      await context.setExtraHTTPHeaders({ 'client-cert': header(certificate) });
      await page.reload();
      await look(screen, `second-factor-certificate.${lang}`);
      await leaves(page, () => page.locator('form:has([value=certificate]) button').click());
      await page.locator('[name=acting_for]').first().waitFor();
      await context.close();
    }
  });

  test('the key as the second step, after the password; and the other ways beside it', {
    timeout: 180_000,
  }, async () => {
    const screen = await openScreen(browser);
    const { page, context } = screen;
    await plugInKey(screen);
    const id = (await findPersonByIdentifier(app.op(), parsePersonId(people.laleh.id)))?.id ?? '';
    const code = await authenticatorOf(app, id);
    await page.goto(`${app.url}/sign-in?level=2&to=/me/security/passkeys/new`);
    await typePassword(screen.page, people.laleh.id);
    await page.locator('[name=code]').waitFor();
    await page.fill('[name=code]', code());
    await leaves(page, () => page.keyboard.press('Enter'));
    await page.locator('[name=name]').waitFor();
    await page.fill('[name=name]', 'key');
    await page.locator('form[data-passkey=create] button').click();
    await page.waitForURL('**/me/security?done=passkey_added');
    await context.clearCookies();
    await page.goto(`${app.url}/sign-in?level=2&to=/me/record`);
    await typePassword(screen.page, people.laleh.id);
    await page.locator('form[data-passkey=get]').waitFor();
    for (const lang of ['en', 'fa']) {
      await page.goto(`${page.url().replace(/&lang=\w+/, '')}&lang=${lang}`);
      await look(screen, `second-factor-passkey.${lang}`);
    }
    await page.locator('form[data-passkey=get] button').click();
    await page.waitForURL('**/me/record');
    expect(screen.complaints).toEqual([]);
    await context.close();
  });

  test('who has nothing but the password can read what to do, in both languages and in the dark', {
    timeout: 180_000,
  }, async () => {
    await importPerson(app.op(), {
      identifier: parsePersonId(people.golnaz.id),
      name: people.golnaz,
      birthDate: '1990-01-01',
      mobile: null,
      password,
    });
    const screen = await openScreen(browser, { colorScheme: 'dark' });
    const { page, context } = screen;
    await page.goto((await bank.begin()).url.href);
    await look(screen, 'sign-in-passkey-dark.fa');
    await typePassword(screen.page, people.golnaz.id);
    await page.locator('a[href="/me/security"]').waitFor();
    await look(screen, 'no-second-factor-dark.fa');
    await leaves(page, () => page.locator('a.lang').click());
    await look(screen, 'no-second-factor-dark.en');
    expect(screen.complaints).toEqual([]);
    await context.close();
  });

  test('without script there is no passkey on the page, and everything else works', {
    timeout: 60_000,
  }, async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${app.url}/sign-in?level=2&to=/me`);
    expect(await page.locator('form[data-passkey]').isVisible()).toBe(false);
    await typePassword(page, people.omid.id);
    await leaves(page, () => page.locator('[name=send]').click());
    await page.fill('[name=code]', await codeSent(app));
    await leaves(page, () => page.keyboard.press('Enter'));
    await page.waitForURL('**/me');
    await context.close();
  });
});
