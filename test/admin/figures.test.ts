import { afterAll, beforeAll, expect, test } from 'vitest';
import { record, sealRecord, tallyRecord } from '../../src/audit/index.ts';
import { type Administration, administration } from './administration.ts';
import { differences } from './described.ts';

let admin: Administration;
beforeAll(async () => {
  admin = await administration();
  const { it, who } = admin;
  const op = it.op({ kind: 'person', personId: who.sara });
  const released = { basis: 'consent', purpose: 'p', fields: ['a', 'b', 'c'] };
  await record(op, { kind: 'identity.signed_in' });
  await record(op, { kind: 'identity.sign_in_refused' });
  for (const clientId of ['demo-reader', 'demo-reader', 'demo-admin'])
    await record(op, { kind: 'profile.released', subjectId: who.sara, clientId, data: released });
  await record(op, {
    kind: 'profile.released',
    subjectId: who.sara,
    clientId: 'demo-reader',
    data: { ...released, basis: 'law' },
  });
  await record(op, {
    kind: 'profile.release_refused',
    clientId: 'demo-reader',
    data: { reason: 'power_ended' },
  });
  await record(op, { kind: 'registries.asked', data: { registry: 'civil', outcome: 'answered' } });
  await record(op, { kind: 'registries.asked', data: { registry: 'civil', outcome: 'silent' } });
  await sealRecord(it.op());
  await tallyRecord(it.op());
});
afterAll(() => admin.close());

const today = (body: { days: Record<string, unknown>[] }) => body.days[0];

test('what was counted is there by day, system and registry, as the description says', async () => {
  const { body, type, status } = await admin.program('demo-reader').get('/admin/api/v1/figures?days=90');
  expect(differences('get', '/figures', status, type, body)).toEqual([]);
  expect(body.days).toHaveLength(90);
  expect(today(body)).toMatchObject({
    sign_ins: 1,
    sign_ins_refused: 1,
    releases_by_consent: 3,
    releases_by_law: 1,
    refusals: 1,
    spared_fields: 12,
  });
  expect(body.systems).toEqual([
    { client: 'demo-reader', releases: 3, spared_fields: 9, refusals: 1 },
    { client: 'demo-admin', releases: 1, spared_fields: 3, refusals: 0 },
  ]);
  expect(body.registries).toEqual([
    { registry: 'civil', answered: 1, silent: 1, availability: null, latency_ms: null },
  ]);
});

test('of one system only what is its own, and sign-ins belong to none', async () => {
  const { body } = await admin.program('demo-reader').get('/admin/api/v1/figures?system=demo-admin');
  expect(body.days).toHaveLength(30);
  expect(today(body)).toMatchObject({ sign_ins: 0, releases_by_consent: 1, spared_fields: 3, refusals: 0 });
});

test('the auditor sees the charts with a table behind each, and nobody else who is not staff does', async () => {
  const page = await admin.as(admin.who.kaveh).get('/admin/figures?days=30&lang=en');
  expect(page.status).toBe(200);
  expect(page.text.match(/<svg class="chart\b/g)).toHaveLength(4);
  expect(page.text.match(/<details><summary>/g)?.length).toBeGreaterThanOrEqual(4);
  const one = await admin.as(admin.who.kaveh).get('/admin/figures?system=demo-reader&lang=en');
  expect(one.text).toContain('Only demo-reader');
  expect(one.text).not.toContain('Failed sign-ins');
  expect((await admin.as(admin.who.kaveh).get('/admin/figures?system=nobody')).status).toBe(404);
  expect((await admin.as(admin.who.sara).get('/admin/figures')).status).toBe(403);
});
