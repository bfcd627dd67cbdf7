import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser, textOf, type WebPage } from '../support/browser.ts';
import { companies, password, people } from '../support/people.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { walk } from '../support/stories.ts';

let app: TestApp;
let party: RelyingParty;
beforeAll(async () => {
  app = await testApp();
  party = await app.party();
});
afterAll(() => app?.close());

/** Tries to sign in at demo-basic, in a browser of its own. */
async function attempt(id: string, secret = password): Promise<WebPage> {
  const { page } = await party.open(new Browser());
  return page.submit({ national_id: id, password: secret }, { until: party.isBack });
}
const said = (page: WebPage) => textOf(page.find('[role="alert"] p'));
const alertOf = (page: WebPage) => textOf(page.find('[role="alert"]'));

describe('who cannot sign in', () => {
  test('a wrong check digit, an unknown person and a wrong password get the same page', async () => {
    const wrongDigit = await attempt('9990000019');
    const unknown = await attempt(people.golnaz.id);
    const wrongPassword = await attempt(people.omid.id, 'not the password');
    const malformed = await attempt('ده رقم');
    for (const page of [wrongDigit, unknown, wrongPassword, malformed]) {
      expect(page.fields).toEqual(expect.arrayContaining(['national_id', 'password']));
      expect([page.status, said(page)]).toEqual([wrongPassword.status, said(wrongPassword)]);
      expect(page.value('password')).toBe('');
    }
    // What was typed stays, so that one digit may be put right.
    expect(wrongDigit.value('national_id')).toBe('9990000019');
    expect(wrongPassword.value('national_id')).toBe(people.omid.id);
  });

  test('the next right try goes through', async () => {
    const { page } = await party.open(new Browser());
    const wrong = await page.submit({ national_id: people.navid.id, password: 'no' });
    const right = await wrong.submit({ national_id: people.navid.id, password }, { until: party.isBack });
    expect(right.fields).not.toContain('password');
  });

  test('the deceased is refused with the reason, after the right password only', async () => {
    const page = await attempt(people.behrouz.id);
    expect(alertOf(page)).toMatch(/درگذشت|فوت/);
    expect(alertOf(await attempt(people.behrouz.id, 'guess'))).not.toMatch(/درگذشت|فوت/);
  });

  test('a minor has no account: the answer is that of an unknown person', async () => {
    const page = await attempt(people.parisa.id);
    expect(alertOf(page)).toBe(alertOf(await attempt(people.golnaz.id)));
  });

  test('an empty form is answered with words, not with an error', async () => {
    const page = await attempt('', '');
    expect(page.status).toBeLessThan(500);
    expect(page.fields).toContain('password');
  });

  test('a long, a strange and a doubled field do no harm', async () => {
    for (const id of [
      '9'.repeat(3000),
      '<script>alert(1)</script>',
      "' or 1=1 --",
      '%00',
      '\u202e9990000018',
    ]) {
      const page = await attempt(id, 'x');
      expect(page.status, id.slice(0, 20)).toBeLessThan(500);
      expect(page.body).not.toContain('<script>alert');
    }
    const { page } = await party.open(new Browser());
    const doubled = await page.submit({
      national_id: [people.sara.id, people.reza.id],
      password: ['x', 'y'],
    });
    expect(doubled.status).toBeLessThan(500);
  });

  test('whoever guesses again and again has to wait, in any script of digits and at any address', async () => {
    const wrong = ['۹۹۹۰۰۰۰۰۹۳', '999-000-0093', '٩٩٩٠٠٠٠٠٩٣', '9990000093'];
    let last: WebPage | undefined;
    // The clock stands still, or a slow machine would wait the first two seconds out.
    app.travel({});
    for (let tries = 0; tries < 12; tries++) last = await attempt(wrong[tries % 4] ?? '', `guess ${tries}`);
    expect(last?.status).toBe(429);
    const right = await attempt(people.kaveh.id);
    expect(right.status).toBe(429);
    expect(right.text).not.toContain(people.kaveh.fa);
    expect((await attempt(people.omid.id)).fields).not.toContain('password');
  });
});

describe('what a client may not ask', () => {
  /** The answer to an authorization request, without following anywhere else. */
  async function ask(parameters: Record<string, string>): Promise<WebPage> {
    const { url } = await party.begin(parameters);
    return new Browser().open(url, { until: next => next.origin !== app.url });
  }

  test('an unknown client gets a page with the code, and nobody is sent anywhere', async () => {
    const page = await ask({ client_id: 'nobody', redirect_uri: 'http://localhost:8085/callback' });
    expect(page.url.origin).toBe(app.url);
    expect(page.status).toBe(400);
    expect(page.text).toContain('invalid_client');
    expect([page.lang, page.dir]).toEqual(['fa', 'rtl']);
  });

  test('an address that was not registered is never visited', async () => {
    for (const redirect_uri of [
      'http://localhost:8085/callback/',
      'http://localhost:8085/Callback',
      'http://localhost:8085/callback?x=1',
      'http://localhost:8085/callback#x',
      'http://localhost:8086/callback',
      'http://evil.example/callback',
      'http://localhost:8085@evil.example/callback',
      'http://localhost:8085/callback/../x',
      'http://localhost:8085/callback%2f..',
      'javascript:alert(1)',
    ]) {
      const page = await ask({ redirect_uri });
      expect(page.url.origin, redirect_uri).toBe(app.url);
      expect(page.status, redirect_uri).toBe(400);
      expect(page.text).toMatch(/invalid_redirect_uri|invalid_request/);
    }
  });

  test('a redirect address that is named twice is refused', async () => {
    const { url } = await party.begin();
    url.searchParams.append('redirect_uri', 'http://evil.example/');
    const page = await new Browser().open(url, { until: next => next.origin !== app.url });
    expect([page.url.origin, page.status]).toEqual([app.url, 400]);
  });

  /** In the query, in the fragment (where a refused response type sends it), or on our own page. */
  const errorOf = (page: WebPage) =>
    page.url.searchParams.get('error') ??
    new URLSearchParams(page.url.hash.slice(1)).get('error') ??
    page.text;

  test('an unknown purpose is an error that a developer can act on', async () => {
    const page = await ask({ purpose: 'no-such-purpose' });
    expect(errorOf(page)).toMatch(/invalid_request|invalid_target|unknown_purpose/);
    expect(`${page.url.searchParams.get('error_description')} ${page.text}`).toContain('purpose');
  });

  test('a scope that the client lacks, a missing challenge, a wrong response type: OAuth errors', async () => {
    expect(errorOf(await ask({ scope: 'openid admin:write' }))).toMatch(/invalid_scope/);
    expect(errorOf(await ask({ response_type: 'token' }))).toMatch(
      /unsupported_response_type|unauthorized_client|invalid_request/,
    );
    const { url } = await party.begin();
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    const page = await new Browser().open(url, { until: next => next.origin !== app.url });
    expect(errorOf(page)).toBe('invalid_request');
  });

  test('prompt=none without a session says login_required, at the registered address', async () => {
    const page = await ask({ prompt: 'none' });
    expect(party.isBack(page.url)).toBe(true);
    expect(page.url.searchParams.get('error')).toBe('login_required');
  });

  test('a field that the purpose lacks is not given, and the refusal says which', async () => {
    const browser = new Browser();
    const { journey, page } = await party.open(browser);
    const { end } = await walk(
      page,
      { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' },
      { until: party.isBack },
    );
    const { accessToken } = await party.finish(journey, end.url);
    const refused = await party.profile(accessToken, '?fields=entity.legal_name,entity.trade_card');
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.status).toBeLessThan(500);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await refused.json()) as Record<string, unknown>;
    expect(problem.code).toMatch(/^[a-z_]+\.[a-z_]+$/);
    expect(JSON.stringify(problem)).toContain('entity.trade_card');
    expect(problem.request_id).toMatch(/^[0-9A-Z-]{14}$/);
  });
});

describe('where a sign-in at Yekbar itself may lead', () => {
  test('only to a page of Yekbar, whatever the address says', async () => {
    for (const to of [
      '//evil.example/',
      'https://evil.example/',
      '/\\evil.example',
      '/%09/evil.example',
      'javascript:alert(1)',
    ]) {
      const browser = new Browser();
      const page = await browser.open(`${app.url}/sign-in?to=${encodeURIComponent(to)}`);
      const { end } = await walk(page, { id: people.navid.id, actingFor: 'self', decision: 'allow' });
      expect(end.url.origin, to).toBe(app.url);
      expect(browser.history.every(({ url }) => new URL(url).origin === app.url)).toBe(true);
    }
  });
});

describe('what is not a request at all', () => {
  test('a NUL or half a character is refused before any room reads it; so is a day that never was', async () => {
    const token = await app.adminToken();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const refused = async (path: string, init: RequestInit = { headers }) =>
      expect([path, (await fetch(app.url + path, { redirect: 'manual', ...init })).status]).toEqual([
        path,
        400,
      ]);
    for (const path of [
      '/admin/api/v1/clients?after=%00',
      '/admin/api/v1/audit?client=%00',
      '/api/v1/profile?fields=%00',
      '/auth?client_id=demo-basic&state=%00',
    ])
      await refused(path);
    for (const body of ['{"id":"\\u0000"}', '{"\\u0000":1}', '{"name":{"fa":"\\ud800"}}'])
      await refused('/admin/api/v1/clients', { method: 'POST', headers, body });
    const body = new URLSearchParams({ token: 'a\0b' });
    await refused('/developers/inspector', { method: 'POST', headers: { origin: app.url }, body });
    const dashes = `/admin/api/v1/audit?before=${'-'.repeat(36)}`;
    for (const path of [dashes, dashes.replace('audit', 'deliveries'), '/transparency.json?from=0000-01-01'])
      expect((await fetch(app.url + path, { headers })).status).toBe(200);
  });

  test('malformed JSON, a body too large and headers too large are refused, and the log says no more than that', async () => {
    const token = await app.adminToken();
    const before = app.log.length;
    const marker = 'THE-BODY-OF-THE-REQUEST';
    const post = (body: string) =>
      fetch(`${app.url}/admin/api/v1/clients`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
      });
    const malformed = await post(`{"name": "${marker}`);
    expect(malformed.status).toBe(400);
    const problem = (await malformed.json()) as { code: string; request_id: string };
    expect(problem.code).toBe('web.json_malformed');
    const large = await post(JSON.stringify({ name: marker.repeat(100_000) }));
    expect(large.status).toBe(413);
    const form = await fetch(`${app.url}/sign-in`, {
      method: 'POST',
      headers: { origin: app.url, 'content-type': 'application/x-www-form-urlencoded' },
      body: `national_id=${marker.repeat(10_000)}`,
      redirect: 'manual',
    });
    expect(form.status).toBeGreaterThanOrEqual(400);
    expect(form.status).toBeLessThan(500);
    const headers = await fetch(`${app.url}/`, { headers: { 'x-large': 'x'.repeat(40_000) } });
    expect(headers.status).toBe(431);
    const lines = app.log.slice(before).join('\n');
    expect(lines).not.toContain(marker);
    expect(lines).toMatch(new RegExp(`${problem.request_id}.*"fault":"${problem.code}"`));
    expect(lines).not.toMatch(/"level":"error"|"stack"/);
  });

  test('a path that cannot be decoded, a method that is not ours, a query in pieces', async () => {
    for (const path of ['/%E0%A4%A', '/systems/%00', '/?q[]=1&q[a]=2', '/?lang=xx', '/catalogue/__proto__']) {
      const response = await fetch(`${app.url}${path}`, { redirect: 'manual' });
      expect(response.status, path).toBeLessThan(500);
    }
    const put = await fetch(`${app.url}/me`, { method: 'PUT', redirect: 'manual' });
    expect(put.status).toBeLessThan(500);
    expect(app.log.join('\n')).not.toContain('"level":"error"');
  });

  test('a form that another site sends for her is refused', async () => {
    const { page } = await party.open(new Browser());
    const action = page.form('national_id').getAttribute('action') ?? '';
    for (const headers of [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const response = await fetch(new URL(action, page.url), {
        method: 'POST',
        headers,
        body: new URLSearchParams({ national_id: people.sara.id, password }),
        redirect: 'manual',
      });
      expect(response.status).toBe(403);
    }
  });

  test('every answer carries the headers that keep browsers safe', async () => {
    for (const path of ['/', '/nowhere', '/catalogue.json', '/api/v1/profile']) {
      const { headers } = await fetch(`${app.url}${path}`, { redirect: 'manual' });
      expect(headers.get('content-security-policy'), path).toContain("default-src 'none'");
      expect(headers.get('content-security-policy'), path).not.toContain('unsafe');
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('x-powered-by'), path).toBeNull();
      expect(headers.get('x-request-id'), path).toBeTruthy();
    }
  });
});
