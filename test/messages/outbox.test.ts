import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  carriersOf,
  countMessages,
  deliverMessages,
  isStuck,
  listOutbox,
  sendMessage,
  sweepMessages,
} from '../../src/messages/index.ts';
import { atomically } from '../../src/operation.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let it: TestSystem;
let gateway: Server;
let answers = 200;
let slowMs = 0;
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
      setTimeout(() => res.writeHead(answers).end(), slowMs);
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
const countTried = async () =>
  (await sql`select 1 from message where attempts > 0 and state = 'waiting'`.execute(it.system.db)).rows
    .length;
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

const texts = () => received.map(({ body }) => (body as { text: string }).text);
const notice = (n: number) => ({ ...sms, text: `notice ${n}` });
const soon = () => ({ usefulUntil: new Date(it.clock.now().getTime() + 300_000) });

test('a code leaves at once although hundreds of other messages wait before it', async () => {
  received.length = 0;
  for (let n = 0; n < 200; n++) await sendMessage(it.op(), notice(n), null);
  it.clock.advance({ seconds: 1 });
  await sendMessage(it.op(), { ...sms, text: 'the code' }, null, soon());
  slowMs = 50;
  expect(await deliverMessages(it.op(), carriers())).toBe(201);
  slowMs = 0;
  expect(texts().indexOf('the code')).toBeLessThan(50);
});

test('a message that the gateway does not answer holds no other back, and is not sent twice meanwhile', async () => {
  let answer = () => {};
  const hung = new Promise<void>(done => {
    answer = done;
  });
  const sent: string[] = [];
  const carry = async ({ text }: { text: string }) => {
    if (text === 'notice 0') await hung;
    sent.push(text);
  };
  for (let n = 0; n < 100; n++) await sendMessage(it.op(), notice(n), null);
  const delivering = deliverMessages(it.op(), { sms: carry, email: carry });
  await vi.waitUntil(() => sent.length === 99, 5_000);
  it.clock.advance({ seconds: 10 });
  expect(await deliverMessages(it.op(), { sms: carry, email: carry })).toBe(0);
  await sendMessage(it.op(), notice(100), null);
  await vi.waitUntil(() => sent.includes('notice 100'), 5_000);
  answer();
  expect(await delivering).toBe(101);
});

test('a code whose time is over is never sent, and nobody is told that messages do not arrive', async () => {
  answers = 503;
  await sendMessage(it.op(), sms, null, soon());
  await deliverMessages(it.op(), carriers());
  it.clock.advance({ seconds: 20 });
  expect(await isStuck(it.op(), 'sms')).toBe(true);
  answers = 200;
  it.clock.advance({ minutes: 5 });
  expect(await deliverMessages(it.op(), carriers())).toBe(0);
  await sweepMessages(it.op());
  expect(await isStuck(it.op(), 'sms')).toBe(false);
  expect(await countMessages(it.op())).toMatchObject({ waiting: 0, given_up: 1 });
});

test('messages that only wait for their turn are no sign that none arrive', async () => {
  let answer = () => {};
  const hung = new Promise<void>(done => {
    answer = done;
  });
  await sendMessage(it.op(), notice(1), null);
  it.clock.advance({ minutes: 1 });
  const carry = () => hung;
  const delivering = deliverMessages(it.op(), { sms: carry, email: carry });
  await vi.waitUntil(async () => (await countTried()) === 1, 5_000);
  expect(await isStuck(it.op(), 'sms')).toBe(false);
  answer();
  expect(await delivering).toBe(1);
});

test('whoever stops waits for what is on the way and sends nothing more', async () => {
  for (let n = 0; n < 60; n++) await sendMessage(it.op(), notice(n), null);
  const stop = new AbortController();
  const carry = async () => stop.abort();
  const carried = await deliverMessages(it.op(), { sms: carry, email: carry }, { stopping: stop.signal });
  expect(carried).toBeLessThanOrEqual(20);
  expect(await deliverMessages(it.op(), carriers())).toBe(60 - carried);
});

test('a message that still waits is not erased but sent, days later too', async () => {
  await sendMessage(it.op(), notice(7), null);
  it.clock.advance({ days: 2 });
  await sweepMessages(it.op());
  received.length = 0;
  expect(await deliverMessages(it.op(), carriers())).toBe(1);
  expect(texts()).toEqual(['notice 7']);
  await sweepMessages(it.op());
});

test('no number and no text stands readable in the database, and old messages are erased', async () => {
  await sendMessage(it.op(), sms, null);
  await deliverMessages(it.op(), carriers());
  const { rows } = await sql<{ row: string }>`select message::text as row from message`.execute(it.system.db);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map(row => row.row).join()).not.toMatch(/9990000018|123456/);
  expect((await listOutbox(it.op(), 10))[0]).toMatchObject(sms);
  it.clock.advance({ days: 2 });
  expect(await sweepMessages(it.op())).toBe(rows.length);
});
