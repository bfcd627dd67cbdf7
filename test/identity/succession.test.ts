/** The civil register gives a person another number, or makes two of its records one: what goes on, and what ends. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endConsentsOfPerson } from '../../src/consent/index.ts';
import { parseMobile, parsePersonId } from '../../src/identifiers.ts';
import {
  getPerson,
  hashPassword,
  importPerson,
  listFormerAccounts,
  matchIdentity,
  onSuccession,
  type Person,
  signInByPassword,
} from '../../src/identity/index.ts';
import { listPowers, movePowers, refreshFromRegister, refreshPowersOf } from '../../src/mandates/index.ts';
import { fillProfile } from '../../src/profile/index.ts';
import { inventPerson } from '../../src/registries/invented/index.ts';
import { pairwiseSub } from '../../src/release/index.ts';
import { password } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
let secret: string;
beforeAll(async () => {
  t = await testSystem({ registryTimeoutMs: 15_000 });
  secret = await hashPassword(password);
  onSuccession(t.system, async (op, succession) => {
    await movePowers(op, succession);
    if (succession.ended) await endConsentsOfPerson(op, succession.ended);
  });
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

/** The register's new number for somebody of the demo: the same person in everything. */
function anotherNumber(key: string, n: number) {
  const { given, family, birthDate, mobile } = t.country.person(key);
  const { id } = inventPerson(n);
  t.country.setValue(id, { given, family, birthDate, mobile });
  return id;
}
const point = (key: string, id: Person['identifier'], reason: 'TAGHIR_SHENASE' | 'EDGHAM') =>
  t.country.setValue(t.country.person(key).id, { successor: { id, reason } });
const ask = ({ id, identifier }: Person) =>
  fillProfile(
    t.op(),
    { id, kind: 'person', identifier },
    { keys: ['person.life_status'], timeoutMs: 15_000 },
  );
const signIn = (identifier: string) => signInByPassword(t.op({ kind: 'stranger' }), { identifier, password });
const client = { id: 'some-system', agencyId: null };

test('a person with a new number keeps account, sub and offices; the old number says what to do', async () => {
  const sara = await account('sara');
  await refreshPowersOf(t.op(), sara.id);
  const offices = (await listPowers(t.op(), sara.id)).map(power => power.officeId);
  expect(offices.length).toBeGreaterThan(0);
  const sub = pairwiseSub(t.system.keys, client, sara.id);

  const id = anotherNumber('sara', 5_001);
  point('sara', id, 'TAGHIR_SHENASE');
  await ask(sara);
  const now = await getPerson(t.op(), sara.id);
  expect(now).toMatchObject({ identifier: id, state: 'active' });
  expect((await signIn(id)).id).toBe(sara.id);
  expect(pairwiseSub(t.system.keys, client, (await signIn(id)).id)).toBe(sub);
  await expect(signIn(sara.identifier)).rejects.toMatchObject({ code: 'identity.renumbered' });
  await expect(
    signInByPassword(t.op(), { identifier: sara.identifier, password: 'not the password' }),
  ).rejects.toMatchObject({ code: 'identity.sign_in_refused' });

  // The register of legal persons still lists the old number: the same offices, and nothing ended by it.
  const { legalId } = t.country.entity('arvand');
  await refreshFromRegister(t.op(), legalId);
  const after = await listPowers(t.op(), sara.id);
  expect(after.map(power => power.officeId).toSorted()).toEqual(offices.toSorted());
  expect(after.find(power => power.entity.legalId === legalId)?.state).toBe('usable');
});

test('a number that was replaced twice before anybody asked is followed to the one that counts', async () => {
  const kaveh = await account('kaveh');
  const [between, last] = [anotherNumber('kaveh', 5_010), anotherNumber('kaveh', 5_011)];
  point('kaveh', between, 'TAGHIR_SHENASE');
  t.country.setValue(between, { successor: { id: last, reason: 'TAGHIR_SHENASE' } });
  // The register of legal persons is between the two.
  const { legalId, officers } = t.country.entity('khazar');
  for (const officer of officers.slice(0, 1))
    t.country.addOfficer(legalId, { ...officer, id: between, role: 'chair' });
  await refreshFromRegister(t.op(), legalId);
  await ask(kaveh);
  expect(await getPerson(t.op(), kaveh.id)).toMatchObject({ identifier: last, state: 'active' });
  expect((await signIn(last)).id).toBe(kaveh.id);
  for (const old of [kaveh.identifier, between])
    await expect(signIn(old)).rejects.toMatchObject({ code: 'identity.renumbered' });
  for (let time = 0; time < 2; time++) {
    const powers = await listPowers(t.op(), kaveh.id);
    expect(powers.map(power => power.entity.legalId)).toContain(legalId);
    await refreshFromRegister(t.op(), legalId);
  }
});

test('pointers in a circle, without end or to the number of somebody else move nothing', async () => {
  const navid = await account('navid');
  const numbers = Array.from({ length: 7 }, (_, n) => anotherNumber('navid', 5_020 + n));
  const lead = (from: Person['identifier'], id: Person['identifier']) =>
    t.country.setValue(from, { successor: { id, reason: 'TAGHIR_SHENASE' } });
  const [first, second] = numbers as [Person['identifier'], Person['identifier']];
  lead(navid.identifier, first);
  const stays = async () => {
    await ask(navid);
    expect(await getPerson(t.op(), navid.id)).toMatchObject({
      identifier: navid.identifier,
      state: 'active',
    });
  };
  for (const end of [navid.identifier, first, inventPerson(5_030).id]) {
    lead(first, second);
    lead(second, end);
    await stays();
  }
  for (const [at, number] of numbers.slice(1).entries()) lead(numbers[at] ?? first, number);
  await stays();
});

test('two accounts of one person: the one of the number that counts goes on, the other ends and says so', async () => {
  const first = await account('omid');
  await refreshPowersOf(t.op(), first.id);
  const id = anotherNumber('omid', 5_002);
  const second = await account('omid', id);
  point('omid', id, 'EDGHAM');
  await ask(first);
  expect((await getPerson(t.op(), first.id)).state).toBe('closed');
  expect(await listFormerAccounts(t.op(), second.id)).toEqual([first.id]);
  expect((await signIn(id)).id).toBe(second.id);
  await expect(signIn(first.identifier)).rejects.toMatchObject({ code: 'identity.merged' });
  // What the register gave to the old number, the new one has.
  const powers = await listPowers(t.op(), second.id);
  expect(powers.map(power => power.entity.legalId)).toContain(t.country.entity('pars').legalId);
});

test('a pointer to somebody else moves nothing', async () => {
  const laleh = await account('laleh');
  point('laleh', inventPerson(5_003).id, 'EDGHAM');
  await ask(laleh);
  expect(await getPerson(t.op(), laleh.id)).toMatchObject({ identifier: laleh.identifier, state: 'active' });
  expect((await signIn(laleh.identifier)).id).toBe(laleh.id);
});

test('whoever enrols with a number that was replaced is told so', async () => {
  const { id, given, family, birthDate, mobile } = t.country.person('golnaz');
  point('golnaz', anotherNumber('golnaz', 5_004), 'TAGHIR_SHENASE');
  const claim = {
    identifier: id,
    name: { fa: `${given.fa} ${family.fa}`, en: '' },
    birthDate,
    mobile: parseMobile(mobile),
  };
  await expect(matchIdentity(t.op(), claim)).rejects.toMatchObject({ code: 'identity.superseded' });
});
