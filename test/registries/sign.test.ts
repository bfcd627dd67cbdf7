/** A registry that wants to know that a question is ours: it checks the signature as RFC 9421 says. */
import { createPublicKey, generateKeyPairSync, hash, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { parseSigningKeys } from '../../src/contracts.ts';
import { parseLegalId } from '../../src/identifiers.ts';
import { createRegistries } from '../../src/registries/index.ts';
import { companies } from '../support/people.ts';

const AT = new Date('2026-11-21T07:22:00Z');
const { privateKey } = generateKeyPairSync('ed25519');
const secret = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
const keys = parseSigningKeys(JSON.stringify({ tax: { id: 'yekbar-1', key: secret } }));

/** Rebuilds what was signed from what arrived, in the order that the signature names. */
function isOurs(url: string, headers: IncomingHttpHeaders, body: string): boolean {
  const params = String(headers['signature-input']).replace(/^yekbar=/, '');
  const digest = `sha-256=:${hash('sha256', body, 'base64')}:`;
  if (headers['content-digest'] !== digest) return false;
  const names = [...(/^\(([^)]*)\)/.exec(params)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(
    match => match[1] ?? '',
  );
  const values: Record<string, unknown> = { ...headers, '@method': 'POST', '@target-uri': url };
  const base = [...names.map(name => `"${name}": ${values[name]}`), `"@signature-params": ${params}`].join(
    '\n',
  );
  const signature = Buffer.from(/^yekbar=:(.+):$/.exec(String(headers.signature))?.[1] ?? '', 'base64');
  return verify(null, Buffer.from(base), createPublicKey(privateKey), signature);
}

test('a question is signed where the registry wants it: method, address, body and tracking code', async () => {
  const arrived: { url: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    arrived.push({ url: `http://${req.headers.host}${req.url}`, headers: req.headers, body });
    res.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"NO_RECORD"}');
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const registries = createRegistries(
      { tax: address, welfare: address },
      { timeoutMs: 5_000, now: () => AT, secrets: registry => ({ signing: keys[registry] }) },
    ).under('7K3M-92QD-4XTA', () => {});
    const entity = { kind: 'entity', id: parseLegalId(companies.arvand.id) } as const;
    await registries.fields.get('tax')?.facts(entity, 5_000);
    await registries.fields.get('welfare')?.facts(entity, 5_000);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  const [tax, welfare] = arrived;
  if (!tax || !welfare) throw new Error('not asked');
  expect(isOurs(tax.url, tax.headers, tax.body)).toBe(true);
  expect(tax.headers['signature-input']).toContain(
    `created=${AT.getTime() / 1_000};keyid="yekbar-1";alg="ed25519"`,
  );
  // Changed on the way, sent elsewhere or under another code, it is not ours any more.
  expect(isOurs(tax.url, tax.headers, tax.body.replace('1', '2'))).toBe(false);
  expect(isOurs(`${tax.url}/else`, tax.headers, tax.body)).toBe(false);
  expect(isOurs(tax.url, { ...tax.headers, 'x-inquiry': 'OTHER' }, tax.body)).toBe(false);
  // Who did not ask for it gets none.
  expect(welfare.headers.signature).toBeUndefined();
});

test('a key that is none is said at the start, without the key', () => {
  const bad = {
    DATA_DIR: '/nonexistent',
    MASTER_KEY: Buffer.alloc(32).toString('base64'),
    COOKIE_KEYS: `${'a'.repeat(32)},${'b'.repeat(32)}`,
  };
  const start = () => readConfig({ ...bad, REGISTRY_KEYS: '{"tax": {"id": "yekbar-1", "key": "c2VjcmV0"}}' });
  expect(start).toThrow(/REGISTRY_KEYS must be like/);
  expect(start).not.toThrow(/c2VjcmV0/);
});
