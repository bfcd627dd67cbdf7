import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listFactors } from '../../src/factors/index.ts';
import { Browser } from '../support/browser.ts';
import { password } from '../support/people.ts';
import { Authenticator } from './authenticator.ts';
import { type Pages, pagesOf } from './pages-app.ts';
import { type Room, roomWithPeople } from './persons.ts';

const LEVEL_2 = 'urn:yekbar:loa:2';

let t: Room;
let pages: Pages;
beforeAll(async () => {
  t = await roomWithPeople();
  pages = await pagesOf(t);
});
afterAll(async () => {
  await pages.close();
  await t.close();
});
beforeEach(() => pages.signIn('sara', LEVEL_2));

const open = (path = '') => new Browser().open(`${pages.url}/me/security${path}`);
const post = (path: string, body: Record<string, string> = {}) =>
  fetch(`${pages.url}/me/security${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: pages.url, accept: 'text/html' },
    body: new URLSearchParams(body),
  });
const get = (path: string) =>
  fetch(`${pages.url}${path}`, { redirect: 'manual', headers: { accept: 'text/html' } });
const changes = ['/passkeys/new', '/totp/new', '/recovery-codes', '/password'];

test('whoever is not signed in is sent to the door, and back', async () => {
  pages.session = undefined;
  for (const path of ['', ...changes]) {
    const answer = await get(`/me/security${path}`);
    expect(answer.headers.get('location')).toBe(`/sign-in?to=${encodeURIComponent(`/me/security${path}`)}`);
  }
  for (const path of [...changes, '/totp/remove']) expect((await post(path)).status).toBe(401);
});

test('changes need a sign-in of the last ten minutes; looking does not', async () => {
  t.clock.advance({ minutes: 11 });
  expect((await open()).heading).toBe('ورود و امنیت');
  for (const path of changes) {
    const to = (await get(`/me/security${path}`)).headers.get('location') ?? '';
    expect(to).toContain('fresh=1');
    expect(new URL(to, pages.url).searchParams.get('to')).toContain(path);
    expect((await post(path)).status).toBe(303);
  }
  expect((await post('/totp/remove')).headers.get('location')).toContain('/sign-in?');
});

test('a password alone is not enough to add a factor where she could prove two', async () => {
  pages.signIn('sara', 'urn:yekbar:loa:1');
  const to = (await get('/me/security/passkeys/new')).headers.get('location') ?? '';
  expect(new URL(to, pages.url).searchParams.get('level')).toBe('2');
  const again = new URL(to, pages.url).searchParams.get('to') ?? '';
  const round = await get(again);
  expect(round.status).toBe(403);
  expect(await round.text()).toContain('factors.fresh_needed');
  for (const path of ['/recovery-codes', '/totp/new', '/passkeys/new'])
    expect((await post(path)).status).toBe(303);
});

test('who has nothing but a password can add the first factor with it', async () => {
  pages.signIn('navid');
  expect((await open('/totp/new')).status).toBe(200);
});

test('she adds an authenticator by its first code, and removes it', async () => {
  const page = await open('/totp/new');
  const secret = /([A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(page.text)?.[0].replaceAll(' ', '') ?? '';
  expect(page.find('svg[role=img] title').textContent).toBeTruthy();
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const refused = await page.submit({ code: '000000' });
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('این کار انجام نشد');
  expect(refused.value('offer')).toBe(page.value('offer'));
  const done = await refused.submit({ code: totp.generate({ timestamp: t.clock.now().getTime() }) });
  expect(done.text).toContain('رمزساز افزوده شد');
  expect((await listFactors(t.op(), t.persons.sara.id)).totp).toBeDefined();
  const removed = await done.submit({}, { form: done.all('form[action$="totp/remove"]')[0] as never });
  expect(removed.text).toContain('رمزساز برداشته شد');
});

test('she adds a passkey with a name, and sees it in the list', async () => {
  const page = await open('/passkeys/new');
  const form = page.find('form[data-passkey]');
  const options = JSON.parse(form.getAttribute('data-options') ?? '');
  const device = new Authenticator(pages.url);
  const wrong = await page.submit({
    passkey: device.create(options, { origin: 'https://evil.example' }),
    name: 'کلید اداره',
  });
  expect(wrong.status).toBe(403);
  expect(wrong.value('name')).toBe('کلید اداره');
  const fresh = JSON.parse(wrong.find('form[data-passkey]').getAttribute('data-options') ?? '');
  const done = await wrong.submit({ passkey: device.create(fresh), name: 'کلید <اداره>' });
  expect(done.text).toContain('کلید <اداره>');
  expect(done.body).not.toContain('<اداره>');
  const [key] = (await listFactors(t.op(), t.persons.sara.id)).passkeys;
  pages.signIn('omid', LEVEL_2);
  expect((await post(`/passkeys/${key?.id}/remove`)).status).toBe(404);
  expect((await post('/passkeys/x/remove')).status).toBe(404);
  pages.signIn('sara', LEVEL_2);
  expect((await post(`/passkeys/${key?.id}/remove`)).headers.get('location')).toContain('passkey_removed');
});

test('recovery codes are shown once', async () => {
  const page = await open('/recovery-codes');
  const shown = await page.submit({}, { form: page.find('main form') });
  const codes = shown.all('ol .code').map(item => item.textContent);
  expect(codes).toHaveLength(10);
  const after = await open();
  for (const code of codes) expect(after.body).not.toContain(code);
  expect(after.text).toContain('۱۰ کد مانده است');
});

test('she changes the password; her other sessions end; what was typed is never shown again', async () => {
  const page = await open('/password');
  expect(page.fields).not.toContain('old_password');
  const refused = await page.submit({ password: 'qwertyuiop' });
  expect(refused.status).toBe(400);
  expect(refused.body).not.toContain('qwertyuiop');
  const done = await refused.submit({ password: 'پنجره رو به کوه سبز' });
  expect(done.text).toContain('گذرواژه عوض شد');
  expect(pages.ended).toEqual([`${t.persons.sara.id} but session`]);
});

test('at level 1 the old password is asked', async () => {
  pages.signIn('omid');
  const page = await open('/password');
  const refused = await page.submit({ old_password: 'wrong', password: 'a window to the mountain' });
  expect(refused.text).toContain('گذرواژهٔ کنونی درست نیست');
  const done = await refused.submit({ old_password: password, password: 'a window to the mountain' });
  expect(done.text).toContain('گذرواژه عوض شد');
});

test('a form from another origin is refused', async () => {
  const answer = await fetch(`${pages.url}/me/security/recovery-codes`, {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
  });
  expect(answer.status).toBe(403);
});

test('all pages speak English too', async () => {
  for (const path of ['', ...changes]) {
    const page = await open(`${path}?lang=en`);
    expect(page.lang).toBe('en');
    expect(page.status).toBe(200);
    expect(page.find('main').textContent).not.toMatch(/[\u0620-\u06d3]/);
  }
});
