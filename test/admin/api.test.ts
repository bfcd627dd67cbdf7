import { sql } from 'kysely';
import type { Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findActiveClient, proveBySecret, suspendClient } from '../../src/clients/index.ts';
import { type Administration, administration } from './administration.ts';
import { differences } from './described.ts';

const BASE = '/admin/api/v1';
let admin: Administration;
beforeAll(async () => {
  admin = await administration();
});
afterAll(() => admin.close());

let number = 0;
function newClient(more: object = {}) {
  number += 1;
  return {
    id: `api-client-${number}`,
    name: { fa: 'سامانه', en: 'System' },
    agency: { id: `api-agency-${number}`, name: { fa: 'دستگاه', en: 'Agency' } },
    redirect_uris: ['https://system.example.ir/callback'],
    auth_method: 'client_secret_basic',
    purposes: [newPurpose()],
    ...more,
  };
}

function newPurpose(more: object = {}) {
  return {
    key: 'payroll-list',
    name: { fa: 'فهرست حقوق', en: 'Payroll list' },
    text: { fa: 'برای رسیدگی', en: 'To process it' },
    basis: 'law',
    law: {
      title: { fa: 'قانون', en: 'Act' },
      body: { fa: 'مجلس', en: 'Parliament' },
      number: '1',
      date: '1988-02-22',
      articles: '86',
    },
    fields: ['entity.legal_id'],
    subjects: ['legal_entity'],
    level: 1,
    retention: { fa: '۵ سال', en: '5 years' },
    consent_days: 365,
    ...more,
  };
}

/** Sends one request and holds the answer against the description. @param described path as described */
async function call(
  by: 'demo-admin' | 'demo-approver' | 'demo-reader',
  method: 'get' | 'post' | 'delete',
  described: string,
  values: Record<string, string> = {},
  body?: object,
): Promise<Response> {
  const path = described.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  const query = values.query ?? '';
  const request = admin.program(by)[method](`${BASE}${path}${query}`);
  const answer = await (body ? request.send(body) : request);
  expect(differences(method, described, answer.status, answer.type, answer.body)).toEqual([]);
  return answer;
}

async function registered(more: object = {}): Promise<{ id: string; approval: string; secret: string }> {
  const answer = await call('demo-admin', 'post', '/clients', {}, newClient(more));
  expect(answer.status).toBe(201);
  const { client, approval, client_secret } = answer.body;
  return { id: client.id, approval: approval.id, secret: client_secret };
}

const decision = (by: 'demo-admin' | 'demo-approver', id: string, body: object) =>
  call(by, 'post', '/approvals/{id}/decision', { id }, body);

describe('who may call', () => {
  test('without a token nobody, and the answer says how', async () => {
    const answer = await admin.as().get(`${BASE}/clients`);
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('Bearer');
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'admin.token_needed', request_id: expect.any(String) });
  });
  test('with admin:read one reads and does not write', async () => {
    expect((await call('demo-reader', 'get', '/clients')).status).toBe(200);
    const answer = await call(
      'demo-reader',
      'post',
      '/agencies',
      {},
      { id: 'x1', name: { fa: 'ا', en: 'a' } },
    );
    expect(answer.status).toBe(403);
    expect(answer.headers['www-authenticate']).toContain('insufficient_scope');
  });
  test('a session of a person opens nothing here', async () => {
    expect((await admin.as(admin.who.shirin).get(`${BASE}/overview`)).status).toBe(401);
  });
  test('an address that is not there is not found, in JSON', async () => {
    const answer = await admin.program('demo-admin').get(`${BASE}/nothing`);
    expect([answer.status, answer.type]).toEqual([404, 'application/problem+json']);
  });
});

test('a client is registered by one program and approved by another; it works at once', async () => {
  const { id, approval, secret } = await registered();
  expect(await proveBySecret(admin.it.op(), id, secret)).toBe('proved');
  expect((await call('demo-admin', 'get', '/clients/{id}', { id })).text).not.toContain(secret);
  expect(await findActiveClient(admin.it.op(), id)).toBeUndefined();

  const own = await call('demo-admin', 'get', '/approvals/{id}', { id: approval });
  expect(own.body).toMatchObject({
    may_decide: false,
    requested_by: { kind: 'client', client_id: 'demo-admin' },
  });
  const same = await decision('demo-admin', approval, { decision: 'approved' });
  expect([same.status, same.body.code]).toEqual([403, 'clients.same_person']);
  const done = await decision('demo-approver', approval, { decision: 'approved' });
  expect(done.body).toMatchObject({ state: 'approved', decided_by: { client_id: 'demo-approver' } });
  expect(await findActiveClient(admin.it.op(), id)).toBeDefined();
  const again = await decision('demo-approver', approval, { decision: 'refused', reason: 'late' });
  expect([again.status, again.body.code]).toEqual([409, 'clients.already_decided']);
});

test('everything that is wrong with a registration is told together, field by field', async () => {
  const answer = await call(
    'demo-admin',
    'post',
    '/clients',
    {},
    newClient({
      name: 5,
      redirect_uris: ['https://*.example.ir/'],
      system: 99,
      purposes: [newPurpose({ fields: ['entity.nothing'], level: '1' })],
    }),
  );
  expect(answer.status).toBe(400);
  expect(answer.body.code).toBe('clients.invalid');
  const found = answer.body.errors.map(
    (error: { field: string; code: string }) => `${error.field}:${error.code}`,
  );
  expect(found.sort()).toEqual(
    [
      'name.en:missing',
      'name.fa:missing',
      'purposes.0.fields.entity.nothing:unknown',
      'purposes.0.level:out_of_range',
      'redirect_uris.0:wildcard',
      'system:unknown',
    ].sort(),
  );
});

test.each([['[]'], ['"x"'], ['{'], ['null']])('what is no JSON object is refused: %s', async body => {
  const answer = await admin
    .program('demo-admin')
    .post(`${BASE}/clients`)
    .set('content-type', 'application/json')
    .send(body);
  expect([answer.status, answer.body.code]).toEqual([
    400,
    body === '[]' ? 'web.malformed' : 'web.json_malformed',
  ]);
});

test('a body that is too large is not read', async () => {
  const answer = await admin
    .program('demo-admin')
    .post(`${BASE}/clients`)
    .set('content-type', 'application/json')
    .send(JSON.stringify({ id: 'a'.repeat(1_100_000) }));
  expect(answer.status).toBe(413);
});

test('agencies are listed and added, each id once', async () => {
  const body = { id: 'health', name: { fa: 'وزارت بهداشت', en: 'Ministry of Health' } };
  expect((await call('demo-admin', 'post', '/agencies', {}, body)).status).toBe(201);
  const again = await call('demo-admin', 'post', '/agencies', {}, body);
  expect(again.body.errors).toMatchObject([{ field: 'id', code: 'taken' }]);
  expect((await call('demo-reader', 'get', '/agencies')).body.items).toContainEqual({
    ...body,
    parent: null,
  });
});

test('systems are searched, connected, and let go', async () => {
  const { id } = await registered({ system: 12, sign_in_url: 'https://system.example.ir/sign-in' });
  const found = await call('demo-reader', 'get', '/systems', { query: '?q=۱۲' });
  expect(found.body.items).toMatchObject([{ number: 12, client_id: id, live: false }]);
  const elsewhere = await call(
    'demo-admin',
    'post',
    '/systems/{number}/connection',
    { number: '13' },
    { client_id: id, sign_in_url: 'https://evil.example/' },
  );
  expect([elsewhere.status, elsewhere.body.code]).toEqual([400, 'directory.sign_in_url']);
  const gone = await call('demo-admin', 'delete', '/systems/{number}/connection', { number: '12' });
  expect(gone.body).toMatchObject({ client_id: null, sign_in_url: null });
  expect((await call('demo-reader', 'get', '/systems/{number}', { number: '77' })).status).toBe(404);
  expect((await call('demo-reader', 'get', '/systems/{number}', { number: 'x' })).status).toBe(404);
});

test('a new version of a purpose replaces the old one when another program has approved it', async () => {
  const { id, approval } = await registered();
  const early = await call('demo-admin', 'post', '/clients/{id}/purposes', { id }, newPurpose());
  expect([early.status, early.body.code]).toEqual([409, 'clients.not_active']);
  await decision('demo-approver', approval, { decision: 'approved' });
  const more = newPurpose({ fields: ['entity.legal_id', 'entity.legal_name'] });
  const second = await call('demo-admin', 'post', '/clients/{id}/purposes', { id }, more);
  expect(second.body.purpose).toMatchObject({ version: 2, state: 'pending' });
  await decision('demo-approver', second.body.approval.id, { decision: 'approved' });
  const all = await call('demo-reader', 'get', '/clients/{id}/purposes', { id });
  expect(all.body.items.map((one: { version: number; state: string }) => [one.version, one.state])).toEqual([
    [2, 'active'],
    [1, 'replaced'],
  ]);
});

test('a client is suspended, resumed, and given a new secret', async () => {
  const { id, approval, secret } = await registered();
  await decision('demo-approver', approval, { decision: 'approved' });
  const path = '/clients/{id}/suspension';
  expect((await call('demo-admin', 'post', path, { id })).body.state).toBe('suspended');
  expect((await call('demo-admin', 'post', path, { id })).status).toBe(409);
  expect((await call('demo-admin', 'delete', path, { id })).body.state).toBe('active');
  const fresh = await call('demo-admin', 'post', '/clients/{id}/secret', { id });
  expect(fresh.status).toBe(201);
  expect(fresh.body.client_secret).not.toBe(secret);
});

test('clients come in pages', async () => {
  await registered();
  await registered();
  const first = await call('demo-reader', 'get', '/clients', { query: '?limit=2' });
  expect(first.body.items).toHaveLength(2);
  const second = await call('demo-reader', 'get', '/clients', {
    query: `?limit=2&after=${first.body.next}`,
  });
  expect(second.body.items[0].id > first.body.items[1].id).toBe(true);
});

test('the record is read in pages, without anybody in it', async () => {
  const { id } = await registered();
  const one = await call('demo-reader', 'get', '/audit', { query: `?client=${id}&limit=1` });
  expect(one.body.items).toMatchObject([{ kind: 'clients.registered', client_id: id }]);
  const first = await call('demo-reader', 'get', '/audit', { query: '?limit=3' });
  const next = await call('demo-reader', 'get', '/audit', { query: `?limit=3&before=${first.body.next}` });
  const ids = [...first.body.items, ...next.body.items].map((event: { id: string }) => event.id);
  expect(new Set(ids).size).toBe(6);
  const all = await call('demo-reader', 'get', '/audit', { query: '?limit=200' });
  for (const person of Object.values(admin.who)) expect(all.text).not.toContain(person);
});

test('the overview counts, also where more than a thousand wait', async () => {
  const { body } = await call('demo-reader', 'get', '/overview');
  expect(body.systems.total).toBe(50);
  expect(body.open_approvals).toBe(body.clients.pending);
  const { db } = admin.it.system;
  await sql`insert into client (id, kind, state, name_fa, name_en, metadata, words, registered_by, registered_at, changed_at)
    select 'many-' || n, 'internal', 'pending', 'x', 'x', '{}', 'x', 'client:x', now(), now() from generate_series(1, 1100) n`.execute(
    db,
  );
  await sql`insert into approval (id, client_id, requested_by, requested_at)
    select gen_random_uuid(), id, 'client:x', now() from client where id like 'many-%'`.execute(db);
  const more = await call('demo-reader', 'get', '/overview');
  expect(more.body.open_approvals).toBe(body.open_approvals + 1_100);
});

test('what belongs to nobody is not found', async () => {
  const id = 'no-such';
  expect((await call('demo-reader', 'get', '/clients/{id}', { id })).status).toBe(404);
  expect((await call('demo-reader', 'get', '/clients/{id}/purposes', { id })).status).toBe(404);
  expect((await call('demo-admin', 'post', '/clients/{id}/secret', { id })).status).toBe(404);
  expect((await decision('demo-approver', id, { decision: 'approved' })).status).toBe(404);
  const strange = await decision('demo-approver', id, { decision: 'maybe' });
  expect(strange.body.errors).toMatchObject([{ field: 'decision', code: 'unknown' }]);
});

test('a program that was suspended is out at its next call', async () => {
  await suspendClient(admin.it.op(), 'demo-reader');
  const answer = await admin.program('demo-reader').get(`${BASE}/overview`);
  expect(answer.status).toBe(401);
});
