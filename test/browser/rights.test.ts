import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashSecret, seedClient } from '../../src/clients/index.ts';
import { parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier } from '../../src/identity/index.ts';
import { declareValue } from '../../src/profile/index.ts';
import { examplePurpose } from '../clients/example.ts';
import { type TestApp, testApp } from '../support/app.ts';
import {
  findings,
  launch,
  leaves,
  look,
  openScreen,
  type Screen,
  typePassword,
} from '../support/chromium.ts';
import { findChromium } from '../support/needs.ts';
import { companies, people } from '../support/people.ts';

const executable = findChromium();

describe.skipIf(!executable)('permissions, cases and rights in a real browser', () => {
  let app: TestApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await testApp();
    await seedClient(app.op(), {
      id: 'by-law',
      kind: 'sandbox',
      name: { fa: 'سامانهٔ ارزش افزوده', en: 'VAT system' },
      agency: { id: 'tax', name: { fa: 'سازمان امور مالیاتی', en: 'Tax Administration' } },
      metadata: {
        redirect_uris: [`${app.url}/accessibility`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        require_pkce: false,
        scope: 'openid profile business_profile',
      },
      secretHash: hashSecret('by-law-secret'),
      purposes: [examplePurpose({ fields: ['entity.legal_id', 'entity.legal_name', 'entity.seat_address'] })],
    });
    browser = await launch(executable ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  async function authorize(screen: Screen, clientId: string, more: Record<string, string> = {}) {
    const { page } = screen;
    const query = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      scope: 'openid profile business_profile',
      redirect_uri: clientId === 'by-law' ? `${app.url}/accessibility` : 'http://localhost:8085/callback',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      ...more,
    });
    await page.goto(`${app.url}/auth?${query}`);
  }

  for (const { lang, locale, who, company } of [
    { lang: 'fa', locale: 'fa-IR', who: people.sara, company: companies.arvand },
    { lang: 'en', locale: 'en-GB', who: people.laleh, company: companies.zagros },
  ] as const)
    test(`from the question to the receipt, the case and the closed account (${lang})`, {
      timeout: 120_000,
    }, async () => {
      const screen = await openScreen(browser, { locale });
      const { page } = screen;
      const go = (path: string) => page.goto(`${app.url}${path}`);

      await go(`/?lang=${lang}`);
      await authorize(screen, 'by-law', { ui_locales: lang, entity_hint: company.id });
      await typePassword(screen.page, who.id);
      await page.locator('[name=decision]').first().waitFor();
      expect(await page.locator('#by-law').count()).toBe(1);
      await look(screen, `consent-beside-law.${lang}`);
      await leaves(page, () => page.locator('[name=decision][value=allow]').click());
      await page.waitForURL(`${app.url}/accessibility**`);

      await go('/me');
      await leaves(page, () => page.locator('a[href^="/me/consents/"]').first().click());
      await look(screen, `permission.${lang}`);
      await leaves(page, () => page.locator('a[href$="/receipt"]').click());
      await page.locator('.act').waitFor();
      await look(screen, `receipt.${lang}`);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('form').first().isVisible()).toBe(false);
      await page.screenshot({ path: `artifacts/screens/receipt-print.${lang}.png`, fullPage: true });
      await page.emulateMedia({ media: null });

      const person = await findPersonByIdentifier(app.op(), parsePersonId(who.id));
      const personId = person?.id ?? '';
      await declareValue(app.op({ kind: 'person', personId }), personId, 'person.email', 'sara@example.ir');
      await go('/me/rights');
      await look(screen, `rights.${lang}`);
      await leaves(page, () => page.locator('a[href*="kind=dispute"]').first().click());
      await look(screen, `case-new.${lang}`);
      await page.fill('[name=text]', lang === 'fa' ? 'این نادرست است.' : 'This is wrong.');
      await leaves(page, () => page.locator('main form button').click());
      await page.waitForURL(/\/me\/cases\/[0-9a-f-]{36}/);
      await look(screen, `case.${lang}`);
      const mine = page.url();
      await go('/me/cases');
      await look(screen, `cases.${lang}`);
      await go('/me/export');
      // Too long a page for a picture.
      expect(await findings(page)).toEqual([]);
      await go('/me/rights/closing');
      await look(screen, `closing.${lang}`);

      const staff = await openScreen(browser, { locale });
      await staff.page.goto(`${app.url}/admin/cases?lang=${lang}`);
      await typePassword(staff.page, people.shirin.id);
      await staff.page.locator('a[href^="/admin/cases/"]').first().waitFor();
      await look(staff, `admin-cases.${lang}`);
      await leaves(staff.page, () => staff.page.locator('tbody a[href^="/admin/cases/"]').first().click());
      await staff.page.locator('[name=outcome]').waitFor();
      await look(staff, `admin-case.${lang}`);
      await staff.page.fill('[name=text]', 'بررسی شد.');
      await leaves(staff.page, () => staff.page.locator('main form button').click());
      await staff.page.locator('#answer').waitFor();
      await page.goto(mine);
      await page.locator('#answer').waitFor();
      await look(screen, `case-answered.${lang}`);

      expect([...screen.complaints, ...staff.complaints]).toEqual([]);
      await screen.context.close();
      await staff.context.close();
    });
});
