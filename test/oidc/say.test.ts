import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser, type WebPage } from '../support/browser.ts';
import { companies, password, people } from '../support/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ systems: true });
});
afterAll(() => app?.close());

const KIND = 'say.entity.phones.0.kind';
const NUMBER = 'say.entity.phones.0.number';

/** Amir, for Khazar, as far as the page that asks for permission. */
async function consentAt(system: string, browser: Browser): Promise<WebPage> {
  let page = await browser.open(`${system}/sign-in`);
  if (page.fields.includes('password')) page = await page.submit({ national_id: people.amir.id, password });
  if (page.fields.includes('acting_for')) page = await page.submit({ acting_for: companies.khazar.id });
  return page;
}

describe('what no register holds', () => {
  test('is asked once, where it is first needed, and no system asks again', async () => {
    const amir = new Browser();
    const page = await consentAt(app.customs, amir);
    expect(page.fields).toEqual(expect.arrayContaining(['decision', KIND, NUMBER]));
    expect(page.text).toContain('چند چیز را هیچ پایگاهی نمی‌داند');

    const wrong = await page.submit({
      decision: 'allow',
      [KIND]: 'office',
      [NUMBER]: '<script>alert(1)</script>',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body).not.toContain('<script>alert');
    expect(wrong.find(`[name="${NUMBER}"]`).getAttribute('value')).toBe('<script>alert(1)</script>');
    expect(wrong.text).toContain('نگه داشته نشد');

    const done = await wrong.submit({ decision: 'allow', [KIND]: 'office', [NUMBER]: '۰۲۱ - ۸۸۹۹۰۰۴۳' });
    expect(done.url.origin).toBe(app.customs);
    expect(done.text).toContain('۰۲۱۸۸۹۹۰۰۴۳');

    const next = await consentAt(app.tax, amir);
    expect(next.fields).toContain('decision');
    expect(next.fields).not.toContain(NUMBER);
  });

  test('may be left empty: nobody is held up', async () => {
    const maryam = new Browser();
    const first = await maryam.open(`${app.customs}/sign-in`);
    let page = await first.submit({ national_id: people.maryam.id, password });
    if (page.fields.includes('acting_for')) page = await page.submit({ acting_for: 'self' });
    const done = await page.submit({ decision: 'allow' });
    expect(done.url.origin).toBe(app.customs);
  });

  test('of a business is not asked of somebody who has none', async () => {
    const omid = new Browser();
    let page = await (await omid.open(`${app.customs}/sign-in`)).submit({
      national_id: people.omid.id,
      password,
    });
    if (page.fields.includes('acting_for')) page = await page.submit({ acting_for: 'self' });
    expect(page.fields).toContain('decision');
    expect(page.fields).not.toContain('say.business.trade_name');
  });
});
