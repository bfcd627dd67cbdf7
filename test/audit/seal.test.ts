import { afterAll, beforeAll, expect, test } from 'vitest';
import { record, sealRecord, verifyRecord } from '../../src/audit/index.ts';
import { atomically, type Operation } from '../../src/operation.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
beforeAll(async () => {
  t = await testSystem({ server: true });
});
afterAll(() => t.close());

/** A transaction that has written and goes on until it is told how to end. */
async function openWriter() {
  let end: (how: 'commit' | 'roll back') => void = () => {};
  const told = new Promise<'commit' | 'roll back'>(resolve => {
    end = resolve;
  });
  let written: () => void = () => {};
  const started = new Promise<void>(resolve => {
    written = resolve;
  });
  const done = atomically(t.op(), async op => {
    await record(op, { kind: 'profile.shown' });
    written();
    if ((await told) === 'roll back') throw new Error('rolled back');
  }).catch(() => {});
  await started;
  return {
    finish: (how: 'commit' | 'roll back') => {
      end(how);
      return done;
    },
  };
}
const write = (op: Operation = t.op()) => record(op, { kind: 'profile.filled' });

test('an event whose transaction is still open is waited for, and what came after it is sealed behind it', async context => {
  if (!t.database.url) return context.skip('needs two connections: PostgreSQL');
  await write();
  const slow = await openWriter();
  await write();
  expect(await sealRecord(t.op())).toBe(0);
  const other = await openWriter();
  await write();
  expect(await sealRecord(t.op())).toBe(0);
  await slow.finish('commit');
  expect(await sealRecord(t.op())).toBe(3);
  await other.finish('roll back');
  expect(await sealRecord(t.op())).toBe(1);
  expect(await verifyRecord(t.op())).toMatchObject({ ok: true, events: 4, blocks: 2, unsealed: 0 });
});

test('while one seals another does not', async context => {
  if (!t.database.url) return context.skip('needs two connections: PostgreSQL');
  await write();
  await atomically(t.op(), async op => {
    expect(await sealRecord(op)).toBe(1);
    expect(await sealRecord(t.op())).toBe(0);
  });
});

test('writers and sealers at the same time leave a record that is whole', async () => {
  const before = await verifyRecord(t.op());
  const sealed = before.ok ? before.events + before.unsealed : 0;
  let writing = true;
  const writers = Array.from({ length: 4 }, async () => {
    for (let n = 0; n < 40; n++)
      await atomically(t.op(), async op => {
        await write(op);
        await write(op);
      });
  });
  const sealer = (async () => {
    while (writing) await sealRecord(t.op());
  })();
  await Promise.all(writers);
  writing = false;
  await sealer;
  await sealRecord(t.op());
  await sealRecord(t.op());
  expect(await verifyRecord(t.op())).toMatchObject({ ok: true, events: sealed + 320, unsealed: 0 });
});
