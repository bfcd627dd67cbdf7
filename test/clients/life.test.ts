import { afterAll, beforeAll, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import {
  addPilotUser,
  askStep,
  confirmStop,
  decide,
  endClearances,
  findActiveClient,
  getApproval,
  getClient,
  knowReports,
  lifeOf,
  liftStop,
  liftUnconfirmed,
  listEndings,
  listPilotUsers,
  mayTakePart,
  registerClient,
  removePilotUser,
  resumeClient,
  type Stage,
  type Stop,
  stopClients,
} from '../../src/clients/index.ts';
import { connectSystem, seedDirectory } from '../../src/directory/index.ts';
import { parseMobile, parseNationalId } from '../../src/identifiers.ts';
import { importPerson } from '../../src/identity/index.ts';
import type { Actor } from '../../src/operation.ts';
import { people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { anotherClient, exampleClient, examplePurpose } from './example.ts';

const person = (digit: number): Actor => ({
  kind: 'person',
  personId: `00000000-0000-4000-8000-00000000000${digit}`,
});
const shirin = person(2);
const farhad = person(3);
let it: TestSystem;
let sara: string;
let number = 0;
/** Whether the clients have passed the conformance check. */
let conforms = true;
beforeAll(async () => {
  it = await testSystem();
  knowReports(it.system, async () => conforms);
  await seedDirectory(it.op());
  const imported = await importPerson(it.op(), {
    identifier: parseNationalId(people.sara.id),
    name: { fa: people.sara.fa, en: people.sara.en },
    birthDate: '1980-01-01',
    mobile: parseMobile('09120000000'),
    secret: '$argon2id$none',
  });
  sara = imported.id;
});
afterAll(() => it.close());

async function approved(more: Parameters<typeof anotherClient>[0] = {}): Promise<string> {
  const { client, approvalId } = await registerClient(it.op(shirin), anotherClient(more));
  await decide(it.op(farhad), approvalId, 'approved', '');
  return client.id;
}

const certificate = { number: 'AFTA-1405/77', until: '2027-01-31' };
async function step(id: string, to: Stage, more = {}): Promise<void> {
  const approval = await askStep(it.op(shirin), id, { to, ...more });
  await decide(it.op(farhad), approval, 'approved', '');
}
async function live(): Promise<string> {
  const id = await approved();
  number += 1;
  await connectSystem(it.op(), number, { clientId: id, signInUrl: null });
  const day = new Date(it.clock.now().getTime() + 100 * 86_400_000).toISOString().slice(0, 10);
  await step(id, 'cleared', { ...certificate, until: day });
  await step(id, 'live');
  return id;
}
const kindsOf = async (id: string) =>
  (await listEventsAbout(it.op(), { clientId: id, limit: 20 })).map(event => event.kind);
const nobodyTold = async () => {};

test('a client goes from its pilot over its certificate to all, each step by two people and on the record', async () => {
  const id = await live();
  expect(await getClient(it.op(), id)).toMatchObject({ stage: 'live', state: 'active' });
  expect((await kindsOf(id)).filter(kind => kind.startsWith('clients.step'))).toEqual([
    'clients.step_taken',
    'clients.step_asked',
    'clients.step_taken',
    'clients.step_asked',
  ]);
});

test('nobody decides the step that he asked for', async () => {
  const id = await approved();
  const day = new Date(it.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
  const approval = await askStep(it.op(shirin), id, { to: 'cleared', ...certificate, until: day });
  await expect(decide(it.op(shirin), approval, 'approved', '')).rejects.toMatchObject({
    code: 'clients.same_person',
  });
  await expect(askStep(it.op(farhad), id, { to: 'retired' })).rejects.toMatchObject({
    code: 'clients.step_waiting',
  });
  await decide(it.op(farhad), approval, 'refused', 'گواهی دیده نشد');
  expect(await getClient(it.op(), id)).toMatchObject({ stage: 'pilot', clearanceUntil: null });
});

test('no stage is jumped over, and the machine says what is missing', async () => {
  const id = await approved();
  await expect(askStep(it.op(shirin), id, { to: 'live' })).rejects.toMatchObject({
    code: 'clients.step_not_next',
  });
  const day = new Date(it.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
  await step(id, 'cleared', { ...certificate, until: day });
  await expect(askStep(it.op(shirin), id, { to: 'live' })).rejects.toMatchObject({
    code: 'clients.step_unmet',
    data: { conditions: ['system'] },
  });
  const { next } = await lifeOf(it.op(), await getClient(it.op(), id));
  expect(next[0]).toEqual({ to: 'live', unmet: ['system'] });
});

test('without a report of the conformance check two people open it, and say why', async () => {
  const id = await approved();
  number += 1;
  await connectSystem(it.op(), number, { clientId: id, signInUrl: null });
  const day = new Date(it.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
  await step(id, 'cleared', { ...certificate, until: day });
  conforms = false;
  await expect(askStep(it.op(shirin), id, { to: 'live', without: ' ' })).rejects.toMatchObject({
    code: 'clients.step_unmet',
    data: { conditions: ['conformance'] },
  });
  const why = 'سامانه در سندباکس آزموده شد';
  const approval = await askStep(it.op(shirin), id, { to: 'live', without: why });
  expect((await getApproval(it.op(), approval)).step).toEqual({ to: 'live', without: why });
  await expect(decide(it.op(shirin), approval, 'approved', '')).rejects.toMatchObject({
    code: 'clients.same_person',
  });
  await decide(it.op(farhad), approval, 'approved', '');
  conforms = true;
  expect((await getClient(it.op(), id)).stage).toBe('live');
  const [asked] = await listEventsAbout(it.op(), { clientId: id, kinds: ['clients.step_asked'], limit: 1 });
  expect(asked?.data).toMatchObject({ stage: 'live', without: 'conformance' });
});

test('a sandbox client with an address on localhost does not come to a pilot', async () => {
  const id = await approved({ kind: 'sandbox', redirectUris: ['http://localhost:3000/callback'] });
  expect(await getClient(it.op(), id)).toMatchObject({ stage: 'sandbox' });
  await expect(askStep(it.op(shirin), id, { to: 'pilot' })).rejects.toMatchObject({
    data: { conditions: ['https'] },
  });
});

test('a certificate without a number, of a day that has passed, or of no day is none', async () => {
  const id = await approved();
  const wrong = [
    [{ number: '', until: '2999-01-01' }, 'number:missing'],
    [{ number: '1', until: '2001-01-01' }, 'until:out_of_range'],
    [{ number: '1', until: '2999-02-31' }, 'until:malformed'],
  ] as const;
  for (const [given, problem] of wrong)
    await expect(askStep(it.op(shirin), id, { to: 'cleared', ...given })).rejects.toMatchObject({
      data: { problems: [problem] },
    });
});

test('in a pilot only those take part who were named, and nothing says who they are', async () => {
  const id = await approved();
  expect(await mayTakePart(it.op(), id, sara)).toBe(false);
  await addPilotUser(it.op(shirin), id, parseNationalId(people.sara.id));
  await addPilotUser(it.op(shirin), id, parseNationalId(people.sara.id));
  expect(await mayTakePart(it.op(), id, sara)).toBe(true);
  const users = await listPilotUsers(it.op(), id);
  expect(users).toHaveLength(1);
  expect(JSON.stringify(users)).not.toContain(people.sara.id);
  await removePilotUser(it.op(shirin), id, users[0]?.id ?? '');
  expect(await mayTakePart(it.op(), id, sara)).toBe(false);
  expect(await mayTakePart(it.op(), await live(), sara)).toBe(true);
});

test('a certificate is warned of a month before it ends; the day after, the client is suspended', async () => {
  const id = await live();
  const listed = async () => (await listEndings(it.op())).map(({ client }) => client.id);
  expect(await listed()).not.toContain(id);
  it.clock.advance({ days: 75 });
  expect(await listed()).toContain(id);
  await endClearances(it.op());
  expect(await findActiveClient(it.op(), id)).toBeDefined();
  it.clock.advance({ days: 30 });
  await endClearances(it.op());
  expect(await findActiveClient(it.op(), id)).toBeUndefined();
  expect((await kindsOf(id))[0]).toBe('clients.clearance_ended');
  await expect(resumeClient(it.op(shirin), id)).rejects.toMatchObject({ code: 'clients.clearance_over' });
  const day = new Date(it.clock.now().getTime() + 300 * 86_400_000).toISOString().slice(0, 10);
  await step(id, 'cleared', { ...certificate, until: day });
  await resumeClient(it.op(shirin), id);
  expect(await getClient(it.op(), id)).toMatchObject({ stage: 'live', state: 'active' });
});

test('who has retired never comes back', async () => {
  const id = await approved();
  await step(id, 'retired');
  await expect(resumeClient(it.op(shirin), id)).rejects.toMatchObject({ code: 'clients.retired' });
  await expect(askStep(it.op(shirin), id, { to: 'cleared' })).rejects.toMatchObject({
    code: 'clients.step_not_next',
  });
});

async function agencyOfTwo(): Promise<{ agency: string; ids: string[] }> {
  const input = anotherClient();
  const ids: string[] = [];
  for (const client of [
    input,
    exampleClient({
      id: `${input.id}-b`,
      agencyId: input.agencyId,
      newAgency: undefined,
      purposes: [examplePurpose()],
    }),
  ]) {
    const { approvalId } = await registerClient(it.op(shirin), client);
    await decide(it.op(farhad), approvalId, 'approved', '');
    ids.push(client.id);
  }
  return { agency: input.agencyId, ids };
}

test('one person stops an agency at once; who watches is told; a day without a second lifts it', async () => {
  const { agency, ids } = await agencyOfTwo();
  const told: Stop['state'][] = [];
  const alarm = async (_op: unknown, stop: Stop) => {
    told.push(stop.state);
  };
  const stop = await stopClients(it.op(shirin), { agency }, 'نشت کلید', alarm);
  for (const id of ids) expect(await findActiveClient(it.op(), id)).toBeUndefined();
  for (const id of ids)
    await expect(resumeClient(it.op(shirin), id)).rejects.toMatchObject({ code: 'clients.stopped' });
  await expect(confirmStop(it.op(shirin), stop.id)).rejects.toMatchObject({ code: 'clients.same_person' });
  await expect(stopClients(it.op(farhad), { agency }, 'دوباره', alarm)).rejects.toMatchObject({
    code: 'clients.already_stopped',
  });
  it.clock.advance({ hours: 23 });
  await liftUnconfirmed(it.op(), alarm);
  expect(await findActiveClient(it.op(), ids[0] ?? '')).toBeUndefined();
  it.clock.advance({ hours: 2 });
  await liftUnconfirmed(it.op(), alarm);
  for (const id of ids) expect(await findActiveClient(it.op(), id)).toBeDefined();
  expect(told).toEqual(['unconfirmed', 'lifted']);
});

test('a confirmed stop outlasts the day, is lifted only by two, and gives back nothing that another stop holds', async () => {
  const { agency, ids } = await agencyOfTwo();
  const [one = '', two = ''] = ids;
  const own = await stopClients(it.op(shirin), { client: one }, 'خطا', nobodyTold);
  const all = await stopClients(it.op(shirin), { agency }, 'نشت', nobodyTold);
  await confirmStop(it.op(farhad), own.id);
  await confirmStop(it.op(farhad), all.id);
  it.clock.advance({ hours: 48 });
  await liftUnconfirmed(it.op(), nobodyTold);
  expect(await findActiveClient(it.op(), two)).toBeUndefined();
  expect(await liftStop(it.op(shirin), all.id)).toMatchObject({ state: 'lifting' });
  await expect(liftStop(it.op(shirin), all.id)).rejects.toMatchObject({ code: 'clients.same_person' });
  expect(await liftStop(it.op(farhad), all.id)).toMatchObject({ state: 'lifted' });
  expect(await findActiveClient(it.op(), two)).toBeDefined();
  expect(await findActiveClient(it.op(), one)).toBeUndefined();
  await liftStop(it.op(shirin), own.id);
  await liftStop(it.op(farhad), own.id);
  expect(await findActiveClient(it.op(), one)).toBeDefined();
});

test('nothing is approved into work under a stop of its agency', async () => {
  const { agency } = await agencyOfTwo();
  const { client, approvalId } = await registerClient(it.op(shirin), {
    ...exampleClient({ id: `${agency}-late`, agencyId: agency, newAgency: undefined }),
  });
  await stopClients(it.op(shirin), { agency }, 'نشت', nobodyTold);
  await expect(decide(it.op(farhad), approvalId, 'approved', '')).rejects.toMatchObject({
    code: 'clients.stopped',
  });
  expect(await getClient(it.op(), client.id)).toMatchObject({ state: 'pending' });
});
