import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { atomically } from '../../src/operation.ts';
import {
  countSignals,
  type Delivering,
  deliverSignals,
  listDeliveries,
  queueSignal,
  retryDelivery,
  type Signal,
  sweepSignals,
} from '../../src/signals/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let it: TestSystem;
let answer: number | Error = 200;
const told: { url: string; token: string }[] = [];
const jtis: string[] = [];
const delivering: Delivering = {
  sign: async (_op, { claims }, jti) => {
    jtis.push(jti);
    return claims.gone ? undefined : `signed ${String(claims.sub)}`;
  },
  send: async (_op, { url }, token) => {
    if (typeof answer !== 'number') throw answer;
    if (answer < 300) told.push({ url, token });
    return answer;
  },
};
/** Moments differ, so that the newest is the newest. */
const queue = (what: Signal) => {
  it.clock.advance({ seconds: 1 });
  return queueSignal(it.op(), what);
};
const signal = (sub: string, more: Partial<Signal> = {}): Signal => ({
  clientId: 'tax',
  url: 'https://tax.example/secret-path',
  kind: 'backchannel_logout',
  claims: { sub },
  ...more,
});
const deliver = () => deliverSignals(it.op(), delivering);

beforeAll(async () => {
  it = await testSystem();
});
afterAll(() => it.close());

test('a signal whose transaction fails is never delivered', async () => {
  await expect(
    atomically(it.op(), async op => {
      await queueSignal(op, signal('nobody'));
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await deliver()).toBe(0);
});

test('a waiting signal is delivered once, even by two runners', async () => {
  await queue(signal('a'));
  const [one, other] = await Promise.all([deliver(), deliver()]);
  expect(one + other).toBe(1);
  expect(told).toEqual([{ url: 'https://tax.example/secret-path', token: 'signed a' }]);
  expect(await listDeliveries(it.op(), { limit: 5 })).toMatchObject([
    { clientId: 'tax', state: 'delivered', status: 200, attempts: 1, failure: null, nextTryAt: null },
  ]);
});

test('one that is refused is tried again after pauses that grow, for hours, each time with a jti of its own', async () => {
  answer = 503;
  jtis.length = 0;
  const id = await queue(signal('b'));
  const began = it.clock.now().getTime();
  let last = began;
  for (let tries = 0; tries < 20; tries++) {
    const before = jtis.length;
    await deliver();
    expect(jtis.length).toBe(before + 1);
    last = it.clock.now().getTime();
    expect(await deliver()).toBe(0);
    const [delivery] = await listDeliveries(it.op(), { limit: 1 });
    if (!delivery?.nextTryAt) break;
    expect(delivery.nextTryAt.getTime()).toBeGreaterThan(last);
    it.clock.set(delivery.nextTryAt);
  }
  expect([jtis.length, new Set(jtis).size]).toEqual([14, 14]);
  expect((last - began) / 3_600_000).toBeGreaterThan(3);
  expect((await listDeliveries(it.op(), { state: 'given_up', limit: 5 }))[0]).toMatchObject({
    id,
    status: 503,
    attempts: 14,
  });
});

test('whoever administers sends it again, and that is on the record; what was delivered is not sent twice', async () => {
  answer = 200;
  const op = it.op({ kind: 'client', clientId: 'demo-admin', scopes: [] });
  const [given] = await listDeliveries(op, { state: 'given_up', limit: 1 });
  await retryDelivery(op, given?.id ?? '');
  expect(await deliver()).toBe(1);
  await expect(retryDelivery(op, given?.id ?? '')).rejects.toMatchObject({ code: 'signals.delivered' });
  await expect(retryDelivery(op, 'x')).rejects.toMatchObject({ code: 'signals.not_found' });
  const { rows } = await sql<{ data: unknown; client_id: string }>`
    select data, client_id from audit_event where kind = 'signals.retried'`.execute(it.system.db);
  expect(rows).toEqual([{ data: { signal: given?.id }, client_id: 'tax' }]);
});

test('an address that does not answer is named by its reason only, in the list and in the log', async () => {
  answer = Object.assign(new Error('connect https://tax.example/secret-path'), { reason: 'timeout' });
  await queue(signal('c'));
  await deliver();
  expect((await listDeliveries(it.op(), { limit: 1 }))[0]).toMatchObject({
    state: 'waiting',
    status: null,
    failure: 'timeout',
  });
  expect(it.log.join('')).not.toContain('secret-path');
  answer = 200;
});

test('where there is nobody to tell any more, it is given up at once', async () => {
  await queue(signal('d', { claims: { gone: true } }));
  await deliver();
  expect((await listDeliveries(it.op(), { limit: 1 }))[0]).toMatchObject({
    state: 'given_up',
    failure: 'client_gone',
  });
});

test('the list goes on where the page before ended, by client and by state', async () => {
  it.clock.advance({ minutes: 1 });
  for (const sub of ['e', 'f', 'g']) await queue(signal(sub, { clientId: 'customs' }));
  const filter = { clientId: 'customs', limit: 2 };
  const first = await listDeliveries(it.op(), filter);
  const rest = await listDeliveries(it.op(), { ...filter, before: first[1]?.id ?? '' });
  expect([first.length, rest.length]).toEqual([2, 1]);
  expect(new Set([...first, ...rest].map(one => one.id)).size).toBe(3);
  expect(await countSignals(it.op())).toMatchObject({ waiting: 4, given_up: 1 });
});

test('no address and no name stands readable in the database, and what is done is erased after weeks', async () => {
  const { rows } = await sql<{ row: string }>`select signal::text as row from signal`.execute(it.system.db);
  expect(rows.map(row => row.row).join()).not.toMatch(/secret-path|"sub"/);
  it.clock.advance({ days: 31 });
  expect(await sweepSignals(it.op())).toBe(3);
  expect(await countSignals(it.op())).toEqual({ waiting: 4, given_up: 0 });
});

test('a system that does not answer keeps no other waiting for its sign-outs', async () => {
  const busy = Array.from({ length: 100 }, (_, n) => signal(`h${n}`, { clientId: 'silent' }));
  for (const one of busy) await queueSignal(it.op(), one);
  for (let n = 0; n < 200; n++) await queueSignal(it.op(), signal(`q${n}`, { clientId: 'quick' }));
  let answerAll = () => {};
  const silence = new Promise<void>(done => {
    answerAll = done;
  });
  let quick = 0;
  const silent = new Set<string>();
  const slow: Delivering = {
    sign: async (_op, { claims }) => String(claims.sub),
    send: async (_op, { clientId }, token) => {
      if (clientId === 'silent') {
        silent.add(token);
        await silence;
      } else if (clientId === 'quick') quick += 1;
      return 200;
    },
  };
  const stop = new AbortController();
  const running = deliverSignals(it.op(), slow, stop.signal);
  await vi.waitUntil(() => quick === 200, 10_000);
  expect(silent.size).toBeLessThan(20);
  stop.abort();
  answerAll();
  await running;
});
