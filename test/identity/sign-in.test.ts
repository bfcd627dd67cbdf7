import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import type { Fault } from '../../src/errors.ts';
import { parseMobile, parsePersonId } from '../../src/identifiers.ts';
import {
  hashingState,
  hashPassword,
  importPerson,
  type Person,
  type PersonState,
  recordPersonState,
  signInByPassword,
} from '../../src/identity/index.ts';
import { password, people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
const statements: string[] = [];
const persons: Record<string, Person> = {};

beforeAll(async () => {
  t = await testSystem({ onStatement: sql => statements.push(sql) });
  const add = async (key: keyof typeof people, birthDate: string, state: PersonState = 'active') => {
    const { id, fa, en } = people[key];
    persons[key] = await importPerson(t.op(), {
      identifier: parsePersonId(id),
      name: { fa, en },
      birthDate,
      mobile: parseMobile('09990000018'),
      password,
      state,
    });
  };
  await add('sara', '1982-07-03');
  await add('omid', '1977-01-23');
  await add('behrouz', '1942-01-04', 'deceased');
  await add('parisa', '2009-03-21');
  await add('amir', '1978-04-14');
});
afterAll(() => t.close());
afterEach(() => t.clock.advance({ days: 2 }));

const stranger = (address = '192.0.2.1') => t.op({ kind: 'stranger' }, { address });
const signIn = (identifier: string, given = password, address?: string) =>
  signInByPassword(stranger(address), { identifier, password: given });
const refusal = async (attempt: Promise<unknown>): Promise<Fault> => {
  try {
    await attempt;
  } catch (error) {
    return error as Fault;
  }
  throw new Error('was not refused');
};
const codeOf = async (attempt: Promise<unknown>) => (await refusal(attempt)).code;

test('a person signs in with the national ID in any digits, with spaces and dashes', async () => {
  for (const typed of ['9990000018', '۹۹۹۰۰۰۰۰۱۸', '٩٩٩٠٠٠٠٠١٨', ' 999-000001-8 ', '۹۹۹ ۰۰۰ ۰۰۱۸']) {
    const person = await signIn(typed);
    expect(person.id).toBe(persons.sara?.id);
    expect(person.name).toEqual({ fa: 'سارا رحیمی', en: 'Sara Rahimi' });
  }
});

test('a foreign national signs in with the foreign-national code', async () => {
  expect((await signIn(people.amir.id)).identifierKind).toBe('foreign_id');
});

test('digits of a password may come from a Persian keyboard', async () => {
  expect((await signIn(people.sara.id, 'Once-Only-۱۴۰۵')).id).toBe(persons.sara?.id);
});

test('an unknown ID, a malformed one and a wrong password get the same answer for the same work', async () => {
  const attempts = [
    [people.sara.id, 'wrong-password'],
    [people.golnaz.id, password],
    ['9990000019', password],
    ['not a number', password],
    ['', ''],
    [people.sara.id, 'x'.repeat(5000)],
    [people.sara.id, ''],
  ] as const;
  const answers = [];
  for (const [at, [identifier, given]] of attempts.entries()) {
    statements.length = 0;
    const before = hashingState().done;
    const fault = await refusal(signIn(identifier, given, `198.51.100.${at}`));
    answers.push({
      kind: fault.kind,
      code: fault.code,
      data: fault.data,
      computations: hashingState().done - before,
      statements: statements.map(sql => sql.slice(0, 24)),
    });
  }
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]).toMatchObject({ code: 'identity.sign_in_refused', computations: 1 });
});

test('why an account may not be used is said only to who knows its password', async () => {
  expect(await codeOf(signIn(people.behrouz.id, 'wrong-password'))).toBe('identity.sign_in_refused');
  expect(await codeOf(signIn(people.behrouz.id))).toBe('identity.deceased');
  expect(await codeOf(signIn(people.parisa.id, 'wrong-password'))).toBe('identity.sign_in_refused');
  expect(await codeOf(signIn(people.parisa.id))).toBe('identity.minor');
  await recordPersonState(t.op(), persons.omid?.id ?? '', 'suspended');
  expect(await codeOf(signIn(people.omid.id))).toBe('identity.suspended');
  await recordPersonState(t.op(), persons.omid?.id ?? '', 'active');
  await signIn(people.omid.id);
});

test('a sign-in costs one read and one transaction, and nothing more is written when nothing failed before', async () => {
  statements.length = 0;
  await signIn(people.omid.id, password, '203.0.113.77');
  const sent = statements.map(sql => sql.toLowerCase());
  expect(sent.filter(sql => sql.startsWith('select'))).toHaveLength(1);
  expect(sent.filter(sql => /^(insert|update|delete)/.test(sql))).toHaveLength(1);
  expect(sent.filter(sql => sql.startsWith('insert into "audit_event"'))).toHaveLength(1);
});

test('hashes are those of the reference code: each verifies what the other made', async () => {
  const reference = await import('argon2');
  const ours = await hashPassword(password);
  expect(ours).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await reference.verify(ours, password)).toBe(true);
  const cost = { type: reference.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
  const salt = Buffer.from('0123456789abcdef');
  const theirs = await reference.hash(password, { ...cost, salt });
  await t.system.db
    .updateTable('credential')
    .set({ secret: theirs })
    .where('person_id', '=', persons.omid?.id ?? '')
    .execute();
  await signIn(people.omid.id);
  expect(await codeOf(signIn(people.omid.id, `${password}x`))).toBe('identity.sign_in_refused');
  const row = await t.system.db
    .selectFrom('credential')
    .select('secret')
    .where('person_id', '=', persons.omid?.id ?? '')
    .executeTakeFirstOrThrow();
  // Of today's cost already: nothing to raise.
  expect(row.secret).toBe(theirs);
});

test('a hash of an older cost is raised at the next sign-in', async () => {
  const { hash } = await import('@node-rs/argon2');
  const secret = await hash(password, { memoryCost: 8192, timeCost: 2, parallelism: 1 });
  await t.system.db
    .updateTable('credential')
    .set({ secret })
    .where('person_id', '=', persons.omid?.id ?? '')
    .execute();
  await signIn(people.omid.id);
  const row = await t.system.db
    .selectFrom('credential')
    .select('secret')
    .where('person_id', '=', persons.omid?.id ?? '')
    .executeTakeFirstOrThrow();
  expect(row.secret).toMatch(/^\$argon2id\$v=19\$m=19456,/);
  await signIn(people.omid.id);
});

test('she finds her sign-ins and the failed attempts on her record, without anything that was typed', async () => {
  await codeOf(signIn(people.sara.id, 'a-wrong-password'));
  await signIn(people.sara.id);
  const events = await listEventsAbout(t.op(), { subjectIds: [persons.sara?.id ?? ''], limit: 2 });
  expect(events.map(({ kind }) => kind)).toEqual(['identity.signed_in', 'identity.sign_in_refused']);
  expect(events[1]?.personId).toBeNull();
  expect(JSON.stringify(events)).not.toMatch(/9990000018|wrong-password/);
});

test('in the database stands no name, number or password', async () => {
  const rows = await t.system.db.selectFrom('person').selectAll().execute();
  const text = rows.map(row => row.sealed.toString('latin1') + JSON.stringify(row)).join();
  for (const secret of [people.sara.id, 'Sara', '+989990000018']) expect(text).not.toContain(secret);
  const credentials = await t.system.db.selectFrom('credential').select('secret').execute();
  for (const { secret } of credentials) expect(secret).toMatch(/^\$argon2id\$v=19\$/);
});

test('when too many wait for a password check the next one hears it at once', async () => {
  const crowd = Array.from({ length: 120 }, (_, at) =>
    codeOf(signIn(`crowd ${at}`, password, `198.18.0.${at}`)),
  );
  const codes = await Promise.all(crowd);
  expect(new Set(codes)).toEqual(new Set(['identity.sign_in_refused', 'web.busy']));
  expect(hashingState()).toMatchObject({ running: 0, waiting: 0 });
});
