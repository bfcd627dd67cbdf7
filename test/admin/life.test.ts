import { afterAll, beforeAll, expect, test } from 'vitest';
import { decide, getClient, registerClient } from '../../src/clients/index.ts';
import { listMessagesOf } from '../../src/messages/index.ts';
import { anotherClient } from '../clients/example.ts';
import { type Administration, administration } from './administration.ts';
import { differences } from './described.ts';

const BASE = '/admin/api/v1';
let admin: Administration;
let id: string;
let agency: string;
beforeAll(async () => {
  admin = await administration();
  const op = (personId: string) => admin.it.op({ kind: 'person', personId });
  const input = anotherClient();
  const { client, approvalId } = await registerClient(op(admin.who.shirin), input);
  await decide(op(admin.who.farhad), approvalId, 'approved', '');
  id = client.id;
  agency = input.agencyId;
});
afterAll(() => admin.close());

const posted = (browser: ReturnType<Administration['as']>, path: string, body: Record<string, string>) =>
  browser.post(path).type('form').send(body);

test('the page of a client says its stage, what is missing, and nothing about who is in its pilot', async () => {
  const shirin = admin.as(admin.who.shirin);
  const added = await posted(shirin, `/admin/clients/${id}/pilot-users`, { national_id: '۰۰۱۲۳۴۵۶۷۹' });
  expect(added.status).toBe(303);
  for (const lang of ['fa', 'en']) {
    const page = await shirin.get(`/admin/clients/${id}?lang=${lang}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('/pilot-users/');
    expect(page.text).not.toMatch(/0012345679|۰۰۱۲۳۴۵۶۷۹/);
  }
  const asked = await posted(shirin, `/admin/clients/${id}/steps`, {
    to: 'cleared',
    number: 'AFTA-7',
    until: '۱۴۳۰/۰۱/۰۱',
  });
  expect([asked.status, asked.headers.location]).toEqual([303, expect.stringContaining('/admin/approvals/')]);
  const approval = await admin.as(admin.who.farhad).get(String(asked.headers.location));
  expect(approval.text).toContain('AFTA-7');
});

test('an auditor and a citizen change nothing of it', async () => {
  for (const who of ['kaveh', 'sara'] as const)
    for (const path of [`/admin/clients/${id}/stop`, `/admin/clients/${id}/steps`, '/admin/stops'])
      expect(
        (await posted(admin.as(admin.who[who]), path, { reason: 'x', to: 'retired', agency })).status,
      ).toBe(403);
  expect((await admin.as(admin.who.kaveh).get('/admin/stops')).status).toBe(200);
  expect(await getClient(admin.it.op(), id)).toMatchObject({ state: 'active' });
});

test('nobody is stopped because he stood first in the list', async () => {
  const shirin = admin.as(admin.who.shirin);
  const options = (text: string) => /<select id="agency".*?<\/select>/s.exec(text)?.[0] ?? '';
  expect(options((await shirin.get('/admin/stops')).text)).toMatch(
    /^<select[^>]* required[^>]*><option value="" selected>برگزینید/,
  );
  const unsaid = await posted(shirin, '/admin/stops', { agency: '', reason: 'نشت کلید' });
  expect([unsaid.status, unsaid.text]).toEqual([400, expect.stringContaining('نگفتید کدام دستگاه')]);
  expect(options(unsaid.text)).toContain('aria-invalid="true"');
  expect(unsaid.text).toContain('نشت کلید</textarea>');
  expect(await getClient(admin.it.op(), id)).toMatchObject({ state: 'active' });
});

test('the kill switch tells every administrator at once, and a second person confirms it', async () => {
  const { shirin, farhad, kaveh } = admin.who;
  const empty = await posted(admin.as(shirin), '/admin/stops', { agency, reason: ' ' });
  expect(empty.status).toBe(400);
  const stopped = await posted(admin.as(shirin), '/admin/stops', { agency, reason: 'نشت کلید' });
  expect(stopped.status).toBe(303);
  expect(await getClient(admin.it.op(), id)).toMatchObject({ state: 'suspended' });
  for (const who of [shirin, farhad]) expect(await listMessagesOf(admin.it.op(), who)).toHaveLength(1);
  expect(await listMessagesOf(admin.it.op(), kaveh)).toEqual([]);
  const page = await admin.as(farhad).get('/admin/stops');
  expect(page.text).toContain('نشت کلید');
  const path = /\/admin\/stops\/[0-9a-f-]{36}\/confirmation/.exec(page.text)?.[0] ?? '';
  expect((await admin.as(shirin).get('/admin/stops')).text).not.toContain(path);
  expect((await posted(admin.as(shirin), path, {})).status).toBe(403);
  expect((await posted(admin.as(farhad), path, {})).status).toBe(303);
});

test('the API speaks of it as it is described', async () => {
  const program = admin.program('demo-admin');
  const told = async (method: 'get' | 'post' | 'delete', path: string, described: string, body?: object) => {
    const request = program[method](BASE + path);
    const answer = await (body ? request.send(body) : request);
    const type = String(answer.headers['content-type']);
    expect(differences(method, described, answer.status, type, answer.body), path).toEqual([]);
    return answer;
  };
  const { body } = await told('get', '/stops', '/stops');
  expect(body.items).toHaveLength(1);
  await told('get', `/clients/${id}`, '/clients/{id}');
  await told('get', `/clients/${id}/life`, '/clients/{id}/life');
  const step = await told('post', `/clients/${id}/steps`, '/clients/{id}/steps', { to: 'live' });
  expect([step.status, step.body.code]).toEqual([409, 'clients.step_not_next']);
  const users = await told('get', `/clients/${id}/pilot-users`, '/clients/{id}/pilot-users');
  const user = users.body.items[0].id;
  await told('delete', `/clients/${id}/pilot-users/${user}`, '/clients/{id}/pilot-users/{user}');
  const again = await told('post', `/agencies/${agency}/stop`, '/agencies/{id}/stop', { reason: 'باز' });
  expect(again.status).toBe(409);
  await told('post', `/clients/${id}/stop`, '/clients/{id}/stop', { reason: 'باز' });
  const stop = body.items[0].id;
  const asked = await told('post', `/stops/${stop}/lifting`, '/stops/{id}/lifting', {});
  expect(asked.body).toMatchObject({ state: 'lifting' });
  const lifted = await admin.program('demo-approver').post(`${BASE}/stops/${stop}/lifting`).send({});
  expect(lifted.body).toMatchObject({ state: 'lifted' });
  expect(await getClient(admin.it.op(), id)).toMatchObject({ state: 'active' });
});
