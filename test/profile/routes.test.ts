import express, { type Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue, fieldLabel, profileRoutes } from '../../src/profile/index.ts';
import { assets, catchFaults, securityHeaders, type Web, withOperation } from '../../src/web/index.ts';
import { errorPage } from '../../views/error.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let yekbar: TestSystem;
let app: Express;
beforeAll(async () => {
  yekbar = await testSystem();
  const web: Web = {
    system: yekbar.system,
    readSession: async () => undefined,
    describeReader: async () => undefined,
    errorPage,
  };
  app = express();
  app.use(withOperation(yekbar.system), securityHeaders(yekbar.system.config));
  app.use('/assets', assets());
  app.use(profileRoutes(web), catchFaults(web));
});
afterAll(() => yekbar.close());

const page = (path: string) => request(app).get(path).set('accept', 'text/html');

describe('the list of fields', () => {
  test('shows every field with its voucher, in Persian first and in English', async () => {
    const fa = await page('/catalogue').expect(200);
    expect(fa.text).toContain('<html lang="fa" dir="rtl">');
    for (const { key } of catalogue) expect(fa.text).toContain(`href="/catalogue/${key}"`);
    expect(fa.text).toContain('پایگاه ملی هویت اشخاص حقوقی');
    const en = await page('/catalogue?lang=en').expect(200);
    expect(en.text).toContain('<html lang="en" dir="ltr">');
    expect(en.text).toContain(fieldLabel('entity.capital', 'en'));
  });

  test('is searched without script', async () => {
    const found = await page(`/catalogue?q=${encodeURIComponent('شاهكار')}`).expect(200);
    expect(found.text).toContain('/catalogue/person.mobile_owned');
    expect(found.text).not.toContain('/catalogue/entity.capital');
    const none = await page(`/catalogue?q=${encodeURIComponent('قورباغه')}`).expect(200);
    expect(none.text).toContain('role="status"');
  });

  test('writes back what was searched for as text, never as markup', async () => {
    const answer = await page(`/catalogue?q=${encodeURIComponent('"><script>alert(1)</script>')}`).expect(
      200,
    );
    expect(answer.text).not.toContain('<script>alert');
    await page('/catalogue?q=a&q=b').expect(200);
    await page(`/catalogue?q=${'x'.repeat(5_000)}`).expect(200);
    await page('/catalogue?q=%00').expect(200);
  });
});

describe('one field', () => {
  test('says who vouches, by which law, how fresh, and in which shape', async () => {
    const { text } = await page('/catalogue/entity.capital?lang=en').expect(200);
    for (const said of [
      'Registered capital',
      'entity.capital',
      'National identity register of legal persons',
      'register 2 of 27',
      'Organization for Registration of Deeds and Properties',
      'Article 10',
      '30 days',
      'paid_up',
    ])
      expect(text).toContain(said);
  });

  test('every one has a page, in both languages', async () => {
    for (const { key } of catalogue)
      for (const lang of ['fa', 'en'] as const) {
        const { text } = await page(`/catalogue/${key}?lang=${lang}`).expect(200);
        expect(text).toContain(`<h1>${fieldLabel(key, lang)}</h1>`);
      }
  });

  test('that there is not is a page that says so', async () => {
    const { text } = await page('/catalogue/entity.horoscope').expect(404);
    expect(text).toContain('profile.unknown_field');
    await page('/catalogue/__proto__').expect(404);
  });
});

test('programs read the same list: type, register with its number, law, freshness, labels', async () => {
  const { body } = await request(app).get('/catalogue.json').expect('content-type', /json/).expect(200);
  expect(body.fields).toHaveLength(catalogue.length);
  const capital = body.fields.find((field: { key: string }) => field.key === 'entity.capital');
  expect(capital).toMatchObject({
    subjects: ['entity'],
    class: 'authoritative',
    source: { registry: 'legal-persons', number: 2 },
    classification: 'public',
    fresh_days: 30,
    label: { fa: 'سرمایهٔ ثبت‌شده', en: 'Registered capital' },
    type: { type: 'object', required: ['registered'] },
  });
  const email = body.fields.find((field: { key: string }) => field.key === 'entity.email');
  expect(email.source).toBe('self_declared');
});
