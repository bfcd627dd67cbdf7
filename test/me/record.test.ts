import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkProof, record, recordKeys, sealRecord } from '../../src/audit/index.ts';
import { parsePersonId } from '../../src/identifiers.ts';
import { acceptMandate, endMandate, offerMandate } from '../../src/mandates/index.ts';
import { csvOf, type ExportedEntry } from '../../src/me/record-export.ts';
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
  expect(text).toContain('برای <bdi lang="fa">ثبت‌نام مالیات بر ارزش افزوده</bdi>');
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

describe('narrowing', () => {
  test('to a month of either calendar, and to a kind', async () => {
    expect(lines((await get('sara', '/me/record?month=1405-08&kind=seen')).text)).toBe(50);
    expect(lines((await get('sara', '/me/record?month=2026-11&kind=seen&lang=en')).text)).toBe(50);
    expect((await get('sara', '/me/record?month=1405-07')).text).toContain('چیزی نوشته نشده است');
    const signIns = await get('sara', '/me/record?kind=sign_in');
    expect(signIns.text).toContain('وارد شدید');
    expect(signIns.text).not.toContain('قلم داده شد');
    const consents = await get('sara', '/me/record?kind=consent&system=tax');
    expect(lines(consents.text)).toBe(1);
    expect(consents.text).toContain('<option value="consent" selected>');
  });

  test('questions to registers are shown to whoever asks for them, with the register and its answer', async () => {
    const asked = await get('sara', '/me/record?kind=inquiry');
    expect(asked.text).toContain('از این پایگاه پرسیده شد');
    expect(asked.text).toContain('پایگاه ملی هویت اشخاص حقوقی');
    expect((await get('sara', '/me/record')).text).not.toContain('از این پایگاه پرسیده شد');
  });

  test('to one company, whose record has its own heading and keeps what was chosen when it is turned', async () => {
    const address = `/me/record?about=${t.entityIds.arvand}&kind=seen`;
    const { text } = await get('sara', address);
    expect(text).toMatch(new RegExp(`<h1>پروندهٔ <bdi lang="fa">${companies.arvand.fa}</bdi></h1>`));
    expect(text).not.toContain(`دربارهٔ <bdi lang="fa">${companies.pars.fa}`);
    expect(text).toContain(`about=${t.entityIds.arvand}&amp;kind=seen&amp;before=`);
  });

  test('what is no month or no kind is as if not asked', async () => {
    for (const query of [
      'month=1405-13',
      'month=0-0',
      'month=9999-01',
      'kind=all',
      'about=x',
      'kind=seen&kind=x',
    ])
      expect((await get('sara', `/me/record?${query}`)).status, query).toBe(200);
  });
});

describe('the record of a company', () => {
  const of = (who: Who) => get(who, `/me/record?about=${t.entityIds.pars}`);

  test('is read by those whose signature binds it, also together with others', async () => {
    expect((await of('omid')).status).toBe(200);
    expect((await of('sara')).status).toBe(200);
  });

  test('is not there for anybody else, however he asks', async () => {
    for (const who of ['navid', 'reza'] as const) {
      for (const path of ['', '.json', '.csv'])
        expect((await get(who, `/me/record${path}?about=${t.entityIds.pars}`)).status, who + path).toBe(404);
      expect((await get(who, `/me/record`)).text).not.toContain(companies.pars.fa);
    }
    expect((await get('omid', `/me/record?about=${t.entityIds.arvand}`)).status).toBe(404);
    expect((await get('sara', '/me/record?about=00000000-0000-4000-8000-000000000000')).status).toBe(404);
  });

  test('is read by whoever holds a mandate for just that, for as long as he holds it', async () => {
    const navid = () => get('navid', `/me/record?about=${t.entityIds.arvand}`);
    const id = await offerMandate(t.test.op(t.actor('sara')), {
      from: { entityId: t.entityIds.arvand },
      template: 'delegate',
      holder: { kind: 'person', identifier: parsePersonId(people.navid.id), name: people.navid.fa },
      scope: { systems: [], kinds: [], purposes: ['yekbar/record'] },
      amount: null,
      since: '2026-11-21',
      until: '2027-11-20',
      mayPassOn: false,
    });
    expect((await navid()).status).toBe(404);
    await acceptMandate(t.test.op(t.actor('navid')), id);
    expect((await navid()).text).toContain(companies.arvand.fa);
    expect((await get('navid', '/me/record.json')).body.entries.length).toBeGreaterThan(60);
    await endMandate(t.test.op(t.actor('sara')), id);
    expect((await navid()).status).toBe(404);
  });
});

describe('taking the record along', () => {
  test('as JSON: what the page says, narrowed in the same way, without anybody’s inner id', async () => {
    const { body, headers } = await get('sara', `/me/record.json?about=${t.entityIds.arvand}&kind=seen`);
    expect(headers['content-disposition']).toContain('yekbar-record.json');
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatchObject({ complete: true });
    expect(body.entries.length).toBeGreaterThanOrEqual(62);
    expect(body.entries[0]).toMatchObject({ about: companies.arvand.fa, by_you: true });
    expect(body.entries.at(-1)).toMatchObject({
      kind: 'profile.released',
      system: 'tax',
      basis: 'consent',
      fields: ['entity.legal_name', 'entity.legal_id', 'person.full_name'],
      purpose: 'ثبت‌نام مالیات بر ارزش افزوده',
    });
    for (const id of Object.values(t.personIds)) expect(JSON.stringify(body)).not.toContain(id);
  });

  test('as a table, in which no cell is a formula', async () => {
    const { text } = await get('sara', '/me/record.csv?kind=seen');
    const rows = text.split('\r\n');
    expect(rows[0]).toBe(
      '\uFEFFid,at,kind,system,system_name,agency,purpose,about,by_you,basis,law,fields,reason,tracking',
    );
    expect(rows.length).toBeGreaterThanOrEqual(65);
    const entry = { system_name: '=cmd()', agency: 'a "b", c', fields: ['x', 'y'], law: null };
    const file = csvOf({ exported_at: '', complete: true, entries: [entry as unknown as ExportedEntry] });
    expect(file).toContain(`'=cmd(),"a ""b"", c"`);
    expect(file).toContain(',x y,');
  });
});

test('beside what somebody else may have done there is the way to say that it was not you', async () => {
  const { text } = await get('sara', '/me/record?kind=seen');
  const [, id] = /\/me\/record\/([0-9a-f-]{36})\/proof/.exec(text) ?? [];
  expect(text).toContain('href="/me/cases/new?entry=');
  expect((await get('sara', '/me/record?kind=power')).text).not.toContain('/me/cases/new');
  expect(id).toBeDefined();
});

describe('the proof of one entry', () => {
  const entry = async (who: Who) =>
    /\/me\/record\/([0-9a-f-]{36})\/proof/.exec((await get(who, '/me/record')).text)?.[1] ?? '';

  test('is awaited until its day is over; then it holds, on the page and away from us', async () => {
    const id = await entry('sara');
    expect((await get('sara', `/me/record/${id}/proof`)).text).toContain('پس از پایان روز');
    expect((await get('sara', `/me/record/${id}/proof.json`)).body).toEqual({ state: 'waiting', day: null });
    while (!(await sealRecord(t.test.op())));
    expect((await get('sara', `/me/record/${id}/proof.json`)).body).toEqual({
      state: 'waiting',
      day: '2026-11-21',
    });
    t.test.clock.advance({ days: 1 });
    await sealRecord(t.test.op());
    const page = await get('sara', `/me/record/${id}/proof`);
    expect(page.text).toContain('این مورد دست نخورده است');
    const { body } = await get('sara', `/me/record/${id}/proof.json`);
    expect(page.text).toContain(body.root.hash);
    expect(checkProof(body, (await recordKeys(t.test.op())) as never)).toMatchObject({ ok: true });
    for (const inner of [t.personIds.sara, t.entityIds.arvand])
      expect(JSON.stringify(body)).not.toContain(inner);
  });

  test('of somebody else’s entry is not there', async () => {
    const id = await entry('sara');
    for (const path of ['proof', 'proof.json'])
      expect((await get('navid', `/me/record/${id}/${path}`)).status).toBe(404);
    expect((await get('sara', '/me/record/nothing/proof')).status).toBe(404);
  });

  test('of an entry that was changed says so, in the heading too', async () => {
    const id = await entry('sara');
    await t.test.system.db
      .updateTable('audit_event')
      .set({ tracking: 'CHANGED' })
      .where('public_id', '=', id)
      .execute();
    expect((await get('sara', `/me/record/${id}/proof`)).text).toContain('همان نیست که مهر شده بود</h1>');
  });
});
