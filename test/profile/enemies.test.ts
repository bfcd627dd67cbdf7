/** What a registry may do wrong, by name: it counts as down, and what was known before stays what it was. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fillProfile, type ProfileSubject, readFields } from '../../src/profile/index.ts';
import { createRegistries } from '../../src/registries/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { subjectOf } from './subjects.ts';

const KEYS = ['entity.economic_code'];
const PATIENT = 15_000;
let t: TestSystem;
let arvand: ProfileSubject;
let known: unknown;
beforeAll(async () => {
  t = await testSystem({ registryTimeoutMs: PATIENT });
  arvand = await subjectOf(t.op(), t.country, 'arvand');
  expect(await fillProfile(t.op(), arvand, { keys: KEYS, timeoutMs: PATIENT })).toEqual({ down: [] });
  known = await value();
  expect(known).toBeTruthy();
});
afterAll(() => t.close());
afterEach(() => t.faults.mend());

const value = async () => (await readFields(t.op(), arvand.id, KEYS))['entity.economic_code']?.value;
const asked = async (timeoutMs = PATIENT, op = t.op()) => {
  const { down } = await fillProfile(op, arvand, { keys: KEYS, timeoutMs });
  expect(await value()).toBe(known);
  return down;
};

test('a registry that answers garbage is down, and nothing of it is kept', async () => {
  t.faults.wrong('tax', 'garbage');
  expect(await asked()).toEqual(['tax']);
});

test('a registry that answers with the record of somebody else is not believed', async () => {
  t.faults.wrong('tax', 'another');
  expect(await asked()).toEqual(['tax']);
});

test('a registry that answers slowly, byte by byte, is not waited for beyond its time', async () => {
  t.faults.wrong('tax', 'trickle');
  expect(await asked(500)).toEqual(['tax']);
});

test('a registry that answers ten megabytes and more is not read to its end', async () => {
  // More than the buffers on the way can hold.
  const TOTAL = 64_000_000;
  let sent = 0;
  const part = 'x'.repeat(50_000);
  const server = createServer((req, res) => {
    req.resume();
    res.writeHead(200, { 'content-type': 'application/json' });
    const more = () => {
      while (sent < TOTAL && !res.destroyed) {
        sent += part.length;
        if (!res.write(part)) return void res.once('drain', more);
      }
      res.end();
    };
    more();
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  try {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const registries = createRegistries({ tax: address }, { timeoutMs: PATIENT, now: t.clock.now });
    expect(await asked(PATIENT, { ...t.op(), system: { ...t.system, registries } })).toEqual(['tax']);
    expect(sent).toBeLessThan(TOTAL);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
