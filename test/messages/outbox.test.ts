import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  carriersOf,
  deliverMessages,
  listOutbox,
  sendMessage,
  sweepMessages,
} from '../../src/messages/index.ts';
import { atomically } from '../../src/operation.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let it: TestSystem;
let gateway: Server;
let answers = 200;
const received: { authorization: string | undefined; body: unknown }[] = [];

beforeAll(async () => {
  it = await testSystem();
  gateway = createServer((req, res) => {
    let body = '';
    req.on('data', part => {
      body += part;
    });
    req.on('end', () => {
      if (answers === 200)
        received.push({ authorization: req.headers.authorization, body: JSON.parse(body) });
      res.writeHead(answers).end();
    });
  });
  await new Promise<void>(done => gateway.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  await new Promise(done => gateway.close(done));
  await it.close();
});

const carriers = () =>
  carriersOf({
    smsUrl: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`,
    smsToken: 'gateway-token',
    smtpUrl: undefined,
    mailFrom: undefined,
  });
const sms = { channel: 'sms', to: '+989990000018', text: '123456 رمز شماست' } as const;

test('a message whose transaction fails is never sent', async () => {
  const op = it.op();
  await expect(
    atomically(op, async inner => {
      await sendMessage(inner, sms, null);
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await deliverMessages(it.op(), carriers())).toBe(0);
});

test('a waiting message is carried once, even by two runners', async () => {
  await sendMessage(it.op(), sms, null);
  const carried = await Promise.all([
    deliverMessages(it.op(), carriers()),
    deliverMessages(it.op(), carriers()),
  ]);
  expect(carried[0] + carried[1]).toBe(1);
  expect(received).toEqual([{ authorization: 'Bearer gateway-token', body: { to: sms.to, text: sms.text } }]);
});

test('a message that the gateway refuses is tried again later, and the log says nothing of its text', async () => {
  answers = 503;
  await sendMessage(it.op(), sms, null);
  expect(await deliverMessages(it.op(), carriers())).toBe(0);
  answers = 200;
  expect(await deliverMessages(it.op(), carriers())).toBe(0);
  it.clock.advance({ minutes: 1 });
  expect(await deliverMessages(it.op(), carriers())).toBe(1);
  expect(it.log.join('')).not.toContain(sms.to);
});

test('no number and no text stands readable in the database, and old messages are erased', async () => {
  const { rows } = await sql<{ row: string }>`select message::text as row from message`.execute(it.system.db);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map(row => row.row).join()).not.toMatch(/9990000018|123456/);
  expect((await listOutbox(it.op(), 10))[0]).toMatchObject(sms);
  it.clock.advance({ days: 2 });
  expect(await sweepMessages(it.op())).toBe(rows.length);
});
