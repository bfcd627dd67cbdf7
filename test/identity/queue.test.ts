import { expect, test } from 'vitest';
import { createQueue } from '../../src/identity/queue.ts';

const limits = { running: 2, waiting: 1, near: 3, retryAfter: 7 };

test('two work, one waits, and the fourth hears at once when to come back', async () => {
  const queue = createQueue(limits);
  const ends: (() => void)[] = [];
  const places = [1, 2, 3].map(() => queue.enter());
  const work = places.map(place => place.run(() => new Promise<void>(end => ends.push(end))));
  expect(() => queue.enter()).toThrow(expect.objectContaining({ code: 'web.busy', data: { retryAfter: 7 } }));
  await Promise.resolve();
  expect(queue.state()).toEqual({ running: 2, waiting: 1, done: 0 });
  ends[0]?.();
  await work[0];
  places[0]?.leave();
  queue.enter();
  await new Promise(resolve => setImmediate(resolve));
  for (const end of ends) end();
  await Promise.all(work);
  expect(queue.state()).toEqual({ running: 0, waiting: 0, done: 3 });
});

test('work that fails gives its turn and its place back', async () => {
  const queue = createQueue({ running: 1, waiting: 0, near: 1, retryAfter: 1 });
  for (let n = 0; n < 3; n++) {
    const place = queue.enter();
    await expect(place.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    place.leave();
    place.leave();
  }
  expect(queue.state()).toEqual({ running: 0, waiting: 0, done: 3 });
});

test('only who is near the turn reads, in the order in which they came', async () => {
  const queue = createQueue({ running: 1, waiting: 4, near: 2, retryAfter: 1 });
  const read: number[] = [];
  const places = [0, 1, 2, 3].map(() => queue.enter());
  const coming = places.map(async (place, at) => {
    await place.comeNear();
    read.push(at);
  });
  await Promise.all(coming.slice(0, 2));
  expect(read).toEqual([0, 1]);
  expect(queue.state()).toMatchObject({ running: 0, waiting: 2 });
  // Who goes before the turn came leaves the way to the next but one.
  places[2]?.leave();
  places[0]?.leave();
  places[0]?.leave();
  await Promise.all(coming);
  expect(read).toEqual([0, 1, 2, 3]);
  expect(queue.state()).toMatchObject({ running: 0, waiting: 0 });
});
