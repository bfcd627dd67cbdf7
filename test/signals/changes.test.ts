import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { atomically, type Operation } from '../../src/operation.ts';
import {
  type Announcement,
  announce,
  lastPosition,
  listChanges,
  sequenceChanges,
  sweepChanges,
} from '../../src/signals/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let it: TestSystem;
beforeAll(async () => {
  it = await testSystem({ server: true });
});
afterAll(() => it.close());
beforeEach(async () => {
  await sql`delete from change`.execute(it.system.db);
});

const subject = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const changed = (n: number): Announcement => ({
  kind: 'profile_changed',
  subjectId: subject(n),
  fields: ['entity.seat'],
});
const everybody = async (_op: Operation, changes: readonly { id: string }[]) =>
  new Map(changes.map(({ id }) => [id, ['tax', 'customs']]));
const place = () => sequenceChanges(it.op(), everybody);
const read = async (after = '0') =>
  (await listChanges(it.op(), 'tax', after, 100)).map(({ subjectId }) => Number(subjectId?.slice(-12)));

test('a change whose transaction fails is told to nobody', async () => {
  await expect(
    atomically(it.op(), async op => {
      await announce(op, changed(1));
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await place()).toBe(0);
  expect(await read()).toEqual([]);
});

test('a reader who went on never misses a change that was written earlier and commits later', async ctx => {
  if (it.database.url === undefined) ctx.skip();
  let wrote: () => void = () => {};
  let commit: () => void = () => {};
  const written = new Promise<void>(done => {
    wrote = done;
  });
  const slow = atomically(it.op(), async op => {
    await announce(op, changed(1));
    wrote();
    await new Promise<void>(done => {
      commit = done;
    });
  });
  await written;
  await announce(it.op(), changed(2));
  await place();
  const seen = await lastPosition(it.op());
  expect(await read()).toEqual([2]);
  commit();
  await slow;
  await place();
  expect(await read(seen)).toEqual([1]);
});

test('changes keep the order in which they were written, and two sequencers place each of them once', async () => {
  for (const n of [1, 2, 3, 4, 5]) await announce(it.op(), changed(n));
  const before = BigInt(await lastPosition(it.op()));
  await Promise.all([place(), place(), place()]);
  await place();
  expect(await read()).toEqual([1, 2, 3, 4, 5]);
  expect(BigInt(await lastPosition(it.op())) - before).toBe(5n);
});

test('what concerns nobody is not kept, and nobody reads what is for another', async () => {
  await announce(it.op(), changed(1));
  await announce(it.op(), changed(2));
  await sequenceChanges(it.op(), async (_op, changes) => new Map([[changes[1]?.id ?? '', ['customs']]]));
  expect(await read()).toEqual([]);
  expect((await listChanges(it.op(), 'customs', '0', 10)).length).toBe(1);
  const { rows } = await sql`select 1 from change`.execute(it.system.db);
  expect(rows.length).toBe(1);
});

test('the log keeps three weeks, whatever a receiver has read', async () => {
  await announce(it.op(), changed(1));
  await place();
  it.clock.advance({ days: 15 });
  expect(await sweepChanges(it.op())).toBe(0);
  await announce(it.op(), changed(2));
  await place();
  it.clock.advance({ days: 7 });
  expect(await sweepChanges(it.op())).toBe(1);
  expect(await read()).toEqual([2]);
});
