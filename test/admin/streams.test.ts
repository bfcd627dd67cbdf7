import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureEvents, placeChanges, sweepEvents } from '../../src/events/index.ts';
import { createStream } from '../../src/events/stream.ts';
import { announce } from '../../src/signals/index.ts';
import { type Administration, administration } from './administration.ts';
import { differences } from './described.ts';

let admin: Administration;
let id: string;
const reader = 'demo-reader';
beforeAll(async () => {
  admin = await administration();
  const { it } = admin;
  const input = {
    delivery: { method: 'poll' },
    requested: ['urn:yekbar:event:consent-withdrawn'],
    description: null,
  };
  id = (await createStream(it.op(), reader, { ...input, delivery: { method: 'poll' } })).id;
  await announce(it.op(), { kind: 'consent_withdrawn', personId: admin.who.sara, clientId: reader });
  await placeChanges(it.op());
});
afterAll(() => admin.close());

const statusOf = async () => {
  const { rows } = await sql<{
    status: string;
  }>`select status from event_stream where id = ${id}::uuid`.execute(admin.it.system.db);
  return rows[0]?.status;
};

test('a receiver that has not taken its events for a quarter of an hour is shown as dead', async () => {
  const { it, who } = admin;
  expect((await admin.as(who.kaveh).get('/admin/streams?lang=en')).text).toContain(
    'Every receiver takes its events',
  );
  it.clock.advance({ minutes: 20 });
  const page = await admin.as(who.kaveh).get('/admin/streams?lang=en');
  expect(page.text).toContain('1 receiver has not taken an event');
  expect(page.text).toContain('20 minutes');
  expect(page.text).not.toContain('/pause');
});

test('an administrator pauses a stream and lets it go on; an auditor and a citizen do not', async () => {
  const { who } = admin;
  for (const person of [who.kaveh, who.sara])
    expect((await admin.as(person).post(`/admin/streams/${id}/pause`).type('form')).status).toBe(403);
  expect(await statusOf()).toBe('enabled');
  expect((await admin.as(who.shirin).post(`/admin/streams/${id}/pause`).type('form')).status).toBe(303);
  expect(await statusOf()).toBe('paused');
  expect((await admin.as(who.shirin).get('/admin/streams?lang=en')).text).toContain(
    'Paused by the administration',
  );
  await admin.as(who.shirin).post(`/admin/streams/${id}/resume`).type('form');
  expect(await statusOf()).toBe('enabled');
  const none = '00000000-0000-4000-8000-000000000000';
  expect((await admin.as(who.shirin).post(`/admin/streams/${none}/pause`).type('form')).status).toBe(404);
});

test('the same by API: dead receivers are named, a stream is paused and let go on, by those who may write', async () => {
  const base = '/admin/api/v1/streams';
  const list = await admin.program('demo-reader').get(base);
  expect(differences('get', '/streams', 200, list.type, list.body)).toEqual([]);
  expect(list.body.items).toMatchObject([
    { id, client_id: reader, status: 'enabled', dead: true, lag: 1_200 },
  ]);
  expect((await admin.program('demo-reader').post(`${base}/${id}/pause`)).status).toBe(403);
  const paused = await admin.program('demo-admin').post(`${base}/${id}/pause`);
  expect(differences('post', '/streams/{id}/pause', 200, paused.type, paused.body)).toEqual([]);
  expect(paused.body).toMatchObject({ status: 'paused', reason: 'by_administrator', dead: false });
  const resumed = await admin.program('demo-admin').post(`${base}/${id}/resume`);
  expect(differences('post', '/streams/{id}/resume', 200, resumed.type, resumed.body)).toEqual([]);
  expect(resumed.body).toMatchObject({ status: 'enabled' });
  expect((await admin.program('demo-admin').post(`${base}/x/pause`)).status).toBe(404);
});

test('with thousands of streams the one that waits is seen first, and each stands on one page', async () => {
  const { it, who } = admin;
  await sql`insert into event_stream
    select gen_random_uuid(), 'demo-basic', 'poll', null, kinds, requested, description, 'enabled', null, created_at, changed_at,
      position + 1000, done, 0, next_try_at, null, null, null, null, 0, null
    from event_stream, generate_series(1, 1200) where id = ${id}::uuid`.execute(it.system.db);
  await sql`update event_stream set created_at = created_at + interval '1 day' where id = ${id}::uuid`.execute(
    it.system.db,
  );
  const seen: string[] = [];
  let after: string | null = '';
  do {
    const { body } = await admin
      .program('demo-reader')
      .get(`/admin/api/v1/streams?limit=200${after === '' ? '' : `&after=${after}`}`);
    seen.push(...body.items.map((one: { id: string }) => one.id));
    after = body.next;
  } while (after !== null);
  expect([seen[0], seen.length, new Set(seen).size]).toEqual([id, 1_201, 1_201]);
  const first = await admin.as(who.kaveh).get('/admin/streams?lang=en');
  expect(first.text).toContain('1 receiver has not taken an event');
  expect(first.text).toContain('20 minutes');
  const second = /\/admin\/streams\?after=[0-9a-f-]+/.exec(first.text)?.[0] ?? '';
  expect((await admin.as(who.kaveh).get(second)).text).not.toContain('20 minutes');
  expect(await measureEvents(it.op())).toMatchObject({ poll_lag_seconds: 1_200, dead_receivers: 1 });
});

test('one that comes after a thousand others is disabled with the reason too before its events are forgotten', async () => {
  const { it } = admin;
  it.clock.advance({ days: 22 });
  expect(await sweepEvents(it.op())).toBe(1);
  expect(await statusOf()).toBe('disabled');
  const { rows } = await sql`select reason from event_stream where status = 'disabled'`.execute(it.system.db);
  expect(rows).toEqual([{ reason: 'events_too_old' }]);
});
