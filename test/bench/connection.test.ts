import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Connection } from '../../bench/connection.ts';

let server: Server;
let origin: string;
let connections = 0;
beforeAll(async () => {
  server = createServer((req, res) => {
    if (req.url === '/away')
      return void res
        .writeHead(303, { location: '/there?a=b:c', 'set-cookie': ['a=1; path=/', 'b=2'] })
        .end();
    if (req.url === '/close') return void res.writeHead(200, { connection: 'close' }).end('last');
    if (req.url === '/long') {
      for (let part = 0; part < 200; part++) res.write(`${'یک‌بار'.repeat(50)}\n`);
      return void res.end();
    }
    let body = '';
    req.on('data', part => {
      body += part;
    });
    req.on('end', () =>
      res
        .setHeader('content-length', Buffer.byteLength(`${req.method} ${body}`))
        .end(`${req.method} ${body}`),
    );
  });
  server.on('connection', () => connections++);
  await new Promise<void>(done => server.listen(0, 'localhost', done));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test('the driver reads answers of known length, in chunks and with redirects, over one connection', async () => {
  const connection = new Connection(origin);
  expect(await connection.request('POST', '/', {}, 'سلام')).toMatchObject({ status: 200, body: 'POST سلام' });
  const away = await connection.request('GET', '/away', {});
  expect(away).toMatchObject({ status: 303, location: '/there?a=b:c', cookies: ['a=1; path=/', 'b=2'] });
  const long = await connection.request('GET', '/long', {});
  expect(long.body.split('\n')).toHaveLength(201);
  expect(new Set(long.body.trim().split('\n')).size).toBe(1);
  expect(connections).toBe(1);
  connection.close();
});

test('after a server closed the connection the next request opens another', async () => {
  const connection = new Connection(origin);
  expect((await connection.request('GET', '/close', {})).body).toBe('last');
  expect((await connection.request('GET', '/', {})).status).toBe(200);
  connection.close();
});

test('a server that is not there fails the request', async () => {
  await expect(new Connection('http://localhost:9').request('GET', '/', {})).rejects.toThrow();
});
