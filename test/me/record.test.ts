import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { record } from '../../src/audit/index.ts';
import { byMonth, lastMonths } from '../../src/me/months.ts';
import { companies, people } from '../support/people.ts';
import { type MeTest, meTest, type Who } from './support.ts';

let t: MeTest;
beforeAll(async () => {
  t = await meTest();
  const consent = await t.allow('sara', t.entityIds.arvand);
  for (let times = 0; times < 60; times++) {
    t.test.clock.advance({ minutes: 1 });
    await t.release('sara', t.entityIds.arvand, consent);
  }
  await t.release('sara', t.entityIds.arvand, undefined, 'defence');
  await t.release('omid', t.entityIds.pars, undefined, 'defence');
  await record(t.test.op(), {
    kind: 'profile.release_refused',
    personId: t.personIds.sara,
    subjectId: t.entityIds.arvand,
    clientId: 'customs',
    data: { purpose: 'export-declaration', reason: 'consent_withdrawn' },
  });
  await record(t.test.op(t.actor('sara')), { kind: 'identity.signed_in' });
});
afterAll(() => t?.test.close());

const get = (who: Who, path: string) =>
  supertest(t.app).get(path).set('accept', 'text/html').set('x-signed-in-as', who);
const lines = (text: string) => text.match(/<li><time/g)?.length ?? 0;

test('every release is there: who, when, what, why, and on which basis', async () => {
  const { text } = await get('sara', '/me/record');
  expect(text).toContain('سامانه tax');
  expect(text).toContain('برای <bdi>ثبت‌نام مالیات بر ارزش افزوده</bdi>');
  expect(text).toContain(companies.arvand.fa);
  expect(text).toContain('۳ قلم داده شد');
  expect(text).toContain('نام ثبتی');
  expect(text).toContain('اجازهٔ شما');
  expect(text).toContain('این را قانون اجازه داده است، نه شما.');
  expect(text).toContain('اجازه‌ای برقرار نبود.');
  expect(text).toContain('وارد شدید');
  expect(text).toMatch(/<time datetime="2026-11-21T/);
});

test('it turns over after fifty, without a gap and without a repetition', async () => {
  const first = await get('sara', '/me/record');
  expect(lines(first.text)).toBe(50);
  const older = /before=([0-9a-f-]{36})/.exec(first.text)?.[1] ?? '';
  const second = await get('sara', `/me/record?before=${older}`);
  const releases = (text: string) =>
    text
      .split('<li><time')
      .filter(line => line.includes('سامانه tax') && line.includes('قلم داده شد'))
      .map(line => /TEST-\d{4}-0000/.exec(line)?.[0]);
  const seen = [...releases(first.text), ...releases(second.text)];
  expect(seen).toHaveLength(60);
  expect(new Set(seen).size).toBe(60);
  expect(lines(second.text)).toBeGreaterThan(10);
  expect(second.text).toContain('از آخرین');
});

test('it can be narrowed to one system', async () => {
  const { text } = await get('sara', '/me/record?system=defence');
  expect(lines(text)).toBe(2);
  expect(text).not.toContain('سامانه tax</bdi></b>');
  expect(text).toContain('<option value="defence" selected>');
});

test('what is asked for badly is as if not asked', async () => {
  for (const query of ['before=1', 'before=%00', 'system=%27%20or%201=1', 'before=x&before=y', 'system='])
    expect((await get('sara', `/me/record?${query}`)).status).toBe(200);
});

test('somebody else sees only his own: another company, or nothing', async () => {
  const omid = await get('omid', '/me/record');
  expect(lines(omid.text)).toBeGreaterThan(0);
  expect(omid.text).toContain(companies.pars.fa);
  expect(omid.text).not.toContain(companies.arvand.fa);
  expect((await get('reza', '/me/record?system=tax')).text).toContain('چیزی نوشته نشده است');
});

test('a co-signatory sees what another did for the same company, without his name', async () => {
  const { text } = await get('sara', '/me/record?system=defence');
  expect(text).toContain(companies.pars.fa);
  expect(text).toContain('به دست نمایندهٔ دیگری از همین شرکت');
  expect(text).not.toContain(people.omid.fa);
});

test('the year is drawn, and the same numbers stand in a table', async () => {
  const { text } = await get('sara', '/me/record?lang=en');
  expect(text).toContain('times in 12 months');
  expect(text).toMatch(/<svg class="chart"[^>]*role="img"/);
  expect(text).toMatch(/November 2026<\/th><td class="num">60<\/td><td class="num">[12]<\/td>/);
});

describe('the months', () => {
  const at = new Date('2026-11-21T07:22:00Z');

  test('are twelve of the calendar of the reader, oldest first', () => {
    const names = (lang: 'fa' | 'en') =>
      lastMonths(at, lang).map(month =>
        new Intl.DateTimeFormat(lang === 'fa' ? 'fa-IR-u-ca-persian' : 'en-GB', {
          timeZone: 'Asia/Tehran',
          month: 'long',
        }).format(month),
      );
    expect(names('fa').slice(0, 2)).toEqual(['آذر', 'دی']);
    expect(names('fa').at(-1)).toBe('آبان');
    expect(new Set(names('fa')).size).toBe(12);
    expect(names('en')[0]).toBe('December');
    expect(names('en').at(-1)).toBe('November');
    expect(new Set(names('en')).size).toBe(12);
  });

  test('count each day once, in the month where it fell in Tehran', () => {
    const days = [
      { day: '2026-10-22', basis: 'consent' as const, count: 2 },
      { day: '2026-10-23', basis: 'consent' as const, count: 3 },
      { day: '2026-10-23', basis: 'law' as const, count: 1 },
    ];
    const fa = byMonth(days, at, 'fa');
    expect(fa.at(-1)).toMatchObject({ consent: 3, law: 1 });
    expect(fa.at(-2)).toMatchObject({ consent: 2, law: 0 });
    expect(byMonth(days, at, 'en').at(-2)).toMatchObject({ consent: 5, law: 1 });
  });
});

test('everything leaves as one file that a program can read, with nothing of others in it', async () => {
  const { status, headers, body } = await get('sara', '/me/export.json');
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('application/json');
  expect(headers['content-disposition']).toContain('attachment');
  expect(headers['cache-control']).toBe('no-store');
  expect(body.person).toMatchObject({ identifier: people.sara.id, birth_date: '1980-01-01' });
  expect(body.person.fields['person.national_id']).toHaveProperty('status');
  expect(body.entities.map((entity: { id: string }) => entity.id)).toContain(companies.arvand.id);
  expect(body.powers.length).toBeGreaterThanOrEqual(2);
  expect(body.consents[0]).toMatchObject({ client: 'tax', about: companies.arvand.id, given_by_you: true });
  expect(body.sessions).toHaveLength(1);
  expect(body.record_complete).toBe(true);
  expect(body.record.length).toBeGreaterThan(60);
  expect(JSON.stringify(body)).not.toContain(t.personIds.omid);
  expect(JSON.stringify(body)).not.toContain(t.personIds.sara);
});
