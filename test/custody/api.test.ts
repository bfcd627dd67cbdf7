/** The API of custodians as they call it: with their own token, in a body, never in an address. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepCustody } from '../../src/custody/index.ts';
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

/** The same with its properties in the opposite order, to the last. */
const turned = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, one]) => [key, turned(one)]),
      )
    : value;

test('an item that is sent again with its properties in another order is the same item', async () => {
  await call('POST', '/facts', { items: [capital(3, 'order')] });
  const again = await call('POST', '/facts', {
    items: [turned(capital(3, 'order')), turned(capital(3, 'order', 45_001))],
  });
  expect(await again.json()).toMatchObject({
    items: [
      { key: 'order', status: 'accepted', repeated: true },
      { key: 'order', status: 'refused', code: 'custody.key_reused' },
    ],
  });
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

test('many at once: begun, broken off, gone on with, and a report of what was refused, for ninety days', async () => {
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
  const sweepAfter = (days: number) =>
    sweepCustody({ ...app.op(), at: new Date(app.system.now().getTime() + days * 86_400_000) });
  await sweepAfter(89);
  expect((await call('GET', path, undefined)).status).toBe(200);
  await sweepAfter(91);
  expect((await call('GET', path, undefined)).status).toBe(404);
  const { rows: left } = await sql`select 1 from custody_refusal`.execute(app.system.db);
  expect(left).toEqual([]);
});

/** A load of so many rows, and how to send bytes of it. */
async function load(rows: number) {
  const begun = await call('POST', '/loads', { rows });
  const path = new URL(begun.headers.get('location') ?? '', app.url).pathname.replace('/api/v1/custody', '');
  return {
    send: async (from: number, body: string | Buffer, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${app.url}/api/v1/custody${path}/rows?from=${from}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', ...headers },
        body,
      });
      return (await answer.json()) as Record<string, unknown>;
    },
    refusals: async () => {
      const report = (await (await call('GET', path, undefined)).json()) as { refusals: { code: string }[] };
      return report.refusals.map(refusal => refusal.code);
    },
  };
}

test('a load uses up no row that it could not read: none of a compressed body, none that was cut, no empty line', async () => {
  const rows = [30, 31, 32, 33].map(version => JSON.stringify(capital(version, `cut-${version}`)));
  const { send, refusals } = await load(4);
  const zipped = await send(0, gzipSync(rows.join('\n')), { 'content-encoding': 'gzip' });
  expect(zipped).toMatchObject({ status: 400, code: 'custody.load_encoding' });
  // A mark before the first row, an empty line, and an end inside the second row.
  const first = `\ufeff${rows[0]}\r\n\r\n${rows[1]?.slice(0, 40)}`;
  expect(await send(0, first)).toMatchObject({ state: 'open', next_row: 1, accepted: 1, refused: 0 });
  // Cut inside a letter is cut as well.
  const letter = Buffer.from(`${rows[1]}\n{"نام"`);
  const cut = letter.subarray(0, letter.indexOf(Buffer.from('م')) + 1);
  expect(await send(1, cut)).toMatchObject({ next_row: 2, accepted: 2, refused: 0 });
  expect(await send(2, `${rows[2]}\n\n \n${rows[3]}\n\n`)).toMatchObject({ state: 'done', accepted: 4 });
  expect(await send(4, '\n')).toMatchObject({ state: 'done' });
  expect(await refusals()).toEqual([]);
});

test('a value of thousands of levels is refused, alone and in a row, and what comes after it is taken', async () => {
  const deep = (levels: number) => {
    const value = `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    return JSON.stringify(capital(50, `deep-${levels}`, 'deep')).replace('"deep"', value);
  };
  const rows = [2_200, 2_000, 1_800, 1_500, 8_000].map(deep);
  // Where the depth is too much depends on the machine: for the reader of JSON, or for who looks at the value.
  for (const row of rows)
    expect((await call('POST', '/facts', `{"items":[${row}]}`)).status).toBeLessThan(500);
  const { send, refusals } = await load(6);
  const sent = [...rows, JSON.stringify(capital(51, 'shallow'))].join('\n');
  expect(await send(0, sent)).toMatchObject({ state: 'done', accepted: 1, refused: 5 });
  for (const code of await refusals()) expect(code).toMatch(/^custody\.(value|row)_malformed$/);
});

test('bytes that are not UTF-8 are refused, not kept as other signs: as facts, and as a row of a load', async () => {
  const windows1256 = (key: string) => {
    const text = JSON.stringify({
      key,
      subject: { type: 'legal_entity', id: companies.arvand.id },
      version: 70,
      fields: { 'entity.legal_name': { value: 'NAME' } },
    });
    return Buffer.concat([
      Buffer.from(text.slice(0, text.indexOf('NAME'))),
      Buffer.from([0xd4, 0xd1, 0xdf, 0xca]),
      Buffer.from(text.slice(text.indexOf('NAME') + 4)),
    ]);
  };
  const body = Buffer.concat([Buffer.from('{"items":['), windows1256('arabic'), Buffer.from(']}')]);
  const answer = await fetch(`${app.url}/api/v1/custody/facts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'web.json_malformed' });
  const { send, refusals } = await load(1);
  expect(await send(0, windows1256('arabic row'))).toMatchObject({ accepted: 0, refused: 1 });
  expect(await refusals()).toEqual(['custody.row_malformed']);
});

test('a row of a load holds whole texts only: no NUL, and no half of a character, in a value or a name', async () => {
  const { send, refusals } = await load(4);
  const named = (key: string, more: object) => JSON.stringify({ ...capital(80, key), ...more });
  const name = (value: string) => ({ fields: { 'entity.legal_name': { value } } });
  const rows = [
    named('half', name('نام \ud800 بد')),
    named('nul', { fields: { 'entity.legal_name': { value: 'نام', record: 'a\0b' } } }),
    named('name', { '\ud800': 1 }),
    named('whole', {}),
  ];
  expect(await send(0, rows.join('\n'))).toMatchObject({ state: 'done', accepted: 1, refused: 3 });
  expect(await refusals()).toEqual(Array(3).fill('custody.row_malformed'));
});

test('the last row that was announced is taken as it comes, for after it nothing comes', async () => {
  const { send, refusals } = await load(2);
  expect(await send(0, `${JSON.stringify(capital(100, 'last'))}\n{"half`)).toMatchObject({
    state: 'done',
    accepted: 1,
    refused: 1,
  });
  expect(await refusals()).toEqual(['custody.row_malformed']);
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

test('of a request that never seems to end so many rows are taken, and its sender hears where to go on', async () => {
  const { send } = await load(6_000);
  const longRow = `${'x'.repeat(3_000)}\n`;
  expect(await send(0, longRow.repeat(3_000))).toMatchObject({ state: 'open', next_row: 2_000 });
  expect(await send(1_000, longRow.repeat(1_100))).toMatchObject({ next_row: 2_100, refused: 2_100 });
});

test('who is refused in the middle of a load hears so, however much is still on its way', async () => {
  const begun = await call('POST', '/loads', { rows: 1 });
  const path = new URL(begun.headers.get('location') ?? '', app.url).pathname;
  const sending = request(`${app.url}${path}/rows?from=0`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
  });
  // Far more than lies in buffers on the way: it is sent only if somebody takes it.
  sending.end(`${'x'.repeat(50_000)}\n`.repeat(400));
  const [answer] = (await once(sending, 'response')) as [IncomingMessage];
  expect(answer.resume().statusCode).toBe(400);
  if (!sending.writableFinished) await once(sending, 'finish');
  expect(sending.socket?.destroyed).toBe(false);
});
