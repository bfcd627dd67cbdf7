import { expect, test } from 'vitest';
import type { Lang } from '../src/i18n/index.ts';
import { drawnOnce, madeOnce, tellChanged } from '../src/made.ts';
import type { Operation, System } from '../src/operation.ts';

const noon = new Date('2026-11-22T12:00:00Z').getTime();
const world = () => {
  const warnings: unknown[] = [];
  const log = { warn: (...said: unknown[]) => warnings.push(said) };
  const system = { now: () => new Date(noon), log } as unknown as System;
  const op = (seconds = 0, lang: Lang = 'fa') =>
    ({
      system,
      db: { isTransaction: false },
      actor: { kind: 'person', personId: 'somebody' },
      at: new Date(noon + seconds * 1000),
      tracking: 'T',
      lang,
      address: '192.0.2.1',
    }) as unknown as Operation;
  return { op, warnings };
};
const thing = { name: 'page', of: ['directory', 'clients'] };
/** Makes 1, 2, 3 …, each when it is let. */
function maker() {
  const waiting: (() => void)[] = [];
  let made = 0;
  const make = async () => {
    made += 1;
    const own = made;
    await new Promise<void>(done => waiting.push(done));
    return own;
  };
  const let_ = async () => {
    for (const done of waiting.splice(0)) done();
    await new Promise(setImmediate);
  };
  return { make, let: let_, count: () => made };
}

test('many who ask at the same moment are given what one made', async () => {
  const { op } = world();
  const m = maker();
  const all = Promise.all(Array.from({ length: 20 }, () => madeOnce(op(), thing, m.make)));
  await m.let();
  expect(new Set(await all)).toEqual(new Set([1]));
  expect(await madeOnce(op(29), thing, m.make)).toBe(1);
  expect(m.count()).toBe(1);
});

test('it is made again behind who asks, and nobody is given what is a minute old', async () => {
  const { op } = world();
  const m = maker();
  const first = madeOnce(op(), thing, m.make);
  await m.let();
  await first;
  expect(await madeOnce(op(31), thing, m.make)).toBe(1);
  expect(await madeOnce(op(32), thing, m.make)).toBe(1);
  expect(m.count()).toBe(2);
  await m.let();
  expect(await madeOnce(op(33), thing, m.make)).toBe(2);
  const next = madeOnce(op(33 + 60), thing, m.make);
  await m.let();
  expect(await next).toBe(3);
});

test('what was changed is made anew for the next who asks, also while it is being made', async () => {
  const { op } = world();
  const m = maker();
  const before = madeOnce(op(), thing, m.make);
  tellChanged(op(), 'directory');
  const after = madeOnce(op(), thing, m.make);
  await m.let();
  expect([await before, await after]).toEqual([1, 2]);
  tellChanged(op(), 'cases');
  expect(await madeOnce(op(), thing, m.make)).toBe(2);
  // Being renewed when it changes: what was begun before is not kept.
  expect(await madeOnce(op(40), thing, m.make)).toBe(2);
  tellChanged(op(40), 'clients');
  await m.let();
  const last = madeOnce(op(41), thing, m.make);
  await m.let();
  expect(await last).toBe(4);
});

test('nothing of who asks is in it, and each language has its own', async () => {
  const { op } = world();
  const seen: Operation[] = [];
  const make = async (given: Operation) => {
    seen.push(given);
    return given.lang;
  };
  expect([await madeOnce(op(), thing, make), await madeOnce(op(0, 'en'), thing, make)]).toEqual(['fa', 'en']);
  for (const given of seen) expect([given.actor, given.address]).toEqual([{ kind: 'stranger' }, undefined]);
});

test('what failed is tried again; a failure behind who asks leaves him what there was', async () => {
  const { op, warnings } = world();
  const fails = () => Promise.reject(new Error('down'));
  await expect(madeOnce(op(), thing, fails)).rejects.toThrow('down');
  expect(await madeOnce(op(), thing, async () => 7)).toBe(7);
  expect(await madeOnce(op(45), thing, fails)).toBe(7);
  await new Promise(setImmediate);
  expect(warnings).toHaveLength(1);
  expect(await madeOnce(op(46), thing, async () => 8)).toBe(7);
  await new Promise(setImmediate);
  expect(await madeOnce(op(47), thing, fails)).toBe(8);
});

test('it keeps few things, and forgets the oldest', async () => {
  const { op } = world();
  let made = 0;
  const ask = (n: number) => madeOnce(op(), { name: `page ${n}`, of: [] }, async () => ++made);
  for (let n = 0; n < 70; n++) await ask(n);
  await ask(69);
  expect(made).toBe(70);
  await ask(0);
  expect(made).toBe(71);
});

test('what is drawn of a thing is drawn once for it', () => {
  const [one, other] = [{}, {}];
  let drawn = 0;
  const draw = (of: object) => drawnOnce(of, 'csv', () => ++drawn);
  expect([draw(one), draw(one), draw(other)]).toEqual([1, 1, 2]);
});
