import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listOutbox } from '../../src/messages/index.ts';
import { codeSent } from '../oidc/proofs.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { launch, leaves, look, openScreen, type Screen, typePassword } from '../support/chromium.ts';
import { findChromium } from '../support/needs.ts';
import { companies, people } from '../support/people.ts';

const executable = findChromium();

describe.skipIf(!executable)('a service counter in a real browser', () => {
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

  async function open(id: string, path: string, lang = 'fa'): Promise<Screen> {
    const screen = await openScreen(browser, { locale: lang === 'fa' ? 'fa-IR' : 'en-GB' });
    const { page } = screen;
    await page.goto(`${app.url}/?lang=${lang}`);
    await page.goto(`${app.url}${path}`);
    await typePassword(page, id);
    return screen;
  }

  test('two administrators accredit, the officer helps with a code, and she sees him on her record', {
    timeout: 240_000,
  }, async () => {
    const asks = await open(people.shirin.id, '/admin/counters');
    await asks.page.waitForURL('**/admin/counters');
    await look(asks, 'counters-admin-empty.fa');
    await asks.page.fill('[name=national_id]', people.maryam.id);
    await asks.page.fill('[name=counter]', 'پیشخوان میدان');
    await asks.page.fill('[name=client]', 'demo-basic');
    await asks.page.fill('[name=until]', '۱۴۵۰/۱/۱');
    await leaves(asks.page, () => asks.page.locator('form[action="/admin/counters"] button').click());
    await asks.page.locator('[role=alert]').waitFor();
    await look(asks, 'counters-admin-wrong.fa');
    const until = new Date(app.system.now().getTime() + 90 * 86_400_000).toISOString().slice(0, 10);
    await asks.page.fill('[name=until]', until);
    await leaves(asks.page, () => asks.page.locator('form[action="/admin/counters"] button').click());
    await asks.page.locator('form[action$="/end"]').waitFor();
    expect(await asks.page.locator('form[action$="/approval"]').count()).toBe(0);

    const approves = await open(people.farhad.id, '/admin/counters', 'en');
    await approves.page.waitForURL('**/admin/counters');
    await look(approves, 'counters-admin.en');
    await leaves(approves.page, () => approves.page.locator('form[action$="/approval"] button').click());
    expect(await approves.page.locator('form[action$="/approval"]').count()).toBe(0);

    const { page, ...rest } = await open(people.maryam.id, '/counter');
    const officer = { page, ...rest };
    // Two factors, or nothing opens.
    await page.waitForURL('**/interaction/**');
    await leaves(page, () => page.locator('button[name=send][value=sms]').first().click());
    await page.fill('[name=code]', await codeSent(app));
    await leaves(page, () => page.keyboard.press('Enter'));
    await page.waitForURL('**/counter');
    await look(officer, 'counter.fa');
    await page.goto(`${app.url}/counter?lang=en`);
    await look(officer, 'counter.en');
    await page.goto(`${app.url}/counter?lang=fa`);
    await page.fill('[name=national_id]', people.maryam.id);
    await leaves(page, () => page.locator('form[action="/counter/visits"] button').click());
    await page.locator('[role=alert]').waitFor();
    await look(officer, 'counter-himself.fa');
    await page.fill('[name=national_id]', people.sara.id);
    await page.fill('[name=legal_id]', companies.arvand.id);
    await leaves(page, () => page.locator('form[action="/counter/visits"] button').click());
    await page.waitForURL('**/counter/visits/*');
    const address = page.url();
    await look(officer, 'counter-code.fa');
    await page.goto(`${address}?lang=en`);
    await look(officer, 'counter-code.en');
    const [sent] = await listOutbox(app.op(), 1);
    const code = /(\d{6})$/m.exec(sent?.text ?? '')?.[1] ?? '';
    expect(sent?.text).toContain('پیشخوان میدان');
    await page.fill('[name=code]', code === '000000' ? '000001' : '000000');
    await leaves(page, () => page.keyboard.press('Enter'));
    await page.locator('[role=alert]').waitFor();
    await look(officer, 'counter-code-wrong.en');
    await page.goto(`${address}?lang=fa`);
    await page.fill('[name=code]', code);
    await leaves(page, () => page.keyboard.press('Enter'));
    await page.locator('form[action$="/end"]').waitFor();
    expect(await page.textContent('main')).toContain(companies.arvand.fa);
    expect(await page.textContent('main')).toContain(people.sara.fa);
    await look(officer, 'counter-visit.fa');
    await page.goto(`${address}?lang=en`);
    await look(officer, 'counter-visit.en');
    // The person's own pages stay the officer's own.
    await page.goto(`${app.url}/me`);
    expect(await page.textContent('main')).not.toContain(people.sara.en);
    await page.goto(address);
    await leaves(page, () => page.locator('form[action$="/end"] button').click());
    expect(await page.textContent('main')).not.toContain(companies.arvand.en);
    await look(officer, 'counter-ended.en');

    const helped = await open(people.sara.id, '/me/record');
    await helped.page.waitForURL('**/me/record');
    expect(await helped.page.textContent('main')).toContain(people.maryam.fa);
    expect(await helped.page.textContent('main')).toContain('پیشخوان میدان');
    await look(helped, 'counter-record.fa');
    for (const screen of [asks, approves, officer, helped]) {
      expect(screen.complaints).toEqual([]);
      await screen.context.close();
    }
  });
});
