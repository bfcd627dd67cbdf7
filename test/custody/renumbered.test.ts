/** What a custodian sends about somebody to whom the civil register gave another number, or whose two accounts it joined. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedClient } from '../../src/clients/index.ts';
import { takeFacts } from '../../src/custody/facts.ts';
import { bindCustodian } from '../../src/custody/index.ts';
import { parseMobile, parsePersonId } from '../../src/identifiers.ts';
import { getPerson, hashPassword, importPerson, type Person } from '../../src/identity/index.ts';
import { fillProfile, readFields } from '../../src/profile/index.ts';
import { inventPerson } from '../../src/registries/invented/index.ts';
import { password } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
let secret: string;
beforeAll(async () => {
  t = await testSystem({ registryTimeoutMs: 15_000 });
  secret = await hashPassword(password);
  await seedClient(t.op(), {
    id: 'licence-office',
    kind: 'sandbox',
    name: { fa: 'licence-office', en: 'licence-office' },
    metadata: {
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
      scope: 'custody.write',
    },
    secretHash: Buffer.alloc(32, 1),
    purposes: [],
  });
  await bindCustodian(t.op(), 'licence-office', 'licences');
});
afterAll(() => t.close());

function account(key: string, identifier = t.country.person(key).id): Promise<Person> {
  const { given, family, birthDate, mobile } = t.country.person(key);
  return importPerson(t.op(), {
    identifier: parsePersonId(identifier),
    name: { fa: `${given.fa} ${family.fa}`, en: `${given.en} ${family.en}` },
    birthDate,
    mobile: parseMobile(mobile),
    secret,
  });
}

/** From now on the civil register knows somebody under another number too. */
function anotherNumber(key: string, n: number) {
  const { given, family, birthDate, mobile } = t.country.person(key);
  const { id } = inventPerson(n);
  t.country.setValue(id, { given, family, birthDate, mobile });
  return id;
}

/** … and the old one points to it, which is followed. */
async function follow(
  key: string,
  person: Person,
  id: Person['identifier'],
  reason: 'TAGHIR_SHENASE' | 'EDGHAM',
) {
  t.country.setValue(t.country.person(key).id, { successor: { id, reason } });
  const subject = { id: person.id, kind: 'person', identifier: person.identifier } as const;
  await fillProfile(t.op(), subject, { keys: ['person.life_status'], timeoutMs: 15_000 });
}

let keys = 0;
async function push(id: string, version: number, value: 'active' | 'suspended' | 'closed') {
  const item = {
    key: `item-${++keys}`,
    subject: { type: 'person', id },
    version,
    fields: { 'business.status': { value } },
  };
  const op = t.op({ kind: 'client', clientId: 'licence-office', scopes: ['custody.write'] });
  const [taken] = await takeFacts(op, [item]);
  return taken && 'status' in taken ? taken.status : taken?.code;
}
const kept = async ({ id }: Person) =>
  (await readFields(t.op(), id, ['business.status']))['business.status']?.value;

test('what a custodian sends under a number that was replaced reaches the person, in its order with the new number', async () => {
  const maryam = await account('maryam');
  const [old, id] = [maryam.identifier, anotherNumber('maryam', 5_101)];
  expect(await push(old, 5, 'suspended')).toBe('accepted');
  await follow('maryam', maryam, id, 'TAGHIR_SHENASE');
  expect(await getPerson(t.op(), maryam.id)).toMatchObject({ identifier: id, state: 'active' });

  expect(await push(old, 6, 'active')).toBe('accepted');
  expect(await kept(maryam)).toBe('active');
  expect(await push(id, 7, 'closed')).toBe('accepted');
  expect(await kept(maryam)).toBe('closed');
  // Older than what came under the other number: nothing changes, and the answer is that of somebody unknown here.
  expect(await push(old, 7, 'active')).toBe('accepted');
  expect(await kept(maryam)).toBe('closed');
  expect(await push(old, 7, 'active')).toBe('older');
});

test('a value that came before the number was replaced is not overtaken by an older one under the new number', async () => {
  const navid = await account('navid');
  const id = anotherNumber('navid', 5_102);
  await push(navid.identifier, 9, 'suspended');
  await follow('navid', navid, id, 'TAGHIR_SHENASE');
  expect(await push(id, 8, 'active')).toBe('accepted');
  expect(await kept(navid)).toBe('suspended');
  expect(await push(id, 10, 'active')).toBe('accepted');
  expect(await kept(navid)).toBe('active');
});

test('of two accounts that were joined each number counts its own versions, and both reach the one that goes on', async () => {
  const first = await account('omid');
  const id = anotherNumber('omid', 5_103);
  const second = await account('omid', id);
  await push(first.identifier, 50, 'suspended');
  await follow('omid', first, id, 'EDGHAM');
  expect((await getPerson(t.op(), first.id)).state).toBe('closed');
  expect(await push(id, 1, 'active')).toBe('accepted');
  expect(await kept(second)).toBe('active');
  expect(await push(first.identifier, 51, 'closed')).toBe('accepted');
  expect(await kept(second)).toBe('closed');
});

test('two who send at once under the two numbers of a person leave the newer value', async () => {
  const sara = await account('sara');
  const [old, id] = [sara.identifier, anotherNumber('sara', 5_104)];
  await follow('sara', sara, id, 'TAGHIR_SHENASE');
  for (let version = 1; version < 20; version += 2) {
    await Promise.all([push(old, version, 'active'), push(id, version + 1, 'suspended')]);
    expect(await kept(sara)).toBe('suspended');
  }
});
