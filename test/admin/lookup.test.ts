import { afterAll, beforeAll, expect, test } from 'vitest';
import { findEvent, listEventsAbout, record, sealRecord } from '../../src/audit/index.ts';
import { openCase } from '../../src/cases/index.ts';
import { people } from '../support/people.ts';
import { type Administration, administration } from './administration.ts';
import { desk } from './posted.ts';

let admin: Administration;
beforeAll(async () => {
  admin = await administration();
});
afterAll(() => admin.close());

const asked = { reason: 'subject_asked', reference: '1405/17' };
const lookUp = (person: string, form: Record<string, string>) =>
  admin.as(person).post('/admin/lookup?lang=en').type('form').send(form);
const looks = () =>
  listEventsAbout(admin.it.op(), { subjectIds: [admin.who.sara], kinds: ['admin.looked_up'], limit: 9 });

test('an auditor finds an account by national ID in any digits, sees no name, and the look is on the record', async () => {
  const { who } = admin;
  const spaced = people.sara.id.replace(/(\d{3})(\d{6})(\d)/, '$1-$2-$3');
  const page = await lookUp(who.kaveh, { ...asked, text: spaced });
  expect(page.status).toBe(200);
  expect(page.text).toContain('Account of a person');
  for (const hidden of [people.sara.en, people.sara.fa, people.sara.id, '0912'])
    expect(page.text).not.toContain(hidden);
  const [look] = await looks();
  expect(look).toMatchObject({
    personId: who.kaveh,
    subjectId: who.sara,
    data: { reason: 'subject_asked', reference: '1405/17', what: 'person' },
  });
});

test('without a reason, or with a name or a national ID for a reference, nothing is looked up', async () => {
  const { kaveh } = admin.who;
  const before = (await looks()).length;
  for (const form of [
    { ...asked, reason: '' },
    { ...asked, reason: 'curiosity' },
    { ...asked, reference: '' },
    { ...asked, reference: 'sara ahmadi' },
    { ...asked, reference: people.sara.id },
  ]) {
    const page = await lookUp(kaveh, { ...form, text: people.sara.id });
    expect(page.status).toBe(400);
    expect(page.text).not.toContain('Account of a person');
  }
  expect((await looks()).length).toBe(before);
});

test('a citizen cannot look anything up', async () => {
  expect((await lookUp(admin.who.sara, { ...asked, text: people.kaveh.id })).status).toBe(403);
});

test('thirty looks in a row, then one a minute, whatever is looked for; the wait is told', async () => {
  admin.it.clock.advance({ minutes: 60 });
  const { farhad } = admin.who;
  const look = (text: string) => lookUp(farhad, { ...asked, text });
  for (let i = 0; i < 30; i++) expect((await look(String(i + 1))).status).toBe(200);
  const refused = await look(people.sara.id);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBe(60);
  expect(refused.text).toContain('thirty');
  expect((await lookUp(admin.who.kaveh, { ...asked, text: people.sara.id })).status).toBe(200);
  admin.it.clock.advance({ seconds: 60 });
  expect((await look(people.sara.id)).status).toBe(200);
  expect((await look(people.sara.id)).status).toBe(429);
});

test('a tracking code leads to what happened under it, sealed or not yet, and each person concerned reads of the look', async () => {
  const { it, who } = admin;
  const op = { ...it.op({ kind: 'person', personId: who.sara }), tracking: '7K3M-92QD-4XTA' };
  await record(op, { kind: 'profile.released', subjectId: who.sara, clientId: 'demo-reader' });
  await sealRecord(it.op());
  await record(op, { kind: 'profile.release_refused', subjectId: who.sara, clientId: 'demo-reader' });
  const before = (await looks()).length;
  const page = await lookUp(who.shirin, { ...asked, reason: 'complaint', text: '7k3m-92qd-4xta' });
  expect(page.text).toContain('profile.released');
  expect(page.text).toContain('profile.release_refused');
  expect((await looks()).length).toBe(before + 1);
  const wrongDay = await lookUp(who.shirin, { ...asked, text: '7K3M-92QD-4XTA', day: '2001-01-01' });
  expect(wrongDay.text).toContain('There is nothing of this identifier');
});

test('the number of an entry, a client and a system are found; what is not there is said, and also on the record', async () => {
  const { it, who } = admin;
  const id = await record(it.op(), { kind: 'oidc.keys_turned' });
  expect((await findEvent(it.op(), id))?.publicId).toBe(id);
  expect((await lookUp(who.kaveh, { ...asked, text: id })).text).toContain('oidc.keys_turned');
  expect((await lookUp(who.kaveh, { ...asked, text: 'demo-reader' })).text).toContain(
    '/admin/clients/demo-reader',
  );
  expect((await lookUp(who.kaveh, { ...asked, text: '۳۵' })).text).toContain('/systems/35');
  const nobody = await lookUp(who.kaveh, { ...asked, text: people.golnaz.id });
  expect(nobody.text).toContain('There is nothing of this identifier');
  const all = await listEventsAbout(it.op(), { personId: who.kaveh, kinds: ['admin.looked_up'], limit: 20 });
  expect(all[0]?.data.what).toBe('person');
});

test('a case is found by the number that was told to her, an approval and an agency by theirs', async () => {
  const { it, who } = admin;
  const { id, number } = await openCase(it.op({ kind: 'person', personId: who.sara }), {
    kind: 'complaint',
    subjectId: who.sara,
    about: { systemNumber: 34 },
    text: 'باز هم مدرک خواستند',
    reason: 'asked_again',
  });
  const before = (await looks()).length;
  expect((await lookUp(who.kaveh, { ...asked, text: number.toLowerCase() })).text).toContain(
    `/admin/cases/${id}`,
  );
  expect((await looks()).length).toBe(before + 1);
  const { approval, typed } = await desk(() => admin).register();
  const waits = await lookUp(who.kaveh, { ...asked, text: approval.replace('/admin/approvals/', '') });
  expect(waits.text).toContain(approval);
  expect((await lookUp(who.kaveh, { ...asked, text: String(typed.agency_id) })).text).toContain(
    '/admin/agencies/',
  );
});
