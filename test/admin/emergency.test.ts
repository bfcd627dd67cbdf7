import { afterAll, beforeAll, expect, test } from 'vitest';
import { listOutbox } from '../../src/messages/index.ts';
import { people } from '../support/people.ts';
import { type Administration, administration } from './administration.ts';

let admin: Administration;
beforeAll(async () => {
  admin = await administration();
});
afterAll(() => admin.close());

const page = (person: string) => admin.as(person).get('/admin/emergency?lang=en');
const post = (person: string, path = '', form: Record<string, string> = {}) =>
  admin.as(person).post(`/admin/emergency${path}?lang=en`).type('form').send(form);
const wanted = { identifier: people.kaveh.id, reference: 'INC-77', hours: '۲' };
const opens = async (person: string) => (await post(person)).status;
const last = async () => {
  const found = /\/admin\/emergency\/([0-9a-f-]{36})\//.exec((await page(admin.who.shirin)).text);
  return found?.[1] ?? '';
};

test('an auditor becomes an administrator for hours only by the word of two, and all administrators hear of it', async () => {
  const { shirin, farhad, kaveh } = admin.who;
  expect(await opens(kaveh)).toBe(403);
  const before = (await listOutbox(admin.it.op(), 50)).length;
  expect((await post(shirin, '', wanted)).status).toBe(303);
  expect(await opens(kaveh), 'one alone gives nothing').toBe(403);
  const id = await last();
  expect((await post(shirin, `/${id}/confirmation`)).status, 'who asked does not confirm').toBe(403);
  expect((await post(kaveh, `/${id}/confirmation`)).status).toBe(403);
  expect((await post(farhad, `/${id}/confirmation`)).status).toBe(303);
  expect((await post(farhad, `/${id}/confirmation`)).status, 'twice').toBe(409);
  expect(await opens(kaveh), 'a form is read now').toBe(400);
  expect((await listOutbox(admin.it.op(), 50)).length - before).toBe(4);
  expect((await page(kaveh)).text).toContain('in force');
  admin.it.clock.advance({ minutes: 121 });
  expect(await opens(kaveh), 'after two hours it is over').toBe(403);
});

test('an administrator does not ask for himself, and whom it is for does not confirm it', async () => {
  const { shirin, farhad } = admin.who;
  const own = await post(shirin, '', { ...wanted, identifier: people.shirin.id });
  expect(own.status).toBe(400);
  expect((await post(shirin, '', { ...wanted, identifier: people.farhad.id })).status).toBe(303);
  expect((await post(farhad, `/${await last()}/confirmation`)).status).toBe(403);
  expect((await post(shirin, `/${await last()}/end`)).status).toBe(303);
});

test('any administrator ends it at once, and what nobody confirmed within the hour is over', async () => {
  const { shirin, farhad, kaveh } = admin.who;
  await post(shirin, '', wanted);
  const id = await last();
  await post(farhad, `/${id}/confirmation`);
  expect(await opens(kaveh)).toBe(400);
  expect((await post(shirin, `/${id}/end`)).status).toBe(303);
  expect(await opens(kaveh)).toBe(403);
  await post(shirin, '', wanted);
  const other = await last();
  admin.it.clock.advance({ minutes: 61 });
  expect((await post(farhad, `/${other}/confirmation`)).status).toBe(409);
});

test('hours, the number of the incident and the person are checked', async () => {
  for (const wrong of [
    { hours: '9' },
    { hours: 'x' },
    { reference: 'sara' },
    { identifier: people.golnaz.id },
  ])
    expect((await post(admin.who.shirin, '', { ...wanted, ...wrong })).status).toBe(400);
  expect((await post(admin.who.shirin, '/x/end')).status).toBe(404);
  expect((await page(admin.who.sara)).status).toBe(403);
});
