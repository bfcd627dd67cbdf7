/** Queues and lists of staff that are longer than a page: the way on leads to each row exactly once. */
import { sql } from 'kysely';
import { parse } from 'node-html-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedClient } from '../../src/clients/index.ts';
import { type Administration, administration } from './administration.ts';

const MANY = 120;
let admin: Administration;
beforeAll(async () => {
  admin = await administration();
  const { db } = admin.it.system;
  const at = admin.it.clock.now();
  const { shirin, farhad, sara } = admin.who;
  for (const id of ['mill', 'port', 'port-2'])
    await seedClient(admin.it.op(), {
      id,
      kind: 'sandbox',
      name: { fa: `سامانهٔ ${id}`, en: `System ${id}` },
      agency: { id: 'works', name: { fa: 'کار', en: 'Works' } },
      metadata: {},
      secretHash: null,
      purposes: [],
    });
  // Three at each moment, so that the order has to go by more than the time.
  const moment = sql`${at}::timestamptz - n / 3 * interval '1 minute'`;
  const many = sql`generate_series(1, ${MANY}::int) n`;
  await sql`
    insert into client (id, agency_id, kind, state, stage, name_fa, name_en, metadata, words, registered_by, registered_at, changed_at)
    select 'w-' || n, 'works', 'live', 'pending', 'sandbox', 'W', 'W', '{}', '', 'system', ${at}, ${at} from ${many}`.execute(
    db,
  );
  await sql`
    insert into approval (id, client_id, requested_by, requested_at)
    select gen_random_uuid(), 'w-' || n, 'person:' || ${farhad}, ${moment} from ${many}`.execute(db);
  await sql`
    insert into approval (id, client_id, requested_by, requested_at, decided_by, decision, reason, decided_at)
    select gen_random_uuid(), 'mill', 'person:' || ${farhad}, ${moment}, 'person:' || ${shirin}, 'approved', '', ${at}
    from ${many}`.execute(db);
  await sql`
    insert into citizen_case (id, number, kind, person_id, subject_id, sealed, opened_at, due_at, state)
    select gen_random_uuid(), 'C' || n, 'complaint', ${sara}, ${sara}, '', ${moment}, ${moment}, 'open' from ${many}`.execute(
    db,
  );
  await sql`
    insert into counter_officer (id, person_id, counter_name, client_id, valid_until, asked_by, asked_at)
    select gen_random_uuid(), ${sara}, 'counter ' || n, 'mill', ${at}::timestamptz + interval '1 day', ${shirin}, ${moment}
    from ${many}`.execute(db);
  await sql`
    insert into client_stop (id, client_id, reason, stopped_by, stopped_at, confirm_by, lifted_by, lifted_at)
    select gen_random_uuid(), 'port', 'leak', 'person:' || ${shirin}, ${moment}, ${at}, 'person:' || ${farhad}, ${at} from ${many}`.execute(
    db,
  );
  await sql`
    insert into directory_change (id, about, source, state, sent_by, sent_at)
    select gen_random_uuid(), 'system', 'form', 'waiting', 'person:' || ${shirin}, ${moment} from ${many}`.execute(
    db,
  );
  await sql`
    insert into staff_emergency (id, person_id, reference, hours, asked_by, asked_at, until)
    select gen_random_uuid(), ${sara}, 'REF-' || n || '-', 1, ${shirin}, ${moment}, ${at} from ${many}`.execute(
    db,
  );
  await sql`
    insert into service_feedback (id, person_id, system_number, state, asked_at, score, may_show, given_at, text_state)
    select gen_random_uuid(), ${sara}, 35, 'given', ${at}::timestamptz - n * interval '1 minute', 3, true, ${moment}, 'waiting' from ${many}`.execute(
    db,
  );
});
afterAll(() => admin.close());

/** Follows the way on, and reads what each page shows. */
async function walk(path: string, shown: RegExp): Promise<string[][]> {
  const pages: string[][] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const { status, text } = await admin.as(admin.who.shirin).get(next);
    expect(status, next).toBe(200);
    pages.push([...new Set([...text.matchAll(shown)].map(([, id = '']) => id))]);
    next = parse(text)
      .querySelectorAll('main a.btn')
      .map(link => link.getAttribute('href')?.replaceAll('&amp;', '&'))
      .find(href => /[?&](after|before)=/.test(href ?? ''));
  }
  return pages;
}

const uuid = '[0-9a-f-]{36}';
test.each([
  ['/admin/approvals?lang=fa', new RegExp(`href="/admin/approvals/(${uuid})"`, 'g')],
  ['/admin/approvals?state=all&lang=en', new RegExp(`href="/admin/approvals/(${uuid})"`, 'g')],
  ['/admin/approvals?state=all&client=mill', new RegExp(`href="/admin/approvals/(${uuid})"`, 'g')],
  ['/admin/cases?lang=fa', new RegExp(`href="/admin/cases/(${uuid})"`, 'g')],
  ['/admin/cases?state=all&lang=en', new RegExp(`href="/admin/cases/(${uuid})"`, 'g')],
  ['/admin/counters', new RegExp(`action="/admin/counters/(${uuid})/end"`, 'g')],
  ['/admin/directory/changes', new RegExp(`href="/admin/directory/changes/(${uuid})"`, 'g')],
  ['/admin/directory/changes?state=all', new RegExp(`href="/admin/directory/changes/(${uuid})"`, 'g')],
  ['/admin/emergency?lang=en', /REF-(\d+)-/g],
  ['/admin/feedback?lang=fa', new RegExp(`action="/admin/feedback/(${uuid})/check"`, 'g')],
  ['/admin/feedback?state=all&lang=en', new RegExp(`action="/admin/feedback/(${uuid})/check"`, 'g')],
])('%s goes on to the last, each once', async (path, shown) => {
  const pages = await walk(path, shown);
  const all = path.startsWith('/admin/approvals?state=all&lang') ? 2 * MANY : MANY;
  expect(pages.flat()).toHaveLength(all);
  expect(new Set(pages.flat()).size).toBe(all);
  expect(pages.slice(0, -1).every(rows => rows.length === 50)).toBe(true);
});

test('stops go on to the last, those that hold first', async () => {
  const { db } = admin.it.system;
  await sql`
    update client_stop set lifted_at = null, lifted_by = null, client_id = 'port-2'
    where id = (select id from client_stop order by stopped_at limit 1)`.execute(db);
  const heads = await walk('/admin/stops', /<h3>(.*?)<\/h3>/g);
  expect(heads[0]?.[0]).toContain('port-2');
  let cards = 0;
  for (let next: string | undefined = '/admin/stops'; next !== undefined; ) {
    const { text } = await admin.as(admin.who.shirin).get(next);
    const page = parse(text);
    cards += page.querySelectorAll('main li.card').length;
    next = page
      .querySelectorAll('main a.btn')
      .map(link => link.getAttribute('href'))
      .find(href => href?.includes('after='));
  }
  expect(cards).toBe(MANY);
});

test('at a counter a system is written by name, and of several one has to be chosen', async () => {
  const post = (client: string) =>
    admin
      .as(admin.who.shirin)
      .post('/admin/counters')
      .type('form')
      .send({ national_id: '', counter: 'x', client, until: '2026-12-01' });
  const form = parse((await admin.as(admin.who.shirin).get('/admin/counters?lang=en')).text);
  const offered = form.querySelectorAll('#client-offered option').map(one => one.getAttribute('value'));
  expect(offered).toContain('System mill (mill)');
  const unclear = await post('System port');
  expect([unclear.status, unclear.text.includes('counters.system_unclear')]).toEqual([400, false]);
  expect(unclear.text).toContain('سامانهٔ port (port)');
  expect(unclear.text).toContain('سامانهٔ port-2 (port-2)');
});
