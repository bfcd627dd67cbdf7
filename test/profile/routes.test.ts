import { Ajv2020 } from 'ajv/dist/2020.js';
import express, { type Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedClient } from '../../src/clients/index.ts';
import { listAsking } from '../../src/directory/index.ts';
import {
  catalogue,
  countFields,
  fieldLabel,
  fillProfile,
  profileRoutes,
  readFields,
  valueKeys,
} from '../../src/profile/index.ts';
import { assets, catchFaults, securityHeaders, type Web, withOperation } from '../../src/web/index.ts';
import { errorPage } from '../../views/error.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { subjectOf } from './subjects.ts';

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
  app.use(profileRoutes(web, { usersOf: listAsking }), catchFaults(web));
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

describe('the list is narrowed', () => {
  test('by register, by whom a field is about, and by who vouches', async () => {
    const { text } = await page('/catalogue?registry=welfare&subject=entity&class=derived').expect(200);
    expect(text).toContain('/catalogue/entity.staff_under"');
    for (const other of ['entity.staff_count', 'business.under_50_staff', 'entity.is_active'])
      expect(text).not.toContain(`/catalogue/${other}"`);
    expect((await page('/catalogue?registry=self').expect(200)).text).toContain('/catalogue/person.email"');
    expect((await page('/catalogue?registry=nonsense').expect(200)).text).toContain('role="status"');
  });
});

describe('a field says who uses it and how often it is missing', () => {
  test('the purposes of systems that an agency answers for, also where it is asked with a parameter', async () => {
    const both = (text: string) => ({ fa: text, en: text });
    await seedClient(yekbar.op(), {
      id: 'works',
      kind: 'sandbox',
      name: both('Works'),
      agency: { id: 'works', name: both('Ministry of works') },
      metadata: {},
      secretHash: null,
      purposes: [
        {
          key: 'tender',
          name: both('Tenders'),
          text: both('To admit bidders.'),
          basis: 'law',
          law: {
            title: both('Tenders Act'),
            body: both('Parliament'),
            number: '1',
            date: '2004-01-25',
            articles: '1',
          },
          fields: ['entity.legal_name', 'entity.seat_in_province:23'],
          subjects: ['legal_entity'],
          level: 1,
          retention: both('one year'),
          consentDays: 365,
        },
      ],
    });
    for (const key of ['entity.legal_name', 'entity.seat_in_province'])
      expect((await page(`/catalogue/${key}?lang=en`).expect(200)).text).toMatch(
        /Tenders; Works, Ministry of works/,
      );
    expect((await page('/catalogue/entity.capital?lang=en').expect(200)).text).toContain('No system asks');
  });

  test('a share of those who were counted, and nothing while they are few', async () => {
    const missing = async () => (await page('/catalogue/entity.trade_card?lang=en').expect(200)).text;
    await countFields(yekbar.op());
    expect(await missing()).toContain('Not enough have been counted');
    for (const { key } of yekbar.country.entities)
      await fillProfile(yekbar.op(), await subjectOf(yekbar.op(), yekbar.country, key), { timeoutMs: 5_000 });
    yekbar.clock.advance({ minutes: 11 });
    await countFields(yekbar.op());
    expect(await missing()).toContain('80% of 5 profiles that were looked at lack it; counted');
  });
});

describe('for programs', () => {
  test('one field is an address of its own, the same entry as in the list', async () => {
    const list = (await request(app).get('/catalogue.json').expect(200)).body as {
      fields: { key: string }[];
    };
    const one = await request(app).get('/catalogue/entity.has_valid_licence.json').expect(200);
    expect(one.headers['access-control-allow-origin']).toBe('*');
    expect(one.body).toEqual(list.fields.find(({ key }) => key === 'entity.has_valid_licence'));
    expect(one.body).toMatchObject({
      rule: 'entity.has_valid_licence/2',
      inputs: ['entity.licences'],
      parameter: { name: 'licence_category', example: 'entity.has_valid_licence:production' },
    });
    await request(app).get('/catalogue/entity.horoscope.json').expect(404);
    await page('/catalogue/entity.seat_in_province:23').expect(200);
    await page('/catalogue/entity.seat_in_province:99').expect(404);
  });

  test('the JSON Schema accepts what the invented country gives of Arvand, and refuses what it would not', async () => {
    const { body, headers } = await request(app).get('/catalogue/schema.json').expect(200);
    expect(headers['content-type']).toContain('application/schema+json');
    const ajv = new Ajv2020({ strict: true, strictRequired: false, validateFormats: false });
    const validate = ajv.compile(body);
    const arvand = await subjectOf(yekbar.op(), yekbar.country, 'arvand');
    await fillProfile(yekbar.op(), arvand, { timeoutMs: 5_000 });
    const fields = await readFields(yekbar.op(), arvand.id, valueKeys('entity'));
    const present = Object.entries(fields).filter(([, { status }]) => status === 'present');
    const values = Object.fromEntries(present.map(([key, { value }]) => [key, value]));
    expect(present.length).toBeGreaterThan(60);
    expect(validate({ ...values, 'entity.seat_in_province:09': true }) || validate.errors).toBe(true);
    for (const wrong of [
      { 'entity.staff_count': '38' },
      { 'entity.horoscope': 'lion' },
      { 'entity.seat_in_province': true },
    ])
      expect(validate(wrong)).toBe(false);
  });

  test('the JSON-LD context gives every field a term, those of public vocabularies where they exist', async () => {
    const { body, headers } = await request(app).get('/catalogue/context.jsonld').expect(200);
    expect(headers['content-type']).toContain('application/ld+json');
    const context = body['@context'] as Record<string, string | { '@id': string }>;
    for (const { key } of catalogue) {
      const id = (context[key] as { '@id': string })['@id'];
      expect(context[id.slice(0, id.indexOf(':'))]).toMatch(/^https?:/);
    }
    expect(context['entity.legal_name']).toEqual({ '@id': 'legal:legalName' });
  });
});
