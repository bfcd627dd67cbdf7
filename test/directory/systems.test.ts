import { afterAll, beforeAll, expect, test } from 'vitest';
import { decide, registerClient } from '../../src/clients/index.ts';
import {
  connectSystem,
  findSystem,
  findSystemOfClient,
  listSystems,
  matches,
  seedDirectory,
} from '../../src/directory/index.ts';
import type { Actor } from '../../src/operation.ts';
import { anotherClient, goLive } from '../clients/example.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

const kaveh: Actor = { kind: 'person', personId: '00000000-0000-4000-8000-000000000001' };
const shirin: Actor = { kind: 'person', personId: '00000000-0000-4000-8000-000000000002' };
let it: TestSystem;
beforeAll(async () => {
  it = await testSystem();
  await seedDirectory(it.op());
});
afterAll(() => it.close());

const find = async (search: string) =>
  (await listSystems(it.op())).filter(system => matches(system, search)).map(system => system.number);

test('there are fifty systems, each with an owner in both languages', async () => {
  const systems = await listSystems(it.op());
  expect(systems).toHaveLength(50);
  expect(systems.every(system => system.owner.fa && system.owner.en && system.name.en)).toBe(true);
});

test('a system is found by its name in Persian, with Arabic letters, in English, and by its number', async () => {
  expect(await find('پنجره واحد گمرکی')).toEqual([22]);
  expect(await find('يکپارچه کارت')).toEqual([45]);
  expect(await find('customs single')).toEqual([22]);
  expect(await find('۲۲')).toEqual([22]);
  expect(await find('4')).toEqual([4]);
  expect(await find('بانک مرکزی')).toHaveLength(7);
  expect(await find('هیچ‌چیز')).toEqual([]);
  expect(await find('  ')).toHaveLength(50);
});

test('a connected system is live once its client is open to all, and stays through another start', async () => {
  const { client, approvalId } = await registerClient(it.op(kaveh), anotherClient());
  const signInUrl = 'https://salary.tax.gov.ir/sign-in';
  await connectSystem(it.op(kaveh), 34, { clientId: client.id, signInUrl });
  expect(await findSystem(it.op(), 34)).toMatchObject({ clientId: client.id, live: false });
  await decide(it.op(shirin), approvalId, 'approved', '');
  expect(await findSystem(it.op(), 34)).toMatchObject({ clientId: client.id, live: false });
  await goLive(it, client.id, [kaveh, shirin]);
  await seedDirectory(it.op());
  expect(await findSystem(it.op(), 34)).toMatchObject({ clientId: client.id, live: true, signInUrl });
  expect(await findSystemOfClient(it.op(), client.id)).toMatchObject({ number: 34 });
});

test('a system that is taken is not taken over, and sign-in begins only where the client was approved', async () => {
  const { client } = await registerClient(it.op(kaveh), anotherClient());
  const { id: clientId } = client;
  await expect(connectSystem(it.op(kaveh), 34, { clientId, signInUrl: null })).rejects.toMatchObject({
    code: 'directory.taken',
  });
  for (const signInUrl of [
    'https://evil.example/',
    'javascript:alert(1)',
    'https://salary.tax.gov.ir@evil.example/',
  ])
    await expect(connectSystem(it.op(kaveh), 33, { clientId, signInUrl })).rejects.toMatchObject({
      code: 'directory.sign_in_url',
    });
  await expect(connectSystem(it.op(kaveh), 51, { clientId, signInUrl: null })).rejects.toMatchObject({
    code: 'directory.not_found',
  });
});
