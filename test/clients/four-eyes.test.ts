import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import {
  decide,
  findActiveClient,
  findActivePurpose,
  findPurpose,
  getApproval,
  getClient,
  listApprovals,
  listPurposes,
  registerClient,
  registerPurpose,
  resumeClient,
  suspendClient,
} from '../../src/clients/index.ts';
import type { Actor } from '../../src/operation.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { anotherClient, examplePurpose } from './example.ts';

const person = (digit: number): Actor => ({
  kind: 'person',
  personId: `00000000-0000-4000-8000-00000000000${digit}`,
});
const kaveh = person(1);
const shirin = person(2);
const farhad = person(3);
const program: Actor = { kind: 'client', clientId: 'demo-admin', scopes: ['admin:write'] };
let it: TestSystem;
beforeAll(async () => {
  it = await testSystem();
});
afterAll(() => it.close());

const register = (actor = kaveh) => registerClient(it.op(actor), anotherClient());

test('what one registers, another approves, and it works at once', async () => {
  const { client, approvalId } = await register();
  expect(await findActiveClient(it.op(), client.id)).toBeUndefined();
  const approval = await decide(it.op(shirin), approvalId, 'approved', '');
  expect(approval).toMatchObject({ decision: 'approved', requestedBy: `person:${personId(kaveh)}` });
  expect(await findActiveClient(it.op(), client.id)).toMatchObject({ state: 'active' });
  expect(await findActivePurpose(it.op(), client.id, undefined)).toMatchObject({ key: 'payroll-list' });
  const events = await listEventsAbout(it.op(), { clientId: client.id, limit: 5 });
  expect(events.map(event => event.kind)).toEqual(['clients.approved', 'clients.registered']);
});

test('nobody approves what he asked for himself, nor refuses it', async () => {
  const { client, approvalId } = await register();
  for (const decision of ['approved', 'refused'] as const)
    await expect(decide(it.op(kaveh), approvalId, decision, 'x')).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'clients.same_person',
    });
  const byProgram = await register(program);
  await expect(decide(it.op(program), byProgram.approvalId, 'approved', '')).rejects.toMatchObject({
    code: 'clients.same_person',
  });
  await expect(decide(it.op({ kind: 'stranger' }), approvalId, 'approved', '')).rejects.toMatchObject({
    kind: 'unauthenticated',
  });
  expect(await getClient(it.op(), client.id)).toMatchObject({ state: 'pending' });
});

test('the database itself refuses the same person, whoever writes to it', async () => {
  const { approvalId } = await register();
  const { requestedBy } = await getApproval(it.op(), approvalId);
  const forged = it.database.db
    .updateTable('approval')
    .set({ decided_by: requestedBy, decision: 'approved', decided_at: new Date() })
    .where('id', '=', approvalId)
    .execute();
  await expect(forged).rejects.toMatchObject({ code: '23514' });
});

test('of two who decide at the same moment one wins and the other is told', async () => {
  const { client, approvalId } = await register();
  const both = await Promise.allSettled([
    decide(it.op(shirin), approvalId, 'approved', ''),
    decide(it.op(farhad), approvalId, 'refused', 'نه'),
  ]);
  const refused = both.filter(result => result.status === 'rejected');
  expect(refused).toHaveLength(1);
  expect(refused[0]?.reason).toMatchObject({ kind: 'conflict', code: 'clients.already_decided' });
  const { decision } = await getApproval(it.op(), approvalId);
  expect((await getClient(it.op(), client.id)).state).toBe(decision === 'approved' ? 'active' : 'refused');
});

test('who refuses says why, and the client never works', async () => {
  const { client, approvalId } = await register();
  await expect(decide(it.op(shirin), approvalId, 'refused', ' ')).rejects.toMatchObject({
    code: 'clients.reason_needed',
  });
  await decide(it.op(shirin), approvalId, 'refused', 'نشانی بازگشت از آن دستگاه نیست');
  expect(await findActiveClient(it.op(), client.id)).toBeUndefined();
  expect((await listPurposes(it.op(), client.id)).map(({ state }) => state)).toEqual(['refused']);
  await expect(resumeClient(it.op(shirin), client.id)).rejects.toMatchObject({
    code: 'clients.not_suspended',
  });
});

test('an approval that is not there is not found, whatever was asked for', async () => {
  for (const id of [randomUUID(), 'x', "' or 1=1"])
    await expect(decide(it.op(shirin), id, 'approved', '')).rejects.toMatchObject({
      kind: 'not_found',
      code: 'clients.approval_not_found',
    });
});

test('a purpose that wants more is a new version: the old one serves until somebody else approves', async () => {
  const { client, approvalId } = await register();
  await decide(it.op(shirin), approvalId, 'approved', '');
  const before = await findActivePurpose(it.op(), client.id, 'payroll-list');
  const more = examplePurpose({ subjects: ['legal_entity', 'self'] });
  const waiting = await registerPurpose(it.op(shirin), client.id, more);
  expect(waiting.purpose).toMatchObject({ version: 2, state: 'pending' });
  expect(await findActivePurpose(it.op(), client.id, 'payroll-list')).toMatchObject({ id: before?.id });
  await expect(registerPurpose(it.op(kaveh), client.id, more)).rejects.toMatchObject({
    code: 'clients.purpose_waiting',
  });
  await expect(decide(it.op(shirin), waiting.approvalId ?? '', 'approved', '')).rejects.toMatchObject({
    code: 'clients.same_person',
  });
  await decide(it.op(kaveh), waiting.approvalId ?? '', 'approved', '');
  expect(await findActivePurpose(it.op(), client.id, 'payroll-list')).toMatchObject({ version: 2 });
  expect(await findPurpose(it.op(), before?.id ?? '')).toMatchObject({ version: 1, state: 'replaced' });
});

test('a suspended client is out at once and back at once', async () => {
  const { client, approvalId } = await register();
  await expect(suspendClient(it.op(shirin), client.id)).rejects.toMatchObject({ code: 'clients.not_active' });
  await decide(it.op(shirin), approvalId, 'approved', '');
  await findActiveClient(it.op(), client.id);
  await suspendClient(it.op(shirin), client.id);
  expect(await findActiveClient(it.op(), client.id)).toBeUndefined();
  expect(await findActivePurpose(it.op(), client.id, undefined)).toBeUndefined();
  await resumeClient(it.op(kaveh), client.id);
  expect(await findActiveClient(it.op(), client.id)).toBeDefined();
  await expect(suspendClient(it.op(shirin), 'no-such')).rejects.toMatchObject({ code: 'clients.not_found' });
});

test('what another process changes is seen within five seconds', async () => {
  const { client, approvalId } = await register();
  await decide(it.op(shirin), approvalId, 'approved', '');
  expect(await findActiveClient(it.op(), client.id)).toBeDefined();
  await it.database.db
    .updateTable('client')
    .set({ state: 'suspended' })
    .where('id', '=', client.id)
    .execute();
  it.clock.advance({ seconds: 5 });
  expect(await findActiveClient(it.op(), client.id)).toBeUndefined();
});

test('the queue shows what waits, oldest first', async () => {
  it.clock.advance({ seconds: 10 });
  const { approvalId } = await register();
  const open = await listApprovals(it.op(), { open: true, limit: 100 });
  expect(open.at(-1)?.id).toBe(approvalId);
  expect(open.every(approval => approval.decision === null)).toBe(true);
});

function personId(actor: Actor): string {
  return actor.kind === 'person' ? actor.personId : '';
}
