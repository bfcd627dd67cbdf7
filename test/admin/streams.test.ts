import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeChanges } from '../../src/events/index.ts';
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
