import express from 'express';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkProof, findEvent, proveEvent, record, sealRecord, tallyRecord } from '../../src/audit/index.ts';
import { seedClient } from '../../src/clients/index.ts';
import { transparencyRoutes } from '../../src/transparency/index.ts';
import { catchFaults, type Web, withOperation } from '../../src/web/index.ts';
import { errorPage } from '../../views/error.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

const person = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
let t: TestSystem;
let app: express.Express;
let entry = '';
beforeAll(async () => {
  t = await testSystem();
  await seedClient(t.op(), {
    id: 'tax',
    kind: 'sandbox',
    name: { fa: 'سامانهٔ <مالیات>', en: 'Tax <system>' },
    agency: { id: 'tax-agency', name: { fa: 'سازمان مالیات', en: 'Tax agency' } },
    metadata: {},
    secretHash: null,
    purposes: [],
  });
  for (let n = 0; n < 12; n++) {
    entry = await record(t.op(), {
      kind: 'profile.released',
      personId: person,
      subjectId: person,
      clientId: 'tax',
      data: { basis: n < 7 ? 'consent' : 'law', fields: ['a', 'b'] },
    });
    if (n < 3) await record(t.op(), { kind: 'identity.signed_in', personId: person });
  }
  await sealRecord(t.op());
  await tallyRecord(t.op());
  t.clock.advance({ days: 1 });
  for (let n = 0; n < 7; n++) await record(t.op(), { kind: 'identity.signed_in', personId: person });
  await sealRecord(t.op());
  await tallyRecord(t.op());
  const web: Web = {
    system: t.system,
    readSession: async () => undefined,
    describeReader: async () => ({ name: '', staff: false, administrator: false }),
    errorPage,
  };
  app = express().use(withOperation(t.system), transparencyRoutes(web), catchFaults(web));
});
afterAll(() => t.close());

const get = (path: string) => supertest(app).get(path).set('accept', 'text/html');
const feed = async (path: string) => (await supertest(app).get(path)).body;

describe('the feed', () => {
  test('has each day, newest first, in both calendars, and says which one goes on', async () => {
    const { days, from, until } = await feed('/transparency.json?from=2026-11-20&until=2026-11-22');
    expect([from, until]).toEqual(['2026-11-20', '2026-11-22']);
    expect(days).toMatchObject([
      { day: '2026-11-22', jalali: '1405/09/01', complete: false, sign_ins: 5 },
      {
        day: '2026-11-21',
        jalali: '1405/08/30',
        complete: true,
        sign_ins: null,
        releases: 12,
        spared_fields: 24,
        by_system: [
          { system: 'tax', basis: 'consent', count: 7 },
          { system: 'tax', basis: 'law', count: 5 },
        ],
      },
      { day: '2026-11-20', releases: 0, sign_ins: 0 },
    ]);
    expect((await feed('/transparency.json')).days).toHaveLength(30);
    expect((await feed('/transparency/days/2026-11-21')).releases).toBe(12);
  });

  test('holds nothing of anybody', async () => {
    for (const path of ['/transparency.json', '/transparency', '/transparency/roots.json'])
      expect((await get(path)).text, path).not.toContain(person);
  });

  test('says what is wrong with a span or a day that there is not', async () => {
    for (const query of ['from=2026-11-22&until=2026-11-20', 'until=2027-01-01', 'from=2020-01-01'])
      expect((await feed(`/transparency.json?${query}`)).code, query).toBe('transparency.range');
    for (const day of ['2026-11-23', '2026-02-30', 'x'])
      expect((await feed(`/transparency/days/${day}`)).code, day).toBe('transparency.no_day');
  });
});

test('the roots that are published are those under which the proofs stand', async () => {
  const { roots, keys } = await feed('/transparency/roots.json');
  expect(roots.map((root: { day: string; size: number }) => [root.day, root.size])).toEqual([
    ['2026-11-21', 16],
  ]);
  expect(keys).toContain('/.well-known/yekbar-record-keys.json');
  const event = await findEvent(t.op(), entry);
  const answer = event && (await proveEvent(t.op(), event));
  if (answer?.state !== 'proven') throw new Error('not proven');
  expect(answer.proof.root.hash).toBe(roots[0].root);
  expect(answer.proof.root.signed).toBe(roots[0].signed);
  expect(checkProof(answer.proof)).toMatchObject({ ok: true });
});

test.each([
  ['fa', 'هر روز چه گذشت', '۳۰ آبان ۱۴۰۵', '۱۲', 'با اجازهٔ خود شخص'],
  ['en', 'What happened, day by day', '21 November 2026', '12', 'with the person’s permission'],
])(
  'the page says it in words, drawings and tables (%s)',
  async (lang, heading, day, releases, permission) => {
    const { text, status } = await get(`/transparency?lang=${lang}`);
    expect(status).toBe(200);
    expect(text).toContain(`<h1>${heading}</h1>`);
    expect(text).toContain(day);
    expect(text).toContain(`<dd>${releases}</dd>`);
    expect(text.match(/<svg class="chart\b[^>]*role="img"/g)).toHaveLength(2);
    expect(text).toContain('&lt;');
    expect(text).toContain(permission);
    expect(text, 'the reader of this page gave none').not.toMatch(/اجازهٔ شما|your permission/);
    expect(text).not.toContain('<مالیات>');
    expect(text).not.toContain('<system>');
  },
);
