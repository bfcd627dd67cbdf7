import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSpecial, type OutboundRules, outbound } from '../../src/outbound.ts';

let server: Server;
let asked: string[] = [];
let answer: RequestListener = (_req, res) => res.end('here');
let base = '';
beforeAll(async () => {
  server = createServer((req, res) => {
    asked.push(`${req.method} ${req.url}`);
    answer(req, res);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const live: OutboundRules = { thisMachine: false };
const demo: OutboundRules = { thisMachine: true };
const to = (...addresses: string[]) => ({
  resolve: async () => addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
});
const reason = (url: string, rules: OutboundRules) =>
  outbound({ url }, rules).then(
    ({ status }) => `answered ${status}`,
    error => error.reason,
  );

describe('an address that a client gave', () => {
  it('is asked over https only, and holds no name and password', async () => {
    expect(await reason('http://example.org/', live)).toBe('not_https');
    for (const url of ['file:///etc/passwd', 'gopher://x', 'https://a:b@example.org/', 'nonsense', ''])
      expect(await reason(url, live), url).toBe('malformed');
  });

  it('leads to no special-purpose network, however it is written', async () => {
    for (const host of [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '10.1.2.3',
      '172.20.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:a00:1]',
      '[64:ff9b::7f00:1]',
      '[fd00::1]',
      '[fe80::1]',
      '[ff02::1]',
    ])
      expect(await reason(`https://${host}/`, live), host).toBe('special_address');
    expect(await reason('https://localhost/', live)).toBe('special_address');
  });

  it('leads there by no name either, not even when only one of its addresses does', async () => {
    for (const addresses of [['10.0.0.1'], ['93.184.216.34', '127.0.0.1'], ['2606:2800::1', 'fd00::1']])
      expect(await reason('https://rebound.example/', { ...live, ...to(...addresses) })).toBe(
        'special_address',
      );
    expect(await reason('https://nobody.example/', { ...live, ...to() })).toBe('unknown_host');
  });

  it('whose name changes its mind is connected to as it was judged: the name is asked once', async () => {
    let times = 0;
    const { port } = server.address() as AddressInfo;
    const resolve = async () => [{ address: times++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
    const { body } = await outbound({ url: `http://rebound.example:${port}/` }, { ...demo, resolve });
    expect([times, body.toString()]).toEqual([1, 'here']);
  });

  it('on this machine is asked in the demo, on the network beside it never', async () => {
    expect(await reason(base, demo)).toBe('answered 200');
    expect(await reason('http://169.254.169.254/', demo)).toBe('not_https');
    expect(await reason('https://169.254.169.254/', demo)).toBe('special_address');
    expect(await reason('https://inner.example/', { ...demo, ...to('127.0.0.1', '10.0.0.1') })).toBe(
      'special_address',
    );
    expect(await reason('http://example.org/', { ...demo, ...to('93.184.216.34') })).toBe('not_https');
  });
});

describe('an answer', () => {
  it('that redirects is not followed', async () => {
    asked = [];
    answer = (_req, res) => res.writeHead(302, { location: `${base}/inside` }).end();
    expect(await reason(`${base}/moved`, demo)).toBe('answered 302');
    expect(asked).toEqual(['GET /moved']);
  });

  it('that is longer than allowed, or never ends, is cut off', async () => {
    answer = (_req, res) => res.end('x'.repeat(2000));
    expect(await reason(base, { ...demo, maxBytes: 1000 })).toBe('too_large');
    answer = (_req, res) => {
      res.write('x');
    };
    expect(await reason(base, { ...demo, timeoutMs: 100 })).toBe('timeout');
    answer = () => {};
    expect(await reason(base, { ...demo, timeoutMs: 100 })).toBe('timeout');
  });

  it('of a name that nobody can resolve in time is not waited for', async () => {
    const resolve = () => new Promise<never>(() => {});
    expect(await reason('https://slow.example/', { ...live, timeoutMs: 50, resolve })).toBe('timeout');
  });

  it('that never comes is told from one that refuses', async () => {
    expect(await reason('http://localhost:9/', demo)).toBe('unreachable');
    expect(await reason(base.replace('http:', 'https:'), demo)).toMatch(/certificate|unreachable/);
  });
});

it('public addresses are no special ones', () => {
  for (const address of ['93.184.216.34', '8.8.8.8', '2606:2800:220:1::1', '172.32.0.1', '192.0.3.1'])
    expect(isSpecial(address), address).toBe(false);
});
