import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';
import { launch, leaves, look, openScreen } from '../support/chromium.ts';
import { findChromium } from '../support/needs.ts';
import { GOOD } from './room.ts';

const executable = findChromium();

describe.skipIf(!executable)('enrolment in a real browser', () => {
  let app: TestApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await testApp();
    browser = await launch(executable ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  test('Golnaz makes an account, page by page', { timeout: 120_000 }, async () => {
    const screen = await openScreen(browser, { locale: 'fa-IR' });
    const { page, context } = screen;
    await page.goto(`${app.url}/enrol`);
    await look(screen, 'enrol.fa');
    await leaves(page, () => page.locator('a[href*="example=1"]').click());
    await page.fill('[name=family_name]', '123');
    await leaves(page, () => page.locator('main form button').click());
    await page.locator('[role=alert]').waitFor();
    await look(screen, 'enrol-wrong.fa');
    await leaves(page, () => page.locator('a[href*="example=1"]').click());
    await leaves(page, () => page.locator('main form button').click());
    await page.locator('[name=code]').waitFor();
    await page.locator('details summary').click();
    await look(screen, 'enrol-code.fa');
    const phone = await context.newPage();
    await phone.goto(`${app.url}/demo/outbox`);
    const code = /#(\d{6})/.exec((await phone.textContent('main')) ?? '')?.[1] ?? '';
    await phone.close();
    await page.fill('[name=code]', code);
    await leaves(page, () => page.locator('main form button').first().click());
    await page.locator('[name=password]').waitFor();
    await look(screen, 'enrol-password.fa');
    await page.fill('[name=password]', GOOD);
    await leaves(page, () => page.locator('main form button').click());
    await page.locator('main a.btn').waitFor();
    await look(screen, 'enrol-done.fa');
    await page.goto(`${app.url}/recover?lang=en`);
    await look(screen, 'recover.en');
    expect(screen.complaints).toEqual([]);
    await context.close();
  });
});
