import { parse } from 'node-html-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decide, registerClient } from '../../src/clients/index.ts';
import { connectSystem, editEntry } from '../../src/directory/index.ts';
import { type Administration, administration } from '../admin/administration.ts';
import { exampleClient, goLive } from '../clients/example.ts';

let admin: Administration;
beforeAll(async () => {
  admin = await administration();
  const op = (personId: string) => admin.it.op({ kind: 'person', personId });
  const { shirin, farhad } = admin.who;
  const { client, approvalId } = await registerClient(op(shirin), exampleClient());
  const signInUrl = 'https://salary.tax.gov.ir/sign-in';
  await connectSystem(op(shirin), 34, { clientId: client.id, signInUrl });
  await decide(op(farhad), approvalId, 'approved', '');
  const actor = (personId: string) => ({ kind: 'person' as const, personId });
  await goLive(admin.it, client.id, [actor(shirin), actor(farhad)]);
});
afterAll(() => admin.close());

const open = async (path: string) => {
  const answer = await admin.as().get(path);
  return { status: answer.status, text: answer.text, page: parse(answer.text) };
};
const named = (page: ReturnType<typeof parse>) =>
  page.querySelectorAll('td.sys a').map(a => a.getAttribute('href') ?? '');

test('the window shows all fifty systems, and where one can sign in now', async () => {
  const { status, page } = await open('/');
  expect(status).toBe(200);
  expect(page.querySelectorAll('td.sys')).toHaveLength(50);
  const live = page.querySelectorAll('.live .card');
  expect(live).toHaveLength(1);
  expect(live[0]?.querySelector('a.btn')?.getAttribute('href')).toBe('https://salary.tax.gov.ir/sign-in');
});

test('a search keeps only what is meant, in any letters, and says so', async () => {
  expect(named((await open(`/?q=${encodeURIComponent('پنجره واحد گمركي')}`)).page)).toEqual(['/systems/22']);
  expect((await open('/?q=customs&process=export&lang=en')).page.querySelectorAll('td.sys')).toHaveLength(
    (await open(`/?q=${encodeURIComponent('گمرک')}&process=export`)).page.querySelectorAll('td.sys').length,
  );
  const none = await open(`/?q=${encodeURIComponent('<script>')}`);
  expect(none.page.querySelectorAll('td.sys')).toHaveLength(0);
  expect(none.text).not.toContain('<script>');
  expect((await open('/?q=a&q=b')).status).toBe(200);
});

test('a connected system says what it asks for, by which right, from which register', async () => {
  const { page } = await open('/systems/34');
  expect(page.querySelectorAll('article.card')).toHaveLength(1);
  expect(page.text).toContain('قانون مالیات‌های مستقیم');
  expect(page.querySelectorAll('article.card tbody tr').length).toBeGreaterThan(0);
});

test('a system that is not in the list is not found', async () => {
  for (const path of ['/systems/51', '/systems/0', '/systems/x', '/systems/34%00'])
    expect((await open(path)).status).toBe(404);
});

test('the statement on accessibility is there', async () => {
  expect((await open('/accessibility')).status).toBe(200);
});

test('what was edited of a registry stands on a page of its own, with its fields and who is handed them', async () => {
  const op = admin.it.op({ kind: 'person', personId: admin.who.shirin });
  const said = {
    description_fa: 'شرکت‌ها و مدیرانشان را ثبت می‌کند.',
    hours_fa: 'شنبه تا چهارشنبه',
    availability: 'always',
  };
  await editEntry(op, 'registry', 'legal-persons', said, 1);
  const { status, page, text } = await open('/registries/legal-persons');
  expect(status).toBe(200);
  for (const words of [said.description_fa, said.hours_fa, 'سازمان ثبت اسناد و املاک کشور'])
    expect(text).toContain(words);
  const links = page.querySelectorAll('main a').map(link => link.getAttribute('href'));
  expect(links).toContain('/catalogue/entity.legal_name');
  expect(links).toContain('/systems/34');
  const all = (await open('/registries?lang=en')).page.querySelectorAll('main tbody tr');
  expect(all).toHaveLength(27);
  const tax = await open('/registries/tax');
  for (const list of tax.page.querySelectorAll('main ul.bullets')) {
    const names = list.querySelectorAll('li').map(item => item.text.trim());
    expect(new Set(names).size).toBe(names.length);
  }
  expect(tax.page.querySelectorAll('h3[id^="about-"]')).toHaveLength(2);
  for (const path of ['/registries/nobody', '/registries/civil%00', '/registries/__proto__'])
    expect((await open(path)).status).toBe(404);
});
