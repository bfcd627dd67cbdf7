/** The API of custodians as they call it: with their own token, in a body, never in an address. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';
import { companies } from '../support/people.ts';

let app: TestApp;
let token: string;
beforeAll(async () => {
  app = await testApp();
  token = await app.adminToken('demo-register', 'custody.write');
});
afterAll(() => app.close());

function call(method: string, path: string, body: unknown, more: { type?: string; token?: string } = {}) {
  return fetch(`${app.url}/api/v1/custody${path}`, {
    method,
    headers: {
      authorization: `Bearer ${more.token ?? token}`,
      'content-type': more.type ?? 'application/json',
      'accept-language': 'en',
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}
const capital = (version: number, key: string, shares: unknown = 45_000) => ({
  key,
  subject: { type: 'legal_entity', id: companies.arvand.id },
  version,
  fields: {
    'entity.capital': {
      value: { registered: '45000000000', paid_up: '45000000000', currency: 'IRR', shares },
      valid_from: '2026-11-01',
    },
  },
});

test('the custodian of the register of legal persons sends a correction and learns what became of each item', async () => {
  const answer = await call('POST', '/facts', {
    items: [capital(1, 'a'), capital(1, 'b'), capital(2, 'c', 'many')],
  });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    items: [
      { key: 'a', status: 'accepted' },
      { key: 'b', status: 'older', older: ['entity.capital'] },
      {
        key: 'c',
        status: 'refused',
        code: 'custody.value_malformed',
        field: 'entity.capital',
        detail: expect.stringMatching(/^The value of entity\.capital/),
      },
    ],
  });
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('a field of the tax office is not theirs to send, and the answer names it', async () => {
  const foreign = { ...capital(9, 'd'), fields: { 'entity.tax_clear': { value: true } } };
  const answer = await call('POST', '/facts', { items: [foreign] });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({
    code: 'custody.not_your_field',
    data: { field: 'entity.tax_clear' },
  });
});

test('many at once: begun, broken off, gone on with, and a report of what was refused', async () => {
  const begun = await call('POST', '/loads', { rows: 3 });
  expect(begun.status).toBe(201);
  const path = new URL(begun.headers.get('location') ?? '', app.url).pathname.replace('/api/v1/custody', '');
  const rows = [JSON.stringify(capital(10, 'l1')), 'not a row', JSON.stringify(capital(11, 'l2'))];
  const ndjson = { type: 'application/x-ndjson' };
  expect(await (await call('PUT', `${path}/rows?from=0`, `${rows[0]}\n`, ndjson)).json()).toMatchObject({
    state: 'open',
    next_row: 1,
  });
  expect((await call('PUT', `${path}/rows?from=2`, rows[2], ndjson)).status).toBe(409);
  expect((await call('PUT', `${path}/rows?from=0`, rows.join('\n'))).status).toBe(400);
  expect(await (await call('PUT', `${path}/rows?from=0`, rows.join('\n'), ndjson)).json()).toMatchObject({
    state: 'done',
    next_row: 3,
    accepted: 2,
    refused: 1,
  });
  expect(await (await call('GET', path, undefined)).json()).toMatchObject({
    rows: 3,
    refusals: [{ row: 1, code: 'custody.row_malformed', field: null, detail: expect.any(String) }],
  });
});

test('what is no JSON is said to be none, in the language that the program asks for; and an address that is not there', async () => {
  const form = await call('POST', '/facts', 'items=none', { type: 'text/plain' });
  expect(await form.json()).toMatchObject({
    status: 400,
    code: 'web.json_needed',
    detail: expect.stringContaining('Content-Type: application/json'),
  });
  expect(form.headers.get('content-language')).toBe('en');
  expect(await (await call('POST', '/facts', '{"items":')).json()).toMatchObject({
    code: 'web.json_malformed',
  });
  expect(await (await call('GET', '/facts', undefined)).json()).toMatchObject({
    status: 404,
    code: 'web.no_such_call',
    detail: expect.stringContaining('for GET'),
  });
});

test('without a token, with one that is none and with one of another scope nothing is sent, and each is told why', async () => {
  const items = { items: [capital(20, 'e')] };
  const refused = async (authorization: string | undefined, path: string) => {
    const answer = await fetch(`${app.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body: JSON.stringify(items),
    });
    const { code } = (await answer.json()) as { code: string };
    return [answer.status, code, answer.headers.get('www-authenticate')];
  };
  for (const path of ['/api/v1/custody/facts', '/api/v1/profiles']) {
    // Who sends no token is told of no error (RFC 6750 §3.1).
    expect(await refused(undefined, path)).toEqual([401, 'oidc.token_missing', 'Bearer realm="Yekbar"']);
    expect(await refused(`Bearer ${'x'.repeat(43)}`, path)).toEqual([
      401,
      'oidc.token_unknown',
      'Bearer error="invalid_token"',
    ]);
  }
  const other = await app.adminToken('demo-register', 'registers:signal');
  const answer = await call('POST', '/facts', items, { token: other });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ code: 'custody.scope_missing' });
});

test('whoever watches sees how each registry stands with us', async () => {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  expect(text).toContain('yekbar_registry_breaker{registry="tax"} 0');
});
