import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { record, sealRecord, tallyRecord } from '../../src/audit/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { launch, leaves, look, openScreen, signIn, typePassword } from '../support/chromium.ts';
import { findChromium } from '../support/needs.ts';
import { companies, people } from '../support/people.ts';

const executable = findChromium();

describe.skipIf(!executable)('the record in a real browser', () => {
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

  /** Twenty days of use, written as a release writes it; closed day by day. */
  async function live(personId: string): Promise<void> {
    const entity = await app.system.db
      .selectFrom('audit_event')
      .select('subject_id')
      .where('kind', '=', 'mandates.office_recorded')
      .executeTakeFirst();
    const now = app.system.now().getTime();
    for (let day = 20; day >= 0; day--) {
      const op = { ...app.op(), at: new Date(now - day * 86_400_000) };
      for (let n = 0; n < 6 + (day % 5) * 3; n++)
        await record(op, {
          kind: 'profile.released',
          personId,
          subjectId: n % 3 === 0 ? personId : (entity?.subject_id ?? personId),
          clientId: n % 2 === 0 ? 'tax' : 'demo-basic',
          data: {
            basis: n % 4 === 3 ? 'law' : 'consent',
            purpose: 'vat-registration',
            fields: ['entity.legal_name', 'entity.legal_id'],
          },
        });
      for (let n = 0; n < 5 + (day % 3); n++) await record(op, { kind: 'identity.signed_in', personId });
      await sealRecord(op);
    }
    await sealRecord(app.op());
    await tallyRecord(app.op());
  }

  test('is read, narrowed, proven and published, in both languages, narrow and wide', {
    timeout: 180_000,
  }, async () => {
    const screen = await openScreen(browser);
    const { page } = screen;
    await page.goto(`${app.url}/me/record?lang=fa`);
    await signIn(page, people.sara.id);
    await page.waitForURL(`${app.url}/me/record**`);
    const signedIn = await app.system.db
      .selectFrom('audit_event')
      .select('person_id')
      .where('kind', '=', 'identity.signed_in')
      .orderBy('id', 'desc')
      .executeTakeFirst();
    await live(signedIn?.person_id ?? '');

    for (const lang of ['fa', 'en']) {
      await page.goto(`${app.url}/me/record?lang=${lang}`);
      await look(screen, `record.${lang}`);
      const company = page.locator('[name=about] option', { hasText: companies.arvand[lang as 'fa' | 'en'] });
      await page.selectOption('[name=about]', (await company.getAttribute('value')) ?? '');
      await page.selectOption('[name=kind]', 'seen');
      await leaves(page, () => page.locator('aside form button').click());
      expect(await page.locator('h1').textContent()).toContain(companies.arvand[lang as 'fa' | 'en']);
      await look(screen, `record-company.${lang}`);
      await page.goto(`${app.url}/me/record`);
      await leaves(page, () => page.locator('.log a[href$="/proof"]').first().click());
      await look(screen, `proof-waiting.${lang}`);
      await page.goto(`${app.url}/me/record?kind=seen`);
      await leaves(page, () => page.locator('a[rel=next]').click());
      await leaves(page, () => page.locator('.log a[href$="/proof"]').last().click());
      expect(await page.locator('dl.facts dd').count()).toBeGreaterThan(4);
      await look(screen, `proof.${lang}`);
      await page.goto(`${app.url}/transparency?lang=${lang}`);
      expect(await page.locator('svg.chart').count()).toBe(2);
      await look(screen, `transparency.${lang}`);
    }
    expect(screen.complaints).toEqual([]);
    expect([...screen.hosts]).toEqual(['localhost']);
    await screen.context.close();

    const staff = await openScreen(browser);
    await staff.page.goto(`${app.url}/admin/figures`);
    await typePassword(staff.page, people.shirin.id);
    for (const lang of ['fa', 'en']) {
      await staff.page.goto(`${app.url}/admin/figures?lang=${lang}&days=30`);
      await look(staff, `figures.${lang}`);
    }
    expect(staff.complaints).toEqual([]);
    await staff.context.close();
  });
});
