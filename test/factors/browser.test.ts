import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCertificate, listFactors, passkeyOptions, signInByPasskey } from '../../src/factors/index.ts';
import { launch, leaves, look, openScreen, plugInKey } from '../support/chromium.ts';
import { findChromium } from '../support/needs.ts';
import { Authority, header, type Laid, layDown, text } from './authority.ts';
import { type Pages, pagesOf } from './pages-app.ts';
import { type Room, roomWithPeople } from './persons.ts';

const executable = findChromium();
const LEVEL_2 = 'urn:yekbar:loa:2';

describe.skipIf(!executable)('passkeys in a real browser', () => {
  let t: Room;
  let pages: Pages;
  let browser: Browser;
  let authority: Authority;
  let laid: Laid;
  beforeAll(async () => {
    const at = new Date('2026-03-01T08:00:00Z');
    authority = await Authority.make(at);
    laid = await layDown(authority);
    t = await roomWithPeople({ at, config: { trustProxy: 1, certificates: laid.route } });
    pages = await pagesOf(t);
    browser = await launch(executable ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
    await t?.close();
    await laid?.clear();
  });

  test('she adds a hardware key with our script, and signs in with it alone', {
    timeout: 120_000,
  }, async () => {
    pages.signIn('sara', LEVEL_2);
    const screen = await openScreen(browser);
    const { page } = screen;
    await plugInKey(screen);
    await page.goto(`${pages.url}/me/security/passkeys/new`);
    expect(await page.locator('[data-passkey-missing]').isVisible()).toBe(false);
    await page.fill('[name=name]', 'کلید اداره');
    await page.locator('form[data-passkey] button').click();
    await page.waitForURL('**/me/security?done=passkey_added');
    const [key] = (await listFactors(t.op(), t.persons.sara.id)).passkeys;
    expect(key).toMatchObject({ name: 'کلید اداره', hardwareBound: true });

    // Signing in is the engine's page: here the browser answers, and the door is asked.
    const op = pages.op();
    const options = JSON.stringify(await passkeyOptions(op, undefined));
    const answer = await page.evaluate<string>(`(async () => {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(${options});
      return JSON.stringify((await navigator.credentials.get({ publicKey })).toJSON());
    })()`);
    const { person, level } = await signInByPasskey(op, answer);
    expect([person.id, level]).toEqual([t.persons.sara.id, 3]);
    expect(screen.complaints).toEqual([]);
    await screen.context.close();
  });

  test('where the browser gives no key, the page says so and nothing is sent', {
    timeout: 60_000,
  }, async () => {
    pages.signIn('omid', LEVEL_2);
    const screen = await openScreen(browser);
    const { page } = screen;
    const tools = await screen.context.newCDPSession(page);
    await tools.send('WebAuthn.enable');
    await page.goto(`${pages.url}/me/security/passkeys/new`);
    await page.fill('[name=name]', 'x');
    await page.evaluate('navigator.credentials.create = () => Promise.reject(new Error("cancelled"))');
    await page.locator('form[data-passkey] button').click();
    await page.locator('[data-passkey-failed]').waitFor();
    expect(await page.locator('form[data-passkey] button').isEnabled()).toBe(true);
    expect((await listFactors(t.op(), t.persons.omid.id)).passkeys).toEqual([]);
    await screen.context.close();
  });

  test('without script the pages offer the other ways', { timeout: 60_000 }, async () => {
    pages.signIn('omid', LEVEL_2);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${pages.url}/me/security/passkeys/new`);
    expect(await page.locator('form[data-passkey]').isVisible()).toBe(false);
    expect(await page.locator('[data-passkey-missing]').isVisible()).toBe(true);
    await context.close();
  });

  for (const colorScheme of ['light', 'dark'] as const)
    test(`every page can be read by everyone (${colorScheme})`, { timeout: 240_000 }, async () => {
      await t.passkeyOf('sara');
      const { certificate } = await authority.issue({ name: 'Sara Rahimi' });
      await addCertificate(t.op(), t.persons.sara.id, text(certificate));
      pages.signIn('sara', LEVEL_2);
      const screen = await openScreen(browser, { colorScheme });
      for (const lang of ['fa', 'en'])
        for (const [name, path] of [
          ['security', ''],
          ['new-passkey', '/passkeys/new'],
          ['new-totp', '/totp/new'],
          ['recovery-codes', '/recovery-codes'],
          ['new-password', '/password'],
          ['new-certificate', '/certificates/new'],
        ] as const) {
          await screen.page.goto(`${pages.url}/me/security${path}?lang=${lang}`);
          await look(screen, `${name}.${lang}.${colorScheme}`);
        }
      await screen.context.setExtraHTTPHeaders({ 'client-cert': header(certificate) });
      await screen.page.goto(`${pages.url}/me/security/certificates/new`);
      await look(screen, `new-certificate-shown.${colorScheme}`);
      await screen.page.goto(`${pages.url}/me/security/recovery-codes`);
      await leaves(screen.page, () => screen.page.locator('main form button').click());
      await screen.page.locator('ol').waitFor();
      await look(screen, `recovery-codes-shown.${colorScheme}`);
      expect(screen.complaints).toEqual([]);
      await screen.context.close();
    });
});
