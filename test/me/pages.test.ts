import supertest from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findConsent } from '../../src/consent/index.ts';
import { companies, people } from '../support/people.ts';
import { type MeTest, meTest, type Who } from './support.ts';

let t: MeTest;
beforeAll(async () => {
  t = await meTest();
});
afterAll(() => t?.test.close());
beforeEach(() => t.test.clock.advance({ minutes: 1 }));

const get = (who: Who, path: string) =>
  supertest(t.app).get(path).set('accept', 'text/html').set('x-signed-in-as', who);
const post = (who: Who, path: string) =>
  supertest(t.app).post(path).set('accept', 'text/html').set('x-signed-in-as', who);
const STRANGERS_ID = '00000000-0000-4000-8000-000000000000';

describe('the front page of a person', () => {
  test('says who she is, whom she may act for and whom not, and where she is signed in', async () => {
    const { status, text, headers } = await get('sara', '/me');
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(text).toContain(people.sara.fa);
    expect(text).toContain('۹۹۹۰۰۰۰۰۱۸');
    expect(text).toContain(companies.arvand.fa);
    expect(text).toContain('امضای شما کافی است');
    expect(text).toContain('دو امضا از سه');
    expect(text).toContain('/me/sessions/at-sara/end');
    expect(text).toContain('همین مرورگر');
    expect(text).not.toContain('همان شبکه');
  });

  test('is in English for who reads English', async () => {
    const { text } = await get('sara', '/me?lang=en');
    expect(text).toContain('<html lang="en" dir="ltr">');
    expect(text).toContain(people.sara.en);
    expect(text).toContain('two signatures of three');
  });

  test('is there for somebody without any power too', async () => {
    const { status, text } = await get('navid', '/me');
    expect(status).toBe(200);
    expect(text).toContain('سمتی به نام شما نیست');
    expect(text).toContain('همان شبکه‌ای که اکنون در آن هستید');
  });

  test('sends a stranger to sign in, and back', async () => {
    for (const path of ['/me', '/me/record', '/me/export.json', `/me/consents/${STRANGERS_ID}`]) {
      const { status, headers } = await supertest(t.app).get(path).set('accept', 'text/html');
      expect([status, headers.location]).toEqual([303, `/sign-in?to=${encodeURIComponent(path)}`]);
    }
    for (const path of [`/me/consents/${STRANGERS_ID}/withdrawal`, '/me/sessions/at-sara/end'])
      expect((await supertest(t.app).post(path)).status).toBe(401);
  });
});

describe('a permission', () => {
  test('is shown with its fields, and taken back with effect from now', async () => {
    const consent = await t.allow('sara', t.entityIds.arvand);
    await t.release('sara', t.entityIds.arvand, consent);
    const before = await get('sara', `/me/consents/${consent.id}`);
    expect(before.text).toContain('دستگاه tax');
    expect(before.text).toContain('پنج سال');
    expect(before.text).toContain('۳ قلم داده شد');
    expect(before.text).toContain(`action="/me/consents/${consent.id}/withdrawal"`);

    const done = await post('sara', `/me/consents/${consent.id}/withdrawal`);
    expect([done.status, done.headers.location]).toEqual([303, `/me/consents/${consent.id}`]);
    expect(await findConsent(t.test.op(), consent.id)).toMatchObject({ endReason: 'withdrawn' });
    const after = await get('sara', `/me/consents/${consent.id}`);
    expect(after.text).toContain('از همین لحظه اثر دارد');
    expect(after.text).not.toContain('/withdrawal"');
    expect((await post('sara', `/me/consents/${consent.id}/withdrawal`)).status).toBe(303);
  });

  test('of somebody else is not there: not to be read, not to be taken back', async () => {
    const consent = await t.allow('sara', t.entityIds.arvand);
    for (const who of ['omid', 'navid', 'reza'] as const) {
      expect((await get(who, `/me/consents/${consent.id}`)).status).toBe(404);
      expect((await post(who, `/me/consents/${consent.id}/withdrawal`)).status).toBe(404);
      expect((await get(who, '/me')).text).not.toContain(consent.id);
    }
    expect((await findConsent(t.test.op(), consent.id))?.endedAt).toBeNull();
  });

  test('that never was is the same as one of somebody else', async () => {
    for (const id of [STRANGERS_ID, 'x', '%00', "'; drop table consent; --"]) {
      const { status } = await get('sara', `/me/consents/${encodeURIComponent(id)}`);
      expect(status).toBe(404);
    }
  });

  test('for herself says so, and an expired one is not in force', async () => {
    const consent = await t.allow('navid', t.personIds.navid, 'customs');
    expect((await get('navid', `/me/consents/${consent.id}`)).text).toContain('خودتان');
    t.test.clock.advance({ days: 366 });
    const { text } = await get('navid', `/me/consents/${consent.id}`);
    expect(text).toContain('مهلتش گذشت');
    expect(text).not.toContain('/withdrawal"');
  });
});

describe('a session', () => {
  test('is shown with its device, address, factors, systems, beginning and last visit', async () => {
    const { text } = await get('sara', '/me');
    for (const words of ['فایرفاکس روی لینوکس', '192.0.2.7', 'گذرواژه', 'رمزساز', 'آخرین بار', 'سامانه tax'])
      expect(text).toContain(words);
  });

  test('stays when all others are ended', async () => {
    const { status } = await post('sara', '/me/other-sessions/end');
    expect([status, t.ended.at(-1)]).toEqual([303, `others of ${t.personIds.sara} but at-sara`]);
  });

  test('of her own is ended', async () => {
    const { status, headers } = await post('sara', '/me/sessions/at-sara/end');
    expect([status, headers.location]).toEqual([303, '/']);
    expect(t.ended).toContain('at-sara');
  });

  test('of somebody else is not there', async () => {
    expect((await post('omid', '/me/sessions/at-navid/end')).status).toBe(404);
    expect(t.ended).not.toContain('at-navid');
  });
});
