import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import { findClient } from '../../src/clients/index.ts';
import { deliverSignals, listDeliveries, queueSignal } from '../../src/signals/index.ts';
import { type Administration, administration } from './administration.ts';
import { differences } from './described.ts';
import { postedClient } from './posted.ts';

const BASE = '/admin/api/v1';
let admin: Administration;
let givenUp = '';
beforeAll(async () => {
  admin = await administration();
  const { it } = admin;
  const url = 'https://client.example/where-it-listens';
  for (const [clientId, kind] of [
    ['demo-reader', 'gone'],
    ['demo-approver', 'busy'],
    ['demo-approver', 'fine'],
  ] as const) {
    it.clock.advance({ minutes: 1 });
    await queueSignal(it.op(), { clientId, url, kind: 'backchannel_logout', claims: { kind } });
  }
  await deliverSignals(it.op(), {
    sign: async (_op, { claims }) => (claims.kind === 'gone' ? undefined : String(claims.kind)),
    send: async (_op, _signal, token) => (token === 'fine' ? 200 : 503),
  });
  givenUp = (await listDeliveries(it.op(), { state: 'given_up', limit: 1 }))[0]?.id ?? '';
});
afterAll(() => admin.close());

describe('what systems were told, for the staff', () => {
  test('shows what arrived, waits and was given up, by client; neither address nor text', async () => {
    const { text, status } = await admin.as(admin.who.kaveh).get('/admin/deliveries');
    expect(status).toBe(200);
    for (const words of ['رسید', 'منتظر', 'رها شد', 'پاسخ ۵۰۳', 'برنامه دیگر برقرار نیست', 'demo-approver'])
      expect(text).toContain(words);
    expect(text).not.toContain('where-it-listens');
    expect(text).not.toContain('/retry');
    const only = await admin.as(admin.who.kaveh).get('/admin/deliveries?client=demo-reader&state=given_up');
    expect(only.text).toContain('۱ خبر');
  });

  test('an administrator sends one again, and that is on the record; an auditor and a citizen cannot', async () => {
    const path = `/admin/deliveries/${givenUp}/retry`;
    for (const who of [admin.who.kaveh, admin.who.sara])
      expect((await admin.as(who).post(path)).status).toBe(403);
    const page = await admin.as(admin.who.shirin).get('/admin/deliveries');
    expect(page.text).toContain(path);
    const { status, headers } = await admin.as(admin.who.shirin).post(path);
    expect([status, headers.location]).toEqual([303, '/admin/deliveries?client=demo-reader']);
    const [event] = await listEventsAbout(admin.it.op(), { kinds: ['signals.retried'], limit: 1 });
    expect([event?.personId, event?.clientId, event?.data.signal]).toEqual([
      admin.who.shirin,
      'demo-reader',
      givenUp,
    ]);
  });
});

describe('what systems were told, for programs', () => {
  test('is listed page by page as described', async () => {
    const { body, type } = await admin.program('demo-reader').get(`${BASE}/deliveries?limit=2`);
    expect(differences('get', '/deliveries', 200, type, body)).toEqual([]);
    expect([body.items.length, body.counts]).toEqual([2, { waiting: 2, given_up: 0 }]);
    const rest = await admin.program('demo-reader').get(`${BASE}/deliveries?limit=2&before=${body.next}`);
    expect([rest.body.items.length, rest.body.next]).toEqual([1, null]);
    const one = await admin.program('demo-reader').get(`${BASE}/deliveries/${givenUp}`);
    expect(differences('get', '/deliveries/{id}', 200, one.type, one.body)).toEqual([]);
  });

  test('is sent again with the scope to write only, and not once it arrived', async () => {
    const path = `${BASE}/deliveries/${givenUp}/retry`;
    expect((await admin.program('demo-reader').post(path)).status).toBe(403);
    const again = await admin.program('demo-admin').post(path);
    expect(again.status).toBe(200);
    expect(differences('post', '/deliveries/{id}/retry', 200, again.type, again.body)).toEqual([]);
    const [done] = await listDeliveries(admin.it.op(), { state: 'delivered', limit: 1 });
    const twice = await admin.program('demo-admin').post(`${BASE}/deliveries/${done?.id}/retry`);
    expect([twice.status, twice.body.code]).toEqual([409, 'signals.delivered']);
    expect((await admin.program('demo-admin').post(`${BASE}/deliveries/x/retry`)).status).toBe(404);
  });
});

test('a client is registered with the address where it listens, https and no inner name', async () => {
  const post = (uri: string) =>
    admin
      .as(admin.who.shirin)
      .post('/admin/clients')
      .type('form')
      .send(postedClient({ backchannel_logout_uri: uri }));
  const good = postedClient({ backchannel_logout_uri: 'https://salary.tax.gov.ir/signed-out' });
  expect((await admin.as(admin.who.shirin).post('/admin/clients').type('form').send(good)).status).toBe(201);
  const client = await findClient(admin.it.op(), String(good.client_id));
  expect(client?.metadata).toMatchObject({
    backchannel_logout_uri: 'https://salary.tax.gov.ir/signed-out',
    backchannel_logout_session_required: true,
  });
  for (const uri of ['http://salary.tax.gov.ir/x', 'https://10.0.0.1/x', 'https://inner.local/', 'nonsense'])
    expect((await post(uri)).status, uri).toBe(400);
  const shown = await admin.program('demo-reader').get(`${BASE}/clients/${good.client_id}`);
  expect(shown.body.backchannel_logout_uri).toBe('https://salary.tax.gov.ir/signed-out');
});
