import { afterAll, beforeAll, expect, test } from 'vitest';
import { inquire, listEventsAbout } from '../../src/audit/index.ts';
import { parseLegalId, parseMobile, parsePersonId } from '../../src/identifiers.ts';
import { enrolPerson, importPerson, matchIdentity } from '../../src/identity/index.ts';
import { refreshFromRegister, refreshPowersOf } from '../../src/mandates/index.ts';
import { atomically, type Operation } from '../../src/operation.ts';
import { fillProfile } from '../../src/profile/index.ts';
import { RegistryDown } from '../../src/registries/index.ts';
import { companies, people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
let personId = '';
beforeAll(async () => {
  t = await testSystem({ registryTimeoutMs: 10_000 });
  const person = await importPerson(t.op(), {
    identifier: parsePersonId(people.sara.id),
    name: { fa: people.sara.fa, en: people.sara.en },
    birthDate: '1980-01-01',
    mobile: parseMobile('09990000018'),
    secret: '$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA',
  });
  personId = person.id;
});
afterAll(() => t.close());

const asked = async (op: Operation) =>
  (await listEventsAbout(t.op(), { kinds: ['registries.asked'], limit: 200 })).filter(
    event => event.tracking === op.tracking,
  );

test('every register that fills a profile is asked under the code that stands on the record', async () => {
  const op = t.op();
  t.faults.down('welfare');
  await fillProfile(
    op,
    { id: personId, kind: 'person', identifier: parsePersonId(people.sara.id), mobile: null },
    { timeoutMs: 10_000 },
  );
  t.faults.mend('welfare');
  const events = await asked(op);
  const registries = events.map(event => String(event.data.registry));
  expect(registries.length).toBeGreaterThan(3);
  for (const event of events) {
    expect(event.subjectId).toBe(personId);
    // One that was not reached knows of nothing.
    if (['answered', 'status'].includes(String(event.data.outcome)))
      expect(t.faults.inquiries(String(event.data.registry))).toContain(op.tracking);
  }
  expect(events.filter(event => event.data.outcome === 'answered').length).toBeGreaterThan(2);
  expect(events.find(event => event.data.registry === 'welfare')?.data.outcome).toBe('status');
  expect(events.find(event => event.data.registry === 'addressing')?.data.outcome).toBe('answered');
});

test('so is the register of legal persons, about a person and about a company, also when it is down', async () => {
  const [first, second, third] = [t.op(), t.op(), t.op()];
  await refreshPowersOf(first, personId);
  const powers = await asked(first);
  expect(powers.length).toBeGreaterThanOrEqual(3);
  expect(powers.every(event => event.subjectId === personId)).toBe(true);
  expect(t.faults.inquiries('legal-persons')).toContain(first.tracking);
  const entity = await refreshFromRegister(second, parseLegalId(companies.arvand.id));
  expect(await asked(second)).toMatchObject([{ subjectId: entity?.id, data: { outcome: 'answered' } }]);
  t.faults.down('legal-persons', 'silent');
  await expect(refreshFromRegister(third, parseLegalId(companies.arvand.id))).rejects.toThrow(RegistryDown);
  t.faults.mend('legal-persons');
  expect(await asked(third)).toMatchObject([{ subjectId: null, data: { outcome: 'refused' } }]);
});

test('so are the civil register and Shahkar at enrolment, whether it matches or not', async () => {
  const claim = {
    identifier: parsePersonId(people.golnaz.id),
    name: { fa: people.golnaz.fa, en: people.golnaz.en },
    birthDate: t.country.person('golnaz').birthDate,
    mobile: parseMobile(t.country.person('golnaz').mobile),
  };
  const [wrong, right] = [t.op(), t.op()];
  await expect(matchIdentity(wrong, { ...claim, birthDate: '1970-01-01' })).rejects.toThrow();
  await enrolPerson(right, { ...claim, password: 'a long enough sentence 1405' });
  for (const op of [wrong, right]) {
    const events = await asked(op);
    expect(events.map(event => event.data.registry).sort()).toEqual(['civil', 'shahkar']);
    for (const registry of ['civil', 'shahkar']) expect(t.faults.inquiries(registry)).toContain(op.tracking);
  }
});

test('what was asked is written in the transaction of whoever keeps the answer, once', async () => {
  const op = t.op();
  const inquiries = inquire(op);
  await inquiries.registries.legalPersons.find(parseLegalId(companies.arvand.id));
  await atomically(op, async op => {
    await inquiries.record(op, personId);
    await inquiries.record(op, personId);
  });
  await inquiries.record(op, personId);
  expect(await asked(op)).toHaveLength(1);
});
