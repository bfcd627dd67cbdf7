import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findEntityByLegalId } from '../../src/entities/index.ts';
import { makeHandover } from '../../src/handover/index.ts';
import { parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier } from '../../src/identity/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { launch, leaves, look, openScreen } from '../support/chromium.ts';
import { findChromium } from '../support/needs.ts';
import { companies, password, people } from '../support/people.ts';

const executable = findChromium();

describe.skipIf(!executable)('the window after sign-in, and the pages for developers', () => {
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

  async function handOver(): Promise<void> {
    const sara = await findPersonByIdentifier(app.op(), parsePersonId(people.sara.id));
    const arvand = await findEntityByLegalId(app.op(), parseLegalId(companies.arvand.id));
    if (!sara || !arvand) throw new Error('the demo has neither');
    const bearer = { personId: sara.id, subjectId: arvand.id, clientId: 'demo-tax' };
    const { id } = await makeHandover(app.op(), bearer, {
      to: 'demo-customs',
      application: '1405/12-887',
      licenceKind: 'کارت بازرگانی',
    });
    const rows = [
      ['received', 1],
      ['waiting_for_applicant', 2],
    ] as const;
    await app.system.db
      .updateTable('handover')
      .set({ redeemed_at: app.op().at })
      .where('id', '=', id)
      .execute();
    for (const [status, position] of rows)
      await app.system.db
        .insertInto('handover_status')
        .values({ handover_id: id, position, status, at: app.op().at })
        .execute();
    await makeHandover(app.op(), bearer, { to: 'demo-customs', application: randomUUID(), licenceKind: 'x' });
  }

  test('are read in both languages, narrow and wide', { timeout: 180_000 }, async () => {
    const screen = await openScreen(browser);
    const { page } = screen;
    await page.goto(`${app.url}/me/systems?lang=fa`);
    await page.fill('[name=national_id]', people.sara.id);
    await page.fill('[name=password]', password);
    await leaves(page, () => page.locator('main form:has([name=password]) button').click());
    await page.waitForURL(/\/(me\/systems|interaction)/);
    const acting = page.locator('[name=acting_for][value=self]');
    if (await acting.count()) {
      await acting.check();
      await leaves(page, () => page.locator('main form:has([name=acting_for]) button').first().click());
    }
    await page.waitForURL(`${app.url}/me/systems**`);
    await handOver();
    for (const lang of ['fa', 'en'] as const) {
      await page.goto(`${app.url}/me/systems?lang=${lang}`);
      await leaves(page, () => page.locator('nav a', { hasText: companies.arvand[lang] }).click());
      expect(await page.locator('article').count()).toBeGreaterThan(1);
      await look(screen, `systems.${lang}`);
      await page.goto(`${app.url}/me/applications?lang=${lang}`);
      expect(await page.locator('article').count()).toBe(2);
      await look(screen, `applications.${lang}`);
      await page.goto(`${app.url}/developers?lang=${lang}`);
      await page.locator('details summary').first().click();
      await look(screen, `developers.${lang}`);
      await page.goto(`${app.url}/developers/errors?q=handover&lang=${lang}`);
      expect(await page.locator('tbody tr').count()).toBe(7);
      await look(screen, `errors.${lang}`);
    }
    expect(screen.complaints).toEqual([]);
    await screen.context.close();
  });
});
