/** Stopping an account that may be in wrong hands: by one at once; letting it go on: by two. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveRole } from '../../src/admin/index.ts';
import { makeSecret } from '../../src/clients/index.ts';
import { parsePersonId } from '../../src/identifiers.ts';
import { getPerson, importPerson } from '../../src/identity/index.ts';
import { recordOf } from '../../src/me/index.ts';
import { listOutbox } from '../../src/messages/index.ts';
import { people } from '../support/people.ts';
import { type Administration, administration } from './administration.ts';

let admin: Administration;
beforeAll(async () => {
  admin = await administration();
});
afterAll(() => admin.close());

const page = async (person: string) => (await admin.as(person).get('/admin/suspensions?lang=en')).text;
const post = (person: string | undefined, path = '', form: Record<string, string> = {}) =>
  admin.as(person).post(`/admin/suspensions${path}?lang=en`).type('form').send(form);
const wanted = { identifier: people.sara.id, reason: 'stolen', reference: 'CALL-۵۱' };
const stateOf = async (id: string) => (await getPerson(admin.it.op(), id)).state;
const last = async () =>
  /\/admin\/suspensions\/([0-9a-f-]{36})\//.exec(await page(admin.who.shirin))?.[1] ?? '';

test('one administrator stops an account at once, two let it go on, and the holder is told of both', async () => {
  const { shirin, farhad, sara } = admin.who;
  const told = async () => (await listOutbox(admin.it.op(), 50)).length;
  const before = await told();
  expect((await post(shirin, '', wanted)).status).toBe(303);
  expect(await stateOf(sara)).toBe('suspended');
  expect(await told()).toBe(before + 1);
  const shown = await page(shirin);
  expect(shown).toContain('CALL-51');
  for (const secret of [people.sara.en, people.sara.id]) expect(shown).not.toContain(secret);
  expect((await post(farhad, '', wanted)).status, 'twice').toBe(409);
  const id = await last();
  expect((await post(shirin, `/${id}/lifting`)).status).toBe(303);
  expect(await stateOf(sara), 'a wish of one').toBe('suspended');
  expect((await post(shirin, `/${id}/lifting`)).status, 'the same one').toBe(403);
  expect(await page(shirin)).toContain('A colleague lets it go on.');
  expect((await post(farhad, `/${id}/lifting`)).status).toBe(303);
  expect(await stateOf(sara)).toBe('active');
  expect((await post(farhad, `/${id}/lifting`)).status).toBe(409);
  expect(await told()).toBe(before + 2);
  const entries = await recordOf(admin.it.op(), sara, 20);
  expect(entries.map(entry => entry.kind)).toEqual(
    expect.arrayContaining(['accountSuspended', 'accountResumed']),
  );
});

test('an auditor sees the list and stops nobody, and a citizen sees nothing of it', async () => {
  const { kaveh, sara } = admin.who;
  expect((await post(kaveh, '', wanted)).status).toBe(403);
  expect(await stateOf(sara)).toBe('active');
  expect(await page(kaveh)).not.toContain('action="/admin/suspensions"');
  expect((await admin.as(sara).get('/admin/suspensions')).status).toBe(403);
  expect((await post(sara, '', wanted)).status).toBe(403);
});

test('reason, number and person are checked, and nobody is named in the number', async () => {
  for (const wrong of [
    { reason: '' },
    { reason: 'because' },
    { reference: 'Sara' },
    { reference: people.sara.id },
    { identifier: people.golnaz.id },
    { identifier: 'x' },
  ])
    expect((await post(admin.who.shirin, '', { ...wanted, ...wrong })).status).toBe(400);
  expect((await post(admin.who.shirin, '/x/lifting')).status).toBe(404);
  expect(await stateOf(admin.who.sara)).toBe('active');
});

test('programs do the same by the API, also by two, and are never told whose account it is', async () => {
  const address = '/admin/api/v1/suspensions';
  const [first, second] = [admin.program('demo-admin'), admin.program('demo-approver')];
  const body = { national_id: people.sara.id, reason: 'court', reference: '77/12' };
  expect((await admin.program('demo-reader').post(address).send(body)).status).toBe(403);
  const made = await first.post(address).send(body);
  expect([made.status, made.body.state]).toEqual([201, 'holds']);
  expect(await stateOf(admin.who.sara)).toBe('suspended');
  const lifting = `${address}/${made.body.id}/lifting`;
  expect((await second.post(lifting)).body.state).toBe('lifting');
  expect((await second.post(lifting)).body.code).toBe('admin.suspension_second');
  expect((await first.post(lifting)).body.state).toBe('lifted');
  expect(await stateOf(admin.who.sara)).toBe('active');
  const one = await admin.program('demo-reader').get(`${address}?limit=1`);
  expect(one.body.items).toHaveLength(1);
  const next = await admin.program('demo-reader').get(`${address}?limit=1&after=${one.body.next}`);
  expect(next.body.items[0].id).not.toBe(one.body.items[0].id);
  expect(JSON.stringify([one.body, next.body])).not.toContain(admin.who.sara);
});

/** By the one button that she sees. */
const lifting = async (person: string) => {
  const id = /\/admin\/suspensions\/([0-9a-f-]{36})\/lifting/.exec(await page(person))?.[1];
  return (await post(person, `/${id}/lifting`)).status;
};
/** One more who decides: without her nobody of the two administrators can be spared. */
const approver = async (key: 'golnaz' | 'omid') => {
  const { id, fa, en } = people[key];
  const person = await importPerson(admin.it.op(), {
    identifier: parsePersonId(id),
    name: { fa, en },
    birthDate: '1980-01-01',
    mobile: null,
    secret: '$argon2id$none',
  });
  await giveRole(admin.it.op(), person.id, 'approver');
  return person.id;
};

test('nobody stops himself, nor a colleague without whom no two remain who let an account go on', async () => {
  const { shirin, farhad } = admin.who;
  const stop = async (by: string, key: 'shirin' | 'farhad' | 'kaveh') =>
    (await post(by, '', { ...wanted, identifier: people[key].id })).status;
  const told = async () => (await listOutbox(admin.it.op(), 100)).map(message => message.text);
  expect([await stop(shirin, 'shirin'), await stop(shirin, 'farhad')]).toEqual([403, 409]);
  expect(await stateOf(shirin)).toBe('active');
  expect(await stateOf(farhad)).toBe('active');

  const golnaz = await approver('golnaz');
  const alarms = async () => (await told()).filter(text => text.includes('/admin/suspensions')).length;
  expect(await stop(shirin, 'farhad')).toBe(303);
  expect(await stateOf(farhad)).toBe('suspended');
  expect(await alarms(), 'the other administrator hears of it').toBe(1);
  expect([await lifting(shirin), await lifting(golnaz)]).toEqual([303, 303]);
  expect(await stateOf(farhad)).toBe('active');
  expect(await alarms(), 'both hear that he goes on').toBe(3);

  expect(await stop(shirin, 'kaveh'), 'an auditor lets nobody go on, and can be spared').toBe(303);
  expect([await lifting(shirin), await lifting(golnaz)]).toEqual([303, 303]);

  for (let time = 0; time < 5; time++) {
    const both = await Promise.all([stop(shirin, 'farhad'), stop(farhad, 'shirin')]);
    expect(both.toSorted(), 'of two who stop each other one succeeds').toEqual([303, 409]);
    const stays = (await stateOf(shirin)) === 'active' ? shirin : farhad;
    expect([await lifting(stays), await lifting(golnaz)]).toEqual([303, 303]);
  }
});

test('a program whose secret a stopped administrator made neither asks that he go on nor lets him', async () => {
  const { shirin, farhad } = admin.who;
  const omid = await approver('omid');
  const farhadsOwn = { kind: 'person', personId: farhad } as const;
  await makeSecret(admin.it.op(farhadsOwn), 'demo-approver', { label: 'his', days: 30 });
  const body = { national_id: people.farhad.id, reason: 'stolen', reference: '78/1' };
  const made = await admin.program('demo-admin').post('/admin/api/v1/suspensions').send(body);
  expect(made.status).toBe(201);
  const byHis = async () => {
    const address = `/admin/api/v1/suspensions/${made.body.id}/lifting`;
    const { status, body } = await admin.program('demo-approver').post(address);
    return [status, body.code];
  };
  expect(await byHis()).toEqual([403, 'admin.suspension_own']);
  expect(await lifting(shirin)).toBe(303);
  expect(await byHis()).toEqual([403, 'admin.suspension_own']);
  expect((await post(farhad, `/${made.body.id}/lifting`)).status, 'nor does he himself').toBe(403);
  expect(await stateOf(farhad)).toBe('suspended');
  expect(await lifting(omid)).toBe(303);
  expect(await stateOf(farhad)).toBe('active');
});
