import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveRole } from '../../src/admin/index.ts';
import { type Administration, administration } from './administration.ts';

let admin: Administration;
beforeAll(async () => {
  admin = await administration({ demo: false });
  await giveRole(admin.it.op(), admin.who.sara, 'support');
});
afterAll(() => admin?.close());

test('outside the demo a password alone opens no page of the administration, and changes nothing', async () => {
  for (const [who, paths] of [
    ['shirin', ['/admin', '/admin/clients?q=tax', '/admin/approvals', '/admin/directory', '/admin/figures']],
    ['sara', ['/admin/support']],
  ] as const)
    for (const path of paths) {
      const refused = await admin.as(admin.who[who]).get(path);
      expect(refused.status, path).toBe(303);
      expect(refused.headers.location).toBe(`/sign-in?${new URLSearchParams({ to: path, level: '2' })}`);
      expect((await admin.as(admin.who[who]).set('x-level', '2').get(path)).status, path).toBe(200);
    }
  for (const path of ['/admin/agencies', '/admin/announcements', '/admin/support']) {
    const who = path === '/admin/support' ? 'sara' : 'shirin';
    const sent = await admin.as(admin.who[who]).post(path).type('form').send({});
    expect([sent.status, sent.text.includes('admin.level')], path).toEqual([403, true]);
  }
});

test('who is no staff learns nothing of the level that is asked for', async () => {
  expect((await admin.as(admin.who.kaveh).set('x-level', '1').get('/admin/support')).status).not.toBe(200);
  expect((await admin.as().get('/admin')).headers.location).toBe('/sign-in?to=%2Fadmin');
});
