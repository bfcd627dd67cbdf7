import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteCall } from '../../src/client-calls.ts';
import { keepCalls } from '../../src/developer/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import { openAs, signInAt } from '../support/stories.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

interface Said {
  client_id: string;
  calls: {
    step: string;
    ok: boolean;
    code?: string;
    why?: string;
    fix?: string;
    parameter?: string;
    count: number;
  }[];
}
async function callsOf(client: string, query = ''): Promise<Said> {
  const token = await app.adminToken(client, '');
  const answer = await fetch(`${app.url}/api/v1/developer/calls?lang=en${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Said;
}
const token = (fields: Record<string, string>, secret = 'demo-basic-secret') =>
  fetch(`${app.url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`demo-basic:${secret}`).toString('base64')}` },
    body: new URLSearchParams(fields),
  });

test('a developer reads what his system asked, what failed, why, and what to do', async () => {
  const sara = new Browser();
  const party = await app.party();
  const signedIn = await signInAt(party, sara, {
    id: people.sara.id,
    actingFor: companies.arvand.id,
    decision: 'allow',
  });
  expect((await party.profile(signedIn.accessToken)).status).toBe(200);
  await party.profile(signedIn.accessToken, '?fields=person.nothing');
  await token({ grant_type: 'client_credentials' }, 'not the secret');
  await token({
    grant_type: 'authorization_code',
    code: 'x'.repeat(43),
    redirect_uri: 'http://localhost:8085/callback',
  });
  const { url } = await party.begin({ redirect_uri: 'http://localhost:8085/other', purpose: 'nobody-knows' });
  await sara.open(url);
  const { url: second } = await party.begin({ purpose: `about ${people.sara.id}` });
  await sara.open(second, { until: party.isBack });

  const { client_id, calls } = await callsOf('demo-basic');
  expect(client_id).toBe('demo-basic');
  const shape = calls.map(({ step, ok, code, parameter }) => [step, ok ? 'ok' : code, parameter ?? '']);
  for (const line of [
    ['authorization', 'ok', ''],
    ['token', 'ok', 'authorization_code'],
    ['profile', 'ok', ''],
    ['profile', 'release.field_not_in_purpose', 'fields'],
    ['token', 'invalid_client', 'client_secret'],
    ['token', 'invalid_grant', 'code'],
    ['authorization', 'invalid_redirect_uri', 'redirect_uri'],
    ['authorization', 'invalid_request', 'purpose'],
  ])
    expect(shape).toContainEqual(line);
  for (const call of calls) if (!call.ok) expect(call.why, call.code).toMatch(/^[A-Z].*\.$/);
  expect(calls.find(call => call.parameter === 'client_secret')?.fix).toContain('Send the secret');
  const errors = await callsOf('demo-basic', '&only=errors');
  expect(errors.calls.every(call => !call.ok)).toBe(true);
  // Another system sees its own only, and nothing that was sent is kept.
  expect((await callsOf('demo-tax')).calls.map(({ step }) => step)).toEqual(['token']);
  const kept = JSON.stringify(await app.system.db.selectFrom('client_call').selectAll().execute());
  for (const secret of [people.sara.id, signedIn.accessToken, 'not the secret', 'nobody-knows', '8085/other'])
    expect(kept).not.toContain(secret);
});

test('staff see a client’s calls on a page that loads itself anew when asked; to a citizen it is not there', async () => {
  const { browser, page } = await openAs(app, people.shirin.id, '/developers/systems?client=demo-basic');
  expect(page.url.pathname).toBe('/developers/systems/demo-basic/calls');
  expect(page.text).toContain('redirect_uri');
  expect(page.response.headers.get('refresh')).toBeNull();
  const live = await browser.open(`${app.url}/developers/systems/demo-basic/calls?only=errors&live=1`);
  expect(live.response.headers.get('refresh')).toBe('5');
  const citizen = await openAs(app, people.omid.id, '/me');
  const refused = await citizen.browser.open(`${app.url}/developers/systems/demo-basic/calls`);
  expect(refused.status).toBe(404);
});

test('a client that is stopped is told so, the same within a minute is one line, and only the last hundred stay', async () => {
  const at = new Date('2026-03-01T08:00:00Z');
  const call = {
    step: 'token',
    code: 'invalid_client',
    parameter: 'client_id',
    said: '',
    tracking: 'X',
  } as const;
  await app.system.db
    .updateTable('client')
    .set({ state: 'suspended' })
    .where('id', '=', 'demo-approver')
    .execute();
  for (const minute of Array(130).keys())
    for (const client of ['demo-approver', 'nobody-at-all'])
      for (const second of [0, 20])
        noteCall(app.system, {
          ...call,
          client,
          reason: 'client_unknown',
          at: new Date(at.getTime() + minute * 60_000 + second * 1000),
        });
  await keepCalls(app.op(), app.app.oidc.clientsOf);
  const rows = await app.system.db
    .selectFrom('client_call')
    .select(['client_id', 'count', 'reason', 'last_at'])
    .where('client_id', 'in', ['demo-approver', 'nobody-at-all'])
    .orderBy('last_at')
    .execute();
  expect(rows).toHaveLength(100);
  expect(rows[0]).toEqual({
    client_id: 'demo-approver',
    count: 2,
    reason: 'client_off',
    last_at: new Date(at.getTime() + 30 * 60_000 + 20_000),
  });
});

test('whoever only says to be a system does not push its own failures out of its list, whatever he sends', async () => {
  const own = {
    authorization: `Basic ${Buffer.from('demo-customs:demo-customs-secret').toString('base64')}`,
  };
  const send = (path: string, body: Record<string, string>, headers = {}) =>
    fetch(app.url + path, { method: 'POST', headers, body: new URLSearchParams(body) });
  await send('/token', { grant_type: 'nonsense' }, own);
  await send('/introspect', {}, own);
  await send('/par', { response_type: 'nonsense' }, own);
  const client_id = 'demo-customs';
  const attested = {
    'oauth-client-attestation': `e30.${Buffer.from(`{"sub":"${client_id}"}`).toString('base64url')}.x`,
  };
  const codes = async () =>
    (await callsOf(client_id, '&only=errors')).calls.map(({ step, code }) => `${step} ${code}`);
  const before = await codes();
  expect(before).toHaveLength(3);
  for (let minute = 0; minute < 8; minute += 1) {
    app.travel({ minutes: 1 });
    for (const path of ['/token', '/par', '/introspect', '/revoke', '/device/auth', '/backchannel']) {
      for (const body of [{}, { client_secret: 'x' }, { client_assertion: 'e30.e30.x' }])
        await send(path, { client_id, ...body });
      await send(path, { client_id }, attested);
    }
    for (const more of ['', '&response_type=x', '&scope=openid', '&request=x', '&claims=[', '&purpose=x'])
      await fetch(`${app.url}/auth?client_id=${client_id}${more}`, { redirect: 'manual' });
  }
  const after = await codes();
  expect(after.slice(-3)).toEqual(before);
  expect(after).toHaveLength(3 + 30);
});

test('what a system is refused stands in its list, however many tokens others show in the same second', async () => {
  const party = await app.party();
  const asSara = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' as const };
  const { accessToken } = await signInAt(party, new Browser(), asSara);
  await keepCalls(app.op(), app.app.oidc.clientsOf);
  app.travel({ minutes: 2 });
  for (let n = 0; n < 130; n += 1) await party.profile(`${n}`.padEnd(43, 'x'));
  expect((await party.profile(accessToken, '?fields=entity.nothing')).status).toBe(400);
  const { calls } = await callsOf('demo-basic', '&only=errors');
  expect(calls[0]).toMatchObject({ step: 'profile', code: 'release.field_not_in_purpose' });
});

test('what he says in a minute in which the system fails the same way does not stand in place of what it was told', async () => {
  const at = new Date('2026-03-02T08:00:00Z');
  const failed = { client: 'demo-tax', step: 'token', code: 'invalid_scope', reason: 'scope_wrong' } as const;
  const own = { ...failed, parameter: 'scope', said: 'its own', tracking: 'OWN', at };
  const claimed = { ...own, said: 'another', tracking: 'OTHER', claimed: true };
  for (const calls of [[claimed, own, claimed], [claimed], [own, claimed]]) {
    for (const call of calls) noteCall(app.system, call);
    await keepCalls(app.op(), app.app.oidc.clientsOf);
    const rows = await app.system.db
      .selectFrom('client_call')
      .select(['said', 'request_id', 'proven'])
      .where('client_id', '=', 'demo-tax')
      .where('code', '=', 'invalid_scope')
      .execute();
    expect(rows).toEqual([{ said: 'its own', request_id: 'OWN', proven: true }]);
  }
});

interface Tried {
  status: number;
  body: Record<string, unknown>;
}
async function tries(act: string, body: object = {}, client = 'demo-basic'): Promise<Tried> {
  const token = await app.adminToken(client, '');
  const answer = await fetch(`${app.url}/api/v1/sandbox/${act}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Tried['body'] };
}
const asSara = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' } as const;

test('in the sandbox a developer breaks a registry for a short time, never all of them, and mends it', async () => {
  const down = { registry: 'tax', how: 'down', seconds: 60 };
  expect((await tries('registries', down)).body).toMatchObject({ what: 'registry', key: 'tax', how: 'down' });
  expect(app.country.faults.of('tax').down).toBe('status');
  expect(await tries('registries', { ...down, seconds: 301 })).toMatchObject({
    status: 400,
    body: { code: 'demo.malformed' },
  });
  for (const registry of ['banking', 'health']) await tries('registries', { registry, how: 'slow' });
  expect(await tries('registries', { registry: 'education', how: 'wrong' })).toMatchObject({
    status: 409,
    body: { code: 'demo.too_much_broken' },
  });
  // Who did not break it does not mend it.
  expect((await tries('mend', {}, 'demo-tax')).body).toEqual({ mended: 0 });
  expect((await tries('mend')).body).toEqual({ mended: 3 });
  expect(app.country.faults.of('tax').down).toBeUndefined();
  await app.system.db.updateTable('client').set({ kind: 'live' }).where('id', '=', 'demo-register').execute();
  expect(await tries('registries', down, 'demo-register')).toMatchObject({ status: 403 });
});

test('an office ends and comes back, permission is withdrawn or runs out, tokens end: for one persona at one client', async () => {
  const party = await app.party();
  const signIn = async () =>
    (await signInAt(party, new Browser(), asSara, { prompt: 'consent' })).accessToken;
  const refusal = async (token: string) =>
    ((await (await party.profile(token)).json()) as { code?: string }).code;
  const sara = { person: 'sara' };
  const first = await signIn();
  await tries('offices', { ...sara, company: 'arvand' });
  expect(await refusal(first)).toMatch(/^release\.(power_ended|token_unknown)$/);
  expect((await tries('mend')).body).toEqual({ mended: 1 });

  const second = await signIn();
  expect(await refusal(second)).toBeUndefined();
  expect((await tries('withdrawals', sara)).body).toEqual({ ended: 1 });
  expect(await refusal(second)).toBe('release.consent_withdrawn');

  const third = await signIn();
  expect((await tries('later', { ...sara, days: 1 })).body).toEqual({ ended: 0 });
  expect((await tries('later', { ...sara, days: 3_650 })).body).toEqual({ ended: 1 });
  expect(await refusal(third)).toBe('release.consent_withdrawn');

  const fourth = await signIn();
  expect((await tries('tokens', sara)).body.ended).toBeGreaterThan(0);
  expect(await refusal(fourth)).toMatch(/^release\./);
  expect(await tries('tokens', { person: 'nobody' })).toMatchObject({ status: 404 });
  // All at once, or the key of one algorithm: the next module of a conformance suite wants no more.
  expect((await tries('keys')).status).toBe(200);
  expect((await tries('keys', { alg: 'ES256' })).body).toEqual({ turned: 1 });
  expect((await tries('keys', { alg: 'none' })).status).toBe(400);
});

test('the inspector knows the tokens that we sign, and forgets what was pasted', async () => {
  const { tokens } = await signInAt(await app.party(), new Browser(), asSara, { prompt: 'consent' });
  const pasted = tokens.id_token ?? '';
  const browser = new Browser();
  const page = await browser.open(`${app.url}/developers/inspector`);
  const read = await page.submit({ pasted });
  expect(read.text).toContain('امضا با کلید خودش درست است');
  expect(read.url.search).toBe('');
  expect(app.log.join('\n')).not.toContain(pasted.slice(0, 60));
});
