import { exportJWK, generateKeyPair } from 'jose';
import { type HTMLElement, parse } from 'node-html-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import { findActiveClient, findClient, listPurposes, proveBySecret } from '../../src/clients/index.ts';
import { findSystem } from '../../src/directory/index.ts';
import { createOidc } from '../../src/oidc/index.ts';
import { type Administration, administration } from './administration.ts';
import { desk } from './posted.ts';

let admin: Administration;
beforeAll(async () => {
  admin = await administration();
});
afterAll(() => admin.close());

const { shirin, farhad, kaveh, register, decide } = desk(() => admin);

describe('who may enter', () => {
  const pages = ['/admin', '/admin/clients', '/admin/clients/new', '/admin/approvals', '/admin/clients/x'];
  test.each(pages)('a stranger is sent to sign in before %s', async path => {
    const answer = await admin.as().get(path);
    expect([answer.status, answer.headers.location]).toEqual([
      303,
      `/sign-in?to=${encodeURIComponent(path)}`,
    ]);
  });
  test.each(pages)('a citizen is refused at %s, with words', async path => {
    const answer = await admin.as(admin.who.sara).get(path);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('admin.not_staff');
  });
  test('an auditor sees everything and changes nothing', async () => {
    const { id, approval } = await register();
    const overview = await kaveh().get('/admin');
    expect(overview.status).toBe(200);
    expect(overview.text).not.toContain('/admin/clients/new');
    const page = await kaveh().get(`/admin/clients/${id}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('method="post"');
    expect((await kaveh().get(approval)).text).toContain('بازرس تصمیم نمی‌گیرد');
    for (const path of [`/admin/clients/${id}/suspension`, `/admin/clients/${id}/secret`, '/admin/clients'])
      expect((await kaveh().post(path).type('form').send({})).status).toBe(403);
    expect((await decide(approval, 'approved', '', kaveh())).status).toBe(403);
  });
  test('nothing changes for a stranger either', async () => {
    const { id, approval } = await register();
    const posts = [`${approval}/decision`, `/admin/clients/${id}/secret`, '/admin/clients'];
    for (const path of posts) expect((await admin.as().post(path).type('form').send({})).status).toBe(401);
  });
});

describe('an administrator registers a client', () => {
  test('and receives its secret once; a second one approves; it works at once', async () => {
    const { id, answer, secret, approval } = await register({ system: '34' });
    expect(answer.status).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    const stored = await findClient(admin.it.op(), id);
    expect(await proveBySecret(admin.it.op(), id, secret)).toBe('proved');
    expect(stored?.metadata.redirect_uris).toEqual([
      'https://salary.tax.gov.ir/callback',
      'https://salary.tax.gov.ir/other',
    ]);
    const [purpose] = await listPurposes(admin.it.op(), id);
    expect(purpose).toMatchObject({ level: 2, consentDays: 365, law: { date: '1988-02-22' } });
    expect((await shirin().get(`/admin/clients/${id}`)).text).not.toContain(secret);
    expect(await findActiveClient(admin.it.op(), id)).toBeUndefined();

    const own = await shirin().get(approval);
    expect(own.text).toContain('شما فرستنده‌اید و نمی‌توانید تصمیم بگیرید');
    expect(own.text).not.toContain('/decision"');
    const forced = await decide(approval, 'approved', '', shirin());
    expect(forced.status).toBe(403);
    expect(forced.text).toContain('clients.same_person');

    const done = await decide(approval, 'approved');
    expect([done.status, done.headers.location]).toEqual([303, `/admin/clients/${id}`]);
    expect(await findActiveClient(admin.it.op(), id)).toBeDefined();
    expect(await findSystem(admin.it.op(), 34)).toMatchObject({ clientId: id, live: true });
    const again = await decide(approval, 'approved', '', farhad());
    expect(again.status).toBe(409);
  });

  test('with strictness, encryption and counters: the engine holds it to that', async () => {
    const { publicKey } = await generateKeyPair('RSA-OAEP-256', { extractable: true });
    const key = { ...(await exportJWK(publicKey)), use: 'enc', kid: 'e' };
    const sign = await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey);
    const keyed = { auth_method: 'private_key_jwt', jwks: JSON.stringify({ keys: [key, sign] }) };
    const strict = await register({
      ...keyed,
      security_profile: 'fapi2-message-signing',
      encryption: 'RSA-OAEP-256',
    });
    const counter = await register({
      auth_method: 'private_key_jwt',
      jwks_uri: 'https://keys.tax.gov.ir/jwks',
      device_grant: 'yes',
    });
    const away = await register({
      auth_method: 'private_key_jwt',
      jwks_uri: 'https://keys.tax.gov.ir/jwks',
      ciba: 'ping',
      ciba_notification_uri: 'https://salary.tax.gov.ir/ciba',
    });
    for (const { approval, answer } of [strict, counter, away]) {
      expect(answer.status, answer.text.slice(0, 2000)).toBe(201);
      expect((await decide(approval, 'approved')).status).toBe(303);
    }
    const { provider } = await createOidc(admin.it.system);
    expect((await provider.Client.find(strict.id))?.metadata()).toMatchObject({
      security_profile: 'fapi2-message-signing',
      require_pushed_authorization_requests: true,
      require_signed_request_object: true,
      dpop_bound_access_tokens: true,
      id_token_encrypted_response_alg: 'RSA-OAEP-256',
      userinfo_encrypted_response_alg: 'RSA-OAEP-256',
      userinfo_signed_response_alg: 'ES256',
    });
    const device = await provider.Client.find(counter.id);
    expect(device?.grantTypeAllowed('urn:ietf:params:oauth:grant-type:device_code')).toBe(true);
    const asks = await provider.Client.find(away.id);
    expect(asks?.backchannelTokenDeliveryMode).toBe('ping');
    const shown = await shirin().get(`/admin/clients/${strict.id}`);
    expect(shown.text).toContain('سخت‌گیر با پیام‌های امضاشده');
    expect(shown.text).toContain('RSA-OAEP-256');
  });

  test.each([
    ['strict without a key of its own', { security_profile: 'fapi2' }, '#security_profile'],
    ['encrypted without a key', { encryption: 'ECDH-ES' }, '#encryption'],
    [
      'encrypted by what there is not',
      { auth_method: 'private_key_jwt', jwks_uri: 'https://keys.tax.gov.ir/', encryption: 'RSA1_5' },
      '#encryption',
    ],
    ['counters without published keys', { device_grant: 'yes' }, '#device_grant'],
    ['asking away from the browser without published keys', { ciba: 'poll' }, '#ciba'],
    [
      'keys at an address that is not https',
      { auth_method: 'private_key_jwt', jwks_uri: 'http://keys.tax.gov.ir/' },
      '#jwks_uri',
    ],
  ])('refuses %s beside the field', async (_what, typed, target) => {
    const { id, answer, page } = await register(typed);
    expect([answer.status, await findClient(admin.it.op(), id)]).toEqual([400, undefined]);
    expect(page.querySelectorAll('[role="alert"] a').map(a => a.getAttribute('href'))).toEqual([target]);
    expect(page.querySelector(target)).not.toBeNull();
  });

  test('with mistakes: nothing is stored, what was typed stays, each mistake stands beside its field', async () => {
    const { id, answer, page } = await register({
      name_en: '',
      redirect_uris: 'http://salary.tax.gov.ir/callback',
      sign_in_url: 'https://elsewhere.example/',
      system: '33',
      law_date: 'دیروز',
      fields: ['person.birth_date', 'entity.legal_name'],
      jwks: '<script>alert(1)</script>',
    });
    expect(answer.status).toBe(400);
    expect(await findClient(admin.it.op(), id)).toBeUndefined();
    const alert = page.querySelector('[role="alert"]');
    const targets = alert?.querySelectorAll('a').map(a => a.getAttribute('href')) ?? [];
    expect(targets.sort()).toEqual(
      ['#fields', '#law_date', '#name_en', '#redirect_uris', '#sign_in_url'].sort(),
    );
    for (const target of targets) expect(page.querySelector(target ?? 'none')).not.toBeNull();
    expect(page.querySelector('title')?.text).toMatch(/^خطا:/);
    const invalid = page.querySelector('#redirect_uris');
    expect(invalid?.getAttribute('aria-invalid')).toBe('true');
    expect(invalid?.text).toContain('http://salary.tax.gov.ir/callback');
    expect(page.querySelector('#redirect_uris-error')?.text).toContain('https');
    expect(page.querySelector('#name_fa')?.getAttribute('value')).toBe('سامانه حقوق و دستمزد');
    expect(page.querySelector('#law_date')?.getAttribute('value')).toBe('دیروز');
    expect(page.querySelector('option[value="33"]')?.hasAttribute('selected')).toBe(true);
    expect(checked(page, 'fields')).toEqual(['entity.legal_name', 'person.birth_date']);
    expect(checked(page, 'basis')).toEqual(['law']);
    expect(answer.text).not.toContain('<script>');
  });

  test('at an agency that is there already', async () => {
    const first = await register();
    const agency = String(first.typed.agency_id);
    const second = await register({ agency, agency_id: '', agency_fa: '', agency_en: '' });
    expect(second.answer.status).toBe(201);
    expect(await findClient(admin.it.op(), second.id)).toMatchObject({ agency: { id: agency } });
  });

  test('in the form every field of the catalogue can be ticked, by register', async () => {
    const page = parse((await shirin().get('/admin/clients/new')).text);
    expect(page.querySelectorAll('input[name="fields"]').length).toBeGreaterThanOrEqual(40);
    expect(page.querySelectorAll('details.card').length).toBeGreaterThan(5);
    expect(page.querySelectorAll('h1')).toHaveLength(1);
    const labels = new Set(page.querySelectorAll('label[for]').map(label => label.getAttribute('for')));
    for (const box of page.querySelectorAll('input[type="text"], textarea, select'))
      expect(labels.has(box.getAttribute('id'))).toBe(true);
  });
});

describe('an administrator runs a client', () => {
  test('suspends and resumes it', async () => {
    const { id, approval } = await register();
    await decide(approval, 'approved');
    const out = await shirin().post(`/admin/clients/${id}/suspension`).type('form').send({});
    expect(out.headers.location).toBe(`/admin/clients/${id}`);
    expect(await findActiveClient(admin.it.op(), id)).toBeUndefined();
    expect((await shirin().get(`/admin/clients/${id}`)).text).toContain('متوقف است.');
    await shirin().post(`/admin/clients/${id}/resumption`).type('form').send({});
    expect(await findActiveClient(admin.it.op(), id)).toBeDefined();
    const events = await listEventsAbout(admin.it.op(), { clientId: id, limit: 2 });
    expect(events.map(({ kind, personId }) => [kind, personId])).toEqual([
      ['clients.resumed', admin.who.shirin],
      ['clients.suspended', admin.who.shirin],
    ]);
  });

  test('gives it a new secret, shown once', async () => {
    const { id, secret } = await register();
    const answer = await farhad().post(`/admin/clients/${id}/secret`).type('form').send({});
    const fresh = parse(answer.text).querySelectorAll('.act dd')[1]?.text.trim() ?? '';
    expect(fresh).toMatch(/^[\w-]{43}$/);
    expect(fresh).not.toBe(secret);
    expect(await proveBySecret(admin.it.op(), id, fresh)).toBe('proved');
    expect(await proveBySecret(admin.it.op(), id, secret)).toBe('unknown');
  });

  test('refuses another with a reason, which the sender reads', async () => {
    const { id, approval } = await register();
    const silent = await decide(approval, 'refused', '');
    expect(silent.status).toBe(400);
    expect(parse(silent.text).querySelector('#reason')?.getAttribute('aria-invalid')).toBe('true');
    await decide(approval, 'refused', 'نشانی <b>بازگشت</b> از آن دستگاه نیست');
    const page = (await shirin().get(`/admin/clients/${id}`)).text;
    expect(page).toContain('&lt;b&gt;بازگشت&lt;/b&gt;');
  });

  test('an approval and a client that are not there are not found', async () => {
    const none = '/admin/approvals/00000000-0000-4000-8000-000000000000';
    expect((await shirin().get(none)).status).toBe(404);
    expect((await shirin().get('/admin/approvals/x')).status).toBe(404);
    expect((await decide(none, 'approved')).status).toBe(404);
    expect((await shirin().get('/admin/clients/no-such')).status).toBe(404);
    expect((await shirin().post('/admin/clients/no-such/suspension').type('form').send({})).status).toBe(404);
  });
});

test('a name that is a script is shown as text, on every page', async () => {
  const name = '<script>alert("x")</script>';
  const { id, answer, approval } = await register({ name_fa: name, name_en: name, purpose_fa: name });
  const pages = ['/admin', '/admin/clients', `/admin/clients/${id}`, approval, '/admin/approvals?state=all'];
  const texts = [answer.text];
  for (const lang of ['fa', 'en'])
    for (const path of pages) {
      const sign = path.includes('?') ? '&' : '?';
      const page = await farhad().get(`${path}${sign}lang=${lang}`);
      expect(page.status).toBe(200);
      texts.push(page.text);
    }
  for (const text of texts) {
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;');
  }
});

test('clients are found by name and by state', async () => {
  const { id } = await register({ name_fa: 'سامانهٔ یکتای آزمون' });
  const list = async (query: string) => {
    const page = parse((await shirin().get(`/admin/clients?${query}`)).text);
    return page.querySelectorAll('tbody th a').map(a => a.getAttribute('href'));
  };
  expect(await list(`q=${encodeURIComponent('يكتاي')}`)).toEqual([`/admin/clients/${id}`]);
  expect(await list(`q=${encodeURIComponent('یکتای')}&state=active`)).toEqual([]);
});

test('the front page leads to what waits', async () => {
  const page = parse((await farhad().get('/admin')).text);
  expect(page.querySelectorAll('tbody tr').length).toBeGreaterThan(0);
  expect(page.querySelector('h1')?.text).toMatch(/منتظر تصمیم است/);
});

function checked(page: HTMLElement, name: string): string[] {
  return page
    .querySelectorAll(`input[name="${name}"]`)
    .filter(box => box.hasAttribute('checked'))
    .map(box => box.getAttribute('value') ?? '')
    .sort();
}
