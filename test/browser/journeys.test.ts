import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dictionaries } from '../../src/i18n/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import {
  findings,
  launch,
  leaves,
  look,
  openScreen,
  type Screen,
  signIn,
  tabTo,
} from '../support/chromium.ts';
import { findChromium } from '../support/needs.ts';
import { companies, password, people } from '../support/people.ts';

const executable = findChromium();

describe.skipIf(!executable)('in a real browser', () => {
  let app: TestApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await testApp({ systems: true });
    browser = await launch(executable ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const heading = ({ page }: Screen) => page.locator('h1').textContent();
  const direction = ({ page }: Screen) =>
    page.evaluate('[document.documentElement.lang, document.documentElement.dir]');
  const finished = async (screen: Screen) => {
    expect(screen.complaints).toEqual([]);
    expect([...screen.hosts]).toEqual(['localhost']);
    await screen.context.close();
  };

  for (const { lang, dir, locale, typed, company } of [
    { lang: 'fa', dir: 'rtl', locale: 'fa-IR', typed: '۹۹۹-۰۰۰ ۰۰۱۸', company: companies.arvand },
    { lang: 'en', dir: 'ltr', locale: 'en-GB', typed: people.laleh.id, company: companies.zagros },
  ] as const)
    test(`the window, signing in once, and not again (${lang})`, { timeout: 120_000 }, async () => {
      const screen = await openScreen(browser, { locale });
      const { page } = screen;

      // The window.
      await page.goto(`${app.url}/?lang=${lang}`);
      expect(await direction(screen)).toEqual([lang, dir]);
      await look(screen, `window.${lang}`);
      expect(await page.evaluate('document.fonts.check("16px Vazirmatn", "یک‌بار")')).toBe(true);

      // Sign in once, at the tax system.
      await page.goto(`${app.tax}/?lang=${lang}`);
      await look(screen, `tax-empty.${lang}`);
      await leaves(page, () => page.locator('main a.btn[href="/sign-in"]').click());
      await page.waitForURL(`${app.url}/**`);
      expect(await direction(screen)).toEqual([lang, dir]);
      await look(screen, `sign-in.${lang}`);
      await page.fill('[name=national_id]', typed);
      await page.fill('[name=password]', 'not this');
      await leaves(page, () => page.locator('main form:has([name=password]) button').click());
      await page.locator('[role=alert]').waitFor();
      await look(screen, `sign-in-wrong.${lang}`);
      expect(await page.inputValue('[name=password]')).toBe('');
      await page.fill('[name=password]', password);
      await leaves(page, () => page.locator('main form:has([name=password]) button').click());

      await page.locator('[name=acting_for]').first().waitFor();
      expect(await page.locator('main').textContent()).toContain(companies.pars[lang]);
      await look(screen, `acting-for.${lang}`);
      await page.locator(`[name=acting_for][value="${company.id}"]`).check();
      await leaves(page, () => page.locator('main form:has([name=acting_for]) button').click());

      await page.locator('[name=decision]').first().waitFor();
      expect(await page.locator('main').textContent()).toContain(company[lang]);
      await look(screen, `consent.${lang}`);
      await leaves(page, () => page.locator('[name=decision][value=allow]').click());
      await page.waitForURL(`${app.tax}/**`);
      expect(await page.locator('.spared').textContent()).toMatch(/[0-9۰-۹]{2}/);
      await look(screen, `prefilled.${lang}`);

      // Not again, at customs: no password, only what is new there.
      await page.goto(`${app.customs}/?lang=${lang}`);
      await leaves(page, () => page.locator('main a.btn[href="/sign-in"]').click());
      await page.waitForURL(`${app.url}/**`);
      expect(await page.locator('[name=password]').count()).toBe(0);
      if ((await page.locator('[name=acting_for]').count()) > 0) {
        await page.locator(`[name=acting_for][value="${company.id}"]`).check();
        await leaves(page, () => page.locator('main form:has([name=acting_for]) button').click());
      }
      await page.locator('[name=decision]').first().waitFor();
      await look(screen, `consent-customs.${lang}`);
      await leaves(page, () => page.locator('[name=decision][value=allow]').click());
      await page.waitForURL(`${app.customs}/**`);
      await look(screen, `customs-prefilled.${lang}`);

      // Back at the tax system, nothing is asked.
      await page.goto(`${app.tax}/sign-in`);
      await page.waitForURL(`${app.tax}/`);

      // Her record.
      await page.goto(`${app.url}/me`);
      expect(await heading(screen)).toBeTruthy();
      await look(screen, `record.${lang}`);

      // What is known of her, with the answer that a register still owes.
      await page.goto(`${app.url}/me/profile`);
      expect(await page.textContent('main')).toContain(dictionaries[lang].say.profile.awaited);
      await look(screen, `profile.${lang}`);
      await finished(screen);
    });

  test('with the keyboard alone, from the tax system to the filled form', { timeout: 60_000 }, async () => {
    const screen = await openScreen(browser);
    const { page } = screen;
    await page.goto(`${app.tax}/`);
    await tabTo(page, 'main a.btn[href="/sign-in"]');
    await leaves(page, () => page.keyboard.press('Enter'));
    await page.waitForURL(`${app.url}/**`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.matches("a.skip")')).toBe(true);
    await tabTo(page, '[name=national_id]');
    await page.keyboard.type(people.amir.id);
    await tabTo(page, '[name=password]');
    await page.keyboard.type(password);
    await leaves(page, () => page.keyboard.press('Enter'));
    await page.locator('[name=acting_for]').first().waitFor();
    await tabTo(page, '[name=acting_for]');
    await page.keyboard.press('Space');
    await tabTo(page, 'main form:has([name=acting_for]) button');
    await leaves(page, () => page.keyboard.press('Enter'));
    await page.locator('[name=decision]').first().waitFor();
    await tabTo(page, '[name=decision][value=allow]');
    await leaves(page, () => page.keyboard.press('Enter'));
    await page.waitForURL(`${app.tax}/**`);
    expect(await page.locator('.spared').count()).toBe(1);
    await finished(screen);
  });

  test('in the dark the pages are as readable', { timeout: 60_000 }, async () => {
    const screen = await openScreen(browser, { colorScheme: 'dark' });
    for (const path of ['/', '/catalogue', '/systems/35', '/nowhere', '/accessibility']) {
      await screen.page.goto(`${app.url}${path}`);
      expect(await findings(screen.page), path).toEqual([]);
    }
    await look(screen, 'accessibility.fa-dark');
    await screen.page.goto(`${app.tax}/sign-in`);
    expect(await findings(screen.page)).toEqual([]);
    await look(screen, 'sign-in.fa-dark');
    await finished(screen);
  });

  test('who does not allow it is back at the system, which asks her itself', {
    timeout: 60_000,
  }, async () => {
    const screen = await openScreen(browser, { width: 390 });
    const { page } = screen;
    await page.goto(`${app.tax}/sign-in`);
    await signIn(page, people.omid.id);
    await leaves(page, () => page.locator('[name=decision][value=deny]').click());
    await page.waitForURL(`${app.tax}/**`);
    expect(await page.locator('main').textContent()).toContain('اجازه ندادید');
    await look(screen, 'denied.fa');
    await finished(screen);
  });

  test('signing out in the browser ends where she started', { timeout: 60_000 }, async () => {
    const screen = await openScreen(browser);
    const { page } = screen;
    await page.goto(`${app.tax}/sign-in`);
    await signIn(page, people.maryam.id);
    await leaves(page, () => page.locator('[name=decision][value=allow]').click());
    await page.waitForURL(`${app.tax}/**`);
    await leaves(page, () => page.locator('form[action="/sign-out"] button').click());
    await page.waitForURL(`${app.url}/**`);
    await look(screen, 'sign-out.fa');
    await leaves(page, () => page.locator('[name=logout][value=yes]').click());
    await page.waitForURL(`${app.tax}/**`);
    await finished(screen);
  });
});
