/** Four eyes are two human beings: not two accounts of one, and not a person and the program that she can call as. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askEmergency, confirmEmergency, listEmergencies } from '../../src/admin/emergency.ts';
import { giveRole } from '../../src/admin/index.ts';
import {
  confirmStop,
  decide,
  getApproval,
  hashSecret,
  listSecrets,
  makeSecret,
  mayDecide,
  registerClient,
  revokeSecret,
  seedClient,
  stopClients,
} from '../../src/clients/index.ts';
import { mayDecideChange } from '../../src/directory/index.ts';
import { parseMobile, parsePersonId } from '../../src/identifiers.ts';
import { importPerson, succeedPerson } from '../../src/identity/index.ts';
import type { Actor } from '../../src/operation.ts';
import { inventPerson } from '../../src/registries/invented/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { anotherClient } from './example.ts';

const person = (personId: string): Actor => ({ kind: 'person', personId });
const shirin = person('00000000-0000-4000-8000-000000000001');
const farhad = person('00000000-0000-4000-8000-000000000002');
const program = (clientId: string): Actor => ({ kind: 'client', clientId, scopes: ['admin:write'] });
const refused = { kind: 'forbidden', code: 'clients.same_person' };

let it: TestSystem;
beforeAll(async () => {
  it = await testSystem();
  for (const id of ['one', 'two', 'three'])
    await seedClient(it.op(), {
      id,
      kind: 'internal',
      name: { fa: id, en: id },
      metadata: { grant_types: ['client_credentials'] },
      secretHash: hashSecret(id),
      purposes: [],
    });
});
afterAll(() => it.close());

const ask = async (by: Actor) => (await registerClient(it.op(by), anotherClient())).approvalId;
const approve = (by: Actor, approval: string) => decide(it.op(by), approval, 'approved', '');

test('who made the secret of a program is no second pair of eyes for it, nor it for her', async () => {
  await makeSecret(it.op(shirin), 'one', { label: 'pipeline', days: 30 });
  const byProgram = await ask(program('one'));
  await expect(approve(shirin, byProgram)).rejects.toMatchObject(refused);
  expect(await mayDecide(it.op(shirin), await getApproval(it.op(), byProgram))).toBe(false);
  const byHer = await ask(shirin);
  await expect(approve(program('one'), byHer)).rejects.toMatchObject(refused);
  await approve(farhad, byProgram);
  await approve(program('two'), byHer);
});

test('nor is a program for another one whose secret it made itself, or that both have from one person', async () => {
  await makeSecret(it.op(program('two')), 'three', { label: 'mine too', days: 30 });
  await expect(approve(program('three'), await ask(program('two')))).rejects.toMatchObject(refused);
  await makeSecret(it.op(shirin), 'three', { label: 'hers', days: 30 });
  await expect(approve(program('three'), await ask(program('one')))).rejects.toMatchObject(refused);
  const stop = await stopClients(it.op(program('two')), { client: 'one' }, 'leak', async () => {});
  await expect(confirmStop(it.op(program('three')), stop.id)).rejects.toMatchObject(refused);
  await confirmStop(it.op(farhad), stop.id);
});

test('what was asked while the secret counted stays so after it was revoked; what is asked later is free', async () => {
  const before = await ask(program('three'));
  for (const { id, label } of await listSecrets(it.op(), 'three'))
    if (label === 'hers') await revokeSecret(it.op(shirin), 'three', id);
  await expect(approve(shirin, before)).rejects.toMatchObject(refused);
  // Tokens that were given for it have ended by then.
  it.clock.advance({ hours: 2 });
  await expect(approve(shirin, before)).rejects.toMatchObject(refused);
  await approve(shirin, await ask(program('three')));
});

test('two accounts that the civil register makes one are one person, whichever of them asked', async () => {
  const { id: identifier, given, family, birthDate, mobile } = it.country.person('omid');
  const other = inventPerson(5_900).id;
  it.country.setValue(other, { given, family, birthDate, mobile });
  const account = (number: string) =>
    importPerson(it.op(), {
      identifier: parsePersonId(number),
      name: { fa: `${given.fa} ${family.fa}`, en: `${given.en} ${family.en}` },
      birthDate,
      mobile: parseMobile(mobile),
      secret: '$argon2id$none',
    });
  const [old, now] = [await account(identifier), await account(other)];
  const golnaz = it.country.person('golnaz');
  const third = await importPerson(it.op(), {
    identifier: golnaz.id,
    name: { fa: golnaz.given.fa, en: golnaz.given.en },
    birthDate: golnaz.birthDate,
    mobile: null,
    secret: '$argon2id$none',
  });
  for (const { id } of [old, now]) await giveRole(it.op(), id, 'platform_administrator');
  const approval = await ask(person(old.id));
  const stop = await stopClients(it.op(person(old.id)), { client: 'two' }, 'leak', async () => {});
  const help = { identifier: golnaz.id, reference: 'INC-1', hours: '1' };
  await askEmergency(it.op(person(old.id)), help);
  const sent = { sentBy: `person:${old.id}`, sentAt: it.clock.now() };
  expect(await mayDecideChange(it.op(person(now.id)), sent)).toBe(true);

  await succeedPerson(it.op(), old.id, { id: parsePersonId(other), reason: 'EDGHAM' } as never);
  const me = person(now.id);
  await expect(approve(me, approval)).rejects.toMatchObject(refused);
  await expect(confirmStop(it.op(me), stop.id)).rejects.toMatchObject(refused);
  expect(await mayDecideChange(it.op(me), sent)).toBe(false);
  const [asked] = await listEmergencies(it.op());
  expect(asked?.personId).toBe(third.id);
  await expect(confirmEmergency(it.op(me), asked?.id ?? '')).rejects.toMatchObject({
    code: 'admin.emergency_second',
  });
  await approve(farhad, approval);
});
