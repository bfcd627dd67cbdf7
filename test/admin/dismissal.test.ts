/** Who leaves the staff: by the command, and with the account. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffRoleOf } from '../../src/admin/index.ts';
import { listEventsAbout } from '../../src/audit/index.ts';
import { answering } from '../../src/commands.ts';
import { people } from '../support/people.ts';
import { type Administration, administration } from './administration.ts';

let admin: Administration;
beforeAll(async () => {
  admin = await administration();
});
afterAll(() => admin.close());

/** `npm run staff -- <id> <role>`, done by the process that has the database. */
const staff = async (...args: string[]): Promise<{ said: string[]; failed: boolean }> => {
  const { system } = admin.it;
  const answer = answering({ system, country: undefined });
  return JSON.parse(await answer(JSON.stringify({ name: 'staff', args, input: '' })));
};
const opens = async (person: string) => (await admin.as(person).get('/admin')).status;

test('a role is ended by the command that gives it, from the next page on, and it is on the record', async () => {
  const { farhad } = admin.who;
  expect(await opens(farhad)).toBe(200);
  const ended = await staff(people.farhad.id, 'none');
  expect(ended).toEqual({ said: ['The role has ended, and it is on the record.'], failed: false });
  expect(await opens(farhad)).toBe(403);
  expect((await staff(people.farhad.id, 'none')).said).toEqual(['There was no role to end.']);
  const events = await listEventsAbout(admin.it.op(), {
    personId: farhad,
    kinds: ['admin.role_ended'],
    limit: 5,
  });
  expect(events.map(event => event.data)).toEqual([{ role: 'platform_administrator' }]);
  await staff(people.farhad.id, 'platform_administrator');
  expect(await opens(farhad)).toBe(200);
  expect((await staff(people.farhad.id, 'nobody')).failed).toBe(true);
});

test('who is dismissed keeps no emergency power either, neither the one in force nor the one that waits', async () => {
  const { shirin, farhad, kaveh } = admin.who;
  const ask = { identifier: people.kaveh.id, reference: 'INC-78', hours: '2' };
  const post = (person: string, path: string, form: object = {}) =>
    admin.as(person).post(`/admin/emergency${path}`).type('form').send(form);
  const last = async () =>
    /\/admin\/emergency\/([0-9a-f-]{36})\//.exec((await admin.as(shirin).get('/admin/emergency')).text)?.[1];
  await post(shirin, '', ask);
  expect((await post(farhad, `/${await last()}/confirmation`)).status).toBe(303);
  admin.it.clock.advance({ minutes: 1 });
  await post(shirin, '', ask);
  const waits = await last();
  expect(await staffRoleOf(admin.it.op(), kaveh)).toBe('platform_administrator');
  await staff(people.kaveh.id, 'none');
  expect(await staffRoleOf(admin.it.op(), kaveh)).toBeUndefined();
  expect((await post(farhad, `/${waits}/confirmation`)).status).toBe(409);
});
