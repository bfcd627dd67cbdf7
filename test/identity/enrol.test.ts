import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { isFault } from '../../src/errors.ts';
import { parseMobile, parsePersonId } from '../../src/identifiers.ts';
import {
  type Enrolment,
  enrolPerson,
  findPerson,
  findPersonByIdentifier,
  getPerson,
  personKnownAs,
  signInByPassword,
} from '../../src/identity/index.ts';
import { shredSubject } from '../../src/vault/index.ts';
import { password } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
beforeAll(async () => {
  t = await testSystem();
});
afterAll(() => t.close());
afterEach(() => {
  t.faults.mend();
  t.country.restore();
});

function formOf(key: string): Enrolment {
  const { id, given, family, birthDate, mobile } = t.country.person(key);
  const name = { fa: `${given.fa} ${family.fa}`, en: `${given.en} ${family.en}` };
  return { identifier: id, name, birthDate, mobile, password };
}
async function codeOf(form: Enrolment): Promise<string> {
  try {
    await enrolPerson(t.op(), form);
  } catch (error) {
    if (isFault(error)) return error.code;
    throw error;
  }
  return 'enrolled';
}

test('a person is enrolled when the civil register and Shahkar say yes, and what they said is kept', async () => {
  const person = await enrolPerson(t.op(), formOf('golnaz'));
  expect(person).toMatchObject({ state: 'active', identifierKind: 'national_id' });
  expect(await getPerson(t.op(), person.id)).toEqual(person);
  expect(await findPersonByIdentifier(t.op(), person.identifier)).toEqual(person);
  expect(personKnownAs(person, 'fa')).toBe('گلناز شریفی');
  const evidence = await t.system.db
    .selectFrom('identity_evidence')
    .selectAll()
    .orderBy('registry')
    .execute();
  expect(evidence.map(({ registry, result }) => [registry, result])).toEqual([
    ['civil', 'matched'],
    ['shahkar', 'matched'],
  ]);
  const signedIn = await signInByPassword(t.op(), { identifier: person.identifier, password });
  expect(signedIn).toEqual(person);
});

test('nobody is enrolled twice, not even by two requests at once', async () => {
  const codes = await Promise.all([codeOf(formOf('omid')), codeOf(formOf('omid'))]);
  expect(codes.sort()).toEqual(['enrolled', 'identity.exists']);
  expect(await codeOf(formOf('omid'))).toBe('identity.exists');
  const keys = await t.system.db.selectFrom('subject_key').select('subject_id').execute();
  const persons = await t.system.db.selectFrom('person').select('id').execute();
  expect(keys).toHaveLength(persons.length);
});

test('a foreign national is enrolled by the foreign-national code', async () => {
  const person = await enrolPerson(t.op(), formOf('amir'));
  expect(person.identifierKind).toBe('foreign_id');
});

test('another name, another date of birth or another mobile is refused', async () => {
  const form = formOf('sara');
  expect(await codeOf({ ...form, name: { fa: 'سارا کریمی', en: '' } })).toBe('identity.not_matched');
  expect(await codeOf({ ...form, birthDate: '1982-07-04' })).toBe('identity.not_matched');
  expect(await codeOf({ ...form, mobile: parseMobile('09990000026') })).toBe('identity.mobile_not_yours');
});

test('a name typed on an Arabic keyboard is the same name', async () => {
  const form = formOf('maryam');
  const typed = form.name.fa.replaceAll('ی', 'ي').replaceAll('ک', 'ك');
  expect(await codeOf({ ...form, name: { fa: typed, en: '' } })).toBe('enrolled');
});

test('a minor and a deceased person get no account', async () => {
  expect(await codeOf(formOf('parisa'))).toBe('identity.minor');
  expect(await codeOf(formOf('behrouz'))).toBe('identity.deceased');
});

test('a register that does not answer is named, and nothing is kept', async () => {
  t.faults.down('shahkar');
  expect(await codeOf(formOf('laleh'))).toBe('identity.cannot_check');
  expect(await findPersonByIdentifier(t.op(), parsePersonId(formOf('laleh').identifier))).toBeUndefined();
});

test('a password is neither very short nor endless', async () => {
  expect(await codeOf({ ...formOf('laleh'), password: 'short' })).toBe('identity.password_short');
  expect(await codeOf({ ...formOf('laleh'), password: 'x'.repeat(129) })).toBe('identity.password_long');
});

test('of a person whose key was destroyed nothing can be read, and nobody signs in as her', async () => {
  const person = await enrolPerson(t.op(), formOf('navid'));
  await shredSubject(t.op(), person.id);
  expect(await findPerson(t.op(), person.id)).toBeUndefined();
  await expect(signInByPassword(t.op(), { identifier: person.identifier, password })).rejects.toMatchObject({
    code: 'identity.sign_in_refused',
  });
});
