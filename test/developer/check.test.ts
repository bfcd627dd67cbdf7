import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RelyingParty, startRelyingParty } from '../../examples/relying-party/index.ts';
import { verifyRecordSignature } from '../../src/audit/index.ts';
import { run } from '../../src/cli/index.ts';
import { checkCases, hasPassed, nextCase, verdictOf } from '../../src/developer/check-cases.ts';
import { findReport } from '../../src/developer/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { people } from '../support/people.ts';
import { openAs } from '../support/stories.ts';

let app: TestApp;
let party: RelyingParty | undefined;
let sloppy: Server | undefined;
beforeAll(async () => {
  app = await testApp();
});
afterAll(async () => {
  await party?.close();
  sloppy?.closeAllConnections();
  sloppy?.close();
  await app?.close();
});

/** Begins a check by the system's own token. @returns where its test issuer stands, which stays the same */
async function issuerOf(clientId: string): Promise<string> {
  const token = await app.adminToken(clientId, '');
  const answer = await fetch(`${app.url}/api/v1/developer/checks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { issuer: string }).issuer;
}
async function check(clientId: string, login: string): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const access = { url: app.url, clientId, clientSecret: `${clientId}-secret` };
  const code = await run(['check', login], access, line => lines.push(line));
  return { code, lines };
}

test('our example system passes every case, and the signed report stands for ninety days', {
  timeout: 60_000,
}, async () => {
  const issuer = await issuerOf('demo-tax');
  party = await startRelyingParty({
    system: 'tax',
    port: Number(new URL(app.tax).port),
    issuer,
    clientId: 'demo-tax',
    clientSecret: 'demo-tax-secret',
  });
  const { code, lines } = await check('demo-tax', `${app.tax}/sign-in`);
  expect(lines.filter(line => line.startsWith('FAILED'))).toEqual([]);
  expect(code).toBe(0);
  expect(lines[0]).toContain(issuer);
  const said = await verifyRecordSignature(app.op(), lines.at(-1) ?? '', 'conformance-report+jwt');
  expect(said).toMatchObject({ iss: app.url, client_id: 'demo-tax', version: 1, passed: true });
  const later = (days: number) => ({ ...app.op(), at: new Date(app.op().at.getTime() + days * 86_400_000) });
  expect((await findReport(later(89), 'demo-tax'))?.report).toBe(lines.at(-1));
  expect(await findReport(later(91), 'demo-tax')).toBeUndefined();
  expect(await findReport(app.op(), 'demo-customs')).toBeUndefined();
});

test('a system that checks nothing is told what it took for true, case by case', {
  timeout: 60_000,
}, async () => {
  const issuer = await issuerOf('demo-customs');
  const base = app.customs;
  const callback = `${base}/callback`;
  sloppy = createServer(async (req, res) => {
    const url = new URL(req.url ?? '/', base);
    if (url.pathname === '/sign-in') {
      const asked = {
        client_id: 'demo-customs',
        response_type: 'code',
        scope: 'openid',
        redirect_uri: callback,
        code_challenge: createHash('sha256').update('always the same').digest('base64url'),
        code_challenge_method: 'S256',
      };
      res.writeHead(303, {
        location: `${issuer}/auth?${new URLSearchParams({ ...asked, state: 'x', nonce: 'y' })}`,
      });
    } else if (url.searchParams.has('code')) {
      const code = url.searchParams.get('code') ?? '';
      const code_verifier = 'always the same';
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: callback,
        code_verifier,
      });
      const tokens = (await (await fetch(`${issuer}/token`, { method: 'POST', body })).json()) as {
        access_token?: string;
      };
      if (tokens.access_token)
        await fetch(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    }
    res.end();
  });
  await new Promise<void>(done => sloppy?.listen(Number(new URL(base).port), 'localhost', done));
  const { code, lines } = await check('demo-customs', `${base}/sign-in`);
  expect(code).toBe(1);
  const failed = lines.filter(line => line.startsWith('FAILED')).map(line => line.slice(8));
  for (const line of [
    'nonce: went_on',
    'iss: went_on',
    'aud: went_on',
    'none: went_on',
    'expired: went_on',
    'state: redeemed',
    'replay: redeemed',
    'mixup: redeemed',
    'logout_nonce: accepted',
  ])
    expect(failed).toContain(line);
  const { page } = await openAs(app, people.shirin.id, '/developers/systems/demo-customs/checks');
  const one = await page.follow(/۰/);
  expect(one.text).toContain('RFC 9207');
});

test('whoever knows the place of no check finds nothing, and a request that is not in order begins no case', async () => {
  expect((await fetch(`${app.url}/sandbox/op/${'x'.repeat(22)}/jwks`)).status).toBe(410);
  const issuer = await issuerOf('demo-basic');
  const asked = {
    client_id: 'demo-basic',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: 'http://localhost:9/evil',
  };
  const answer = await fetch(`${issuer}/auth?${new URLSearchParams(asked)}`, { redirect: 'manual' });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('location')).toBeNull();
});

test('each case is judged by what was seen, and what was not tried is not passed', () => {
  expect(nextCase({})).toBe('ok');
  expect(nextCase({ ok: ['begun'], key: ['begun'] })).toBe('nonce');
  expect(verdictOf('ok', ['begun', 'token', 'fetch']).result).toBe('passed');
  expect(verdictOf('ok', ['begun', 'token'])).toMatchObject({ result: 'failed', why: 'no_fetch' });
  expect(verdictOf('ok', ['begun', 'token', 'fetch', 'no_pkce'])).toMatchObject({ why: 'pkce' });
  expect(verdictOf('signature', ['begun', 'token']).result).toBe('passed');
  expect(verdictOf('signature', ['begun', 'token', 'fetch'])).toMatchObject({ result: 'advised' });
  expect(verdictOf('none', ['begun', 'token', 'fetch'])).toMatchObject({ why: 'went_on' });
  expect(verdictOf('signature', ['begun'])).toMatchObject({ why: 'no_token' });
  expect(verdictOf('mixup', ['begun']).result).toBe('passed');
  expect(verdictOf('mixup', ['begun', 'token'])).toMatchObject({ why: 'redeemed' });
  expect(verdictOf('refresh').result).toBe('not_applicable');
  expect(verdictOf('refresh', ['token', 'reused'])).toMatchObject({ why: 'reused' });
  expect(verdictOf('logout', ['accepted']).result).toBe('passed');
  expect(verdictOf('logout_nonce', ['accepted'])).toMatchObject({ why: 'accepted' });
  const all = checkCases.map(key => verdictOf(key, []));
  expect(hasPassed(all)).toBe(false);
  expect(
    hasPassed([
      { key: 'ok', result: 'passed' },
      { key: 'jwks', result: 'not_applicable' },
    ]),
  ).toBe(true);
});
