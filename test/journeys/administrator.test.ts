import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser, textOf } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import { RelyingParty } from '../support/relying-party.ts';
import { openAs, signInAt } from '../support/stories.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const redirectUri = 'https://ports.example/callback';
const fields = ['entity.legal_name', 'entity.legal_id', 'entity.seat_address'];
const registration: Record<string, string | string[]> = {
  client_id: 'ports-booking',
  kind: 'live',
  name_fa: 'نوبت‌دهی بندر',
  name_en: 'Port booking',
  agency: 'new',
  agency_id: 'ports',
  agency_fa: 'سازمان بنادر و دریانوردی',
  agency_en: 'Ports and Maritime Organization',
  redirect_uris: redirectUri,
  auth_method: 'client_secret_basic',
  purpose: 'berth-booking',
  purpose_fa: 'نوبت پهلوگیری',
  purpose_en: 'Berth booking',
  text_fa: 'برای دادن نوبت پهلوگیری به همین شرکت.',
  text_en: 'To give a berth to this company.',
  basis: 'consent',
  law_fa: 'قانون بنادر',
  law_en: 'Ports Act',
  body_fa: 'مجلس شورای اسلامی',
  body_en: 'Islamic Consultative Assembly',
  law_number: '۱۲۳۴',
  law_date: '۱۳۹۸/۰۵/۰۱',
  articles: 'ماده ۳',
  subjects: ['legal_entity'],
  level: '1',
  retention_fa: 'یک سال',
  retention_en: 'One year',
  consent_days: '۳۶۵',
  fields,
};
const asSara = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' as const };

describe('in the pages of the administration', () => {
  let shirin: Browser;
  let farhad: Browser;
  let secret = '';
  let approval = '';

  test('Shirin signs in and registers a client with its purpose, fields and legal basis', async () => {
    const opened = await openAs(app, people.shirin.id, '/admin');
    shirin = opened.browser;
    expect(opened.page.status).toBe(200);
    const form = await shirin.open(`${app.url}/admin/clients/new`);
    const wrong = await form.submit({
      ...registration,
      redirect_uris: 'http://ports.example/cb',
      name_fa: '',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.find('[role="alert"]').textContent.length).toBeGreaterThan(20);
    expect(wrong.value('client_id')).toBe('ports-booking');
    const done = await form.submit(registration);
    expect(done.status).toBeLessThan(300);
    const codes = done.all('.code').map(textOf);
    expect(codes).toContain('ports-booking');
    secret = codes.find(code => /^[\w-]{32,}$/.test(code)) ?? '';
    expect(secret).not.toBe('');
    approval = done.link('/admin/approvals/').pathname;
  });

  test('the credentials are shown once', async () => {
    for (const path of ['/admin/clients/ports-booking', approval, '/admin', '/admin/clients']) {
      const page = await shirin.open(`${app.url}${path}`);
      expect(page.status, path).toBe(200);
      expect(page.body, path).not.toContain(secret);
    }
  });

  test('until it is approved the client works for nobody', async () => {
    const url = new URL(`${app.url}/auth`);
    const discovery = (await (await fetch(`${app.url}/.well-known/openid-configuration`)).json()) as Record<
      string,
      string
    >;
    url.pathname = new URL(discovery.authorization_endpoint ?? '').pathname;
    url.search = new URLSearchParams({
      client_id: 'ports-booking',
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid',
    }).toString();
    const page = await new Browser().open(url, { until: next => next.origin !== app.url });
    expect([page.url.origin, page.status]).toEqual([app.url, 400]);
  });

  test('she cannot approve what she registered herself, not even past the page', async () => {
    const page = await shirin.open(`${app.url}${approval}`);
    expect(page.fields).not.toContain('decision');
    const forced = await shirin.open(
      `${app.url}${approval}/decision`,
      { method: 'POST', body: new URLSearchParams({ decision: 'approved', reason: 'من خودم' }) },
      page.url,
    );
    expect(forced.status).toBeGreaterThanOrEqual(400);
    expect(forced.text).toContain('clients.same_person');
  });

  test('Farhad sees all that would come into force, approves, and it works at once', async () => {
    const opened = await openAs(app, people.farhad.id, '/admin');
    farhad = opened.browser;
    const page = await farhad.open(`${app.url}${approval}`);
    expect(page.text).toContain(people.shirin.fa);
    expect(page.text).toContain(redirectUri);
    const done = await page.submit({ decision: 'approved', reason: 'بررسی شد؛ قلم‌ها کم و به‌اندازه است.' });
    expect(done.status).toBe(200);
    const party = await RelyingParty.connect({
      issuer: app.url,
      clientId: 'ports-booking',
      clientSecret: secret,
      redirectUri,
    });
    const { accessToken } = await signInAt(party, new Browser(), asSara);
    const profile = (await (await party.profile(accessToken)).json()) as { fields: object; purpose: string };
    expect(profile.purpose).toBe('berth-booking');
    expect(Object.keys(profile.fields).sort()).toEqual([...fields].sort());
  });

  test('a decision is made once', async () => {
    const page = await farhad.open(`${app.url}${approval}`);
    expect(page.fields).not.toContain('decision');
    const again = await farhad.open(
      `${app.url}${approval}/decision`,
      { method: 'POST', body: new URLSearchParams({ decision: 'refused', reason: 'دوباره' }) },
      page.url,
    );
    expect(again.status).toBeGreaterThanOrEqual(400);
  });

  test('nobody without a role gets in', async () => {
    const { page } = await openAs(app, people.kaveh.id, '/admin');
    expect(page.status).toBe(403);
    expect((await new Browser().open(`${app.url}/admin`)).fields).toContain('password');
  });
});

describe('by the admin API', () => {
  // biome-ignore lint/suspicious/noExplicitAny: JSON of an API, read as it comes
  type Answer = { status: number; body: any };
  const call = async (token: string, method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${app.url}/admin/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined };
  };
  /** Values of a key anywhere in an answer. */
  const valuesOf = (value: unknown, key: string): unknown[] =>
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([name, inner]) => [
          ...(name === key ? [inner] : []),
          ...valuesOf(inner, key),
        ]);

  const input = {
    id: 'grain-permit',
    kind: 'live',
    name: { fa: 'مجوز غلات', en: 'Grain permits' },
    agency: { id: 'agriculture', name: { fa: 'وزارت جهاد کشاورزی', en: 'Ministry of Agriculture' } },
    redirect_uris: ['https://grain.example/callback'],
    auth_method: 'client_secret_basic',
    purposes: [
      {
        key: 'grain-permit',
        name: { fa: 'مجوز', en: 'Permit' },
        text: { fa: 'برای صدور مجوز خرید غلات.', en: 'To issue a permit to buy grain.' },
        basis: 'consent',
        law: {
          title: { fa: 'قانون خرید تضمینی', en: 'Guaranteed Purchase Act' },
          body: { fa: 'مجلس شورای اسلامی', en: 'Islamic Consultative Assembly' },
          number: '77',
          date: '2010-01-01',
          articles: '3',
        },
        fields: ['entity.legal_name', 'entity.legal_id'],
        subjects: ['legal_entity'],
        level: 1,
        retention: { fa: 'یک سال', en: 'One year' },
        consent_days: 365,
      },
    ],
  };

  test('it is described by OpenAPI, and every path that is described is there', async () => {
    const response = await fetch(`${app.url}/admin/api/v1/openapi.json`);
    expect(response.status).toBe(200);
    const { openapi, paths } = (await response.json()) as {
      openapi: string;
      paths: Record<string, { get?: object }>;
    };
    expect(openapi).toMatch(/^3\./);
    const token = await app.adminToken();
    for (const [path, methods] of Object.entries(paths))
      if ('get' in methods && !path.includes('{'))
        // What is of one agency is there for its own programs, and refused to the administration's.
        expect((await call(token, 'GET', path.replace('/admin/api/v1', ''))).status, path).toBe(
          JSON.stringify(methods.get).includes('agency:read') ? 403 : 200,
        );
  });

  test('two programs, two pairs of eyes: one registers a pilot, the other approves, and it works at once for who is named', async () => {
    const admin = await app.adminToken('demo-admin');
    const approver = await app.adminToken('demo-approver');
    const registered = await call(admin, 'POST', '/clients', { ...input, begins: 'pilot' });
    expect(registered.status, JSON.stringify(registered.body)).toBe(201);
    const secret = String(valuesOf(registered.body, 'client_secret')[0] ?? '');
    expect(secret.length).toBeGreaterThan(30);
    const read = await call(admin, 'GET', '/clients/grain-permit');
    expect(JSON.stringify(read.body)).not.toContain(secret);
    const approvals = await call(admin, 'GET', '/approvals');
    const open = (valuesOf(approvals.body, 'items').concat([approvals.body]) as unknown[])
      .flat()
      .find(one => JSON.stringify(one ?? '').includes('grain-permit')) as { id: string };
    const decision = { decision: 'approved', reason: 'دیده شد' };
    const own = await call(admin, 'POST', `/approvals/${open.id}/decision`, decision);
    expect([own.status, own.body.code]).toEqual([403, 'clients.same_person']);
    const done = await call(approver, 'POST', `/approvals/${open.id}/decision`, decision);
    expect(done.status, JSON.stringify(done.body)).toBeLessThan(300);
    const named = await call(admin, 'POST', '/clients/grain-permit/pilot-users', {
      national_id: people.sara.id,
    });
    expect(named.status, JSON.stringify(named.body)).toBe(201);
    const party = await RelyingParty.connect({
      issuer: app.url,
      clientId: 'grain-permit',
      clientSecret: secret,
      redirectUri: 'https://grain.example/callback',
    });
    const { accessToken } = await signInAt(party, new Browser(), asSara);
    expect((await party.profile(accessToken)).status).toBe(200);
    const user = String(named.body.items[0].id);
    expect((await call(admin, 'DELETE', `/clients/grain-permit/pilot-users/${user}`)).status).toBe(200);
    expect([401, 403]).toContain((await party.profile(accessToken)).status);
  });

  test('a suspended client is refused at the next call', async () => {
    const admin = await app.adminToken();
    const party = await app.party();
    const { accessToken } = await signInAt(party, new Browser(), asSara);
    expect((await party.profile(accessToken)).status).toBe(200);
    const suspended = await call(admin, 'POST', '/clients/demo-basic/suspension', { reason: 'آزمون' });
    expect(suspended.status, JSON.stringify(suspended.body)).toBeLessThan(300);
    expect([401, 403]).toContain((await party.profile(accessToken)).status);
  });

  test('without a token, with a scope too little, or with a citizen’s token: refused, with what is needed', async () => {
    expect((await call('nothing', 'GET', '/clients')).status).toBe(401);
    const reader = await app.adminToken('demo-admin', 'admin:read');
    expect((await call(reader, 'GET', '/clients')).status).toBe(200);
    const refused = await call(reader, 'POST', '/clients', input);
    expect(refused.status).toBe(403);
    expect(JSON.stringify(refused.body)).toContain('admin:write');
    const customs = await app.party('demo-customs', `${app.customs}/callback`);
    const { accessToken } = await signInAt(customs, new Browser(), asSara);
    expect([401, 403]).toContain((await call(accessToken, 'GET', '/clients')).status);
  });
});
