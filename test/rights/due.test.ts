/** Closing of accounts in the background: who cannot be closed keeps nobody else waiting. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseNationalId } from '../../src/identifiers.ts';
import { getPerson, importPerson } from '../../src/identity/index.ts';
import { inventPerson } from '../../src/registries/invented/index.ts';
import { askClosing } from '../../src/rights/close.ts';
import { closeDueAccounts, findClosing, onAccountClosed } from '../../src/rights/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
let fails: string | undefined;
beforeAll(async () => {
  t = await testSystem();
  onAccountClosed(t.system, async (_op, personId) => {
    if (personId === fails) throw new Error('a room that stumbles');
  });
});
afterAll(() => t?.close());

/** Somebody who asked for closing, an hour after whoever asked before. */
async function asks(n: number): Promise<string> {
  const { id } = await importPerson(t.op(), {
    identifier: parseNationalId(inventPerson(n).id),
    name: { fa: 'ن ن', en: 'N N' },
    birthDate: '1990-01-01',
    mobile: null,
    secret: '$argon2id$none',
  });
  t.clock.advance({ hours: 1 });
  await askClosing(t.op({ kind: 'person', personId: id }), id);
  return id;
}
const setState = (ids: readonly string[], state: 'suspended' | 'deceased' | 'closed' | 'active') =>
  t.system.db
    .updateTable('person')
    .set({ state })
    .where('id', 'in', [...ids])
    .execute();
const stateOf = async (id: string) => (await getPerson(t.op(), id)).state;

test('behind many accounts that may not be closed, the one that may is closed', async () => {
  const before: string[] = [];
  for (let n = 1; n <= 24; n += 1) before.push(await asks(n));
  const last = await asks(100);
  await setState(before.slice(0, 8), 'suspended');
  await setState(before.slice(8, 16), 'deceased');
  await setState(before.slice(16), 'closed');
  t.clock.advance({ days: 8 });
  expect(await closeDueAccounts(t.op())).toBe(0);
  expect(await closeDueAccounts(t.op())).toBe(1);
  expect(await findClosing(t.op(), last)).toBeUndefined();
  for (const id of before.slice(0, 16)) expect(await findClosing(t.op(), id)).toBeDefined();
  for (const id of before.slice(16)) expect(await findClosing(t.op(), id)).toBeUndefined();
  await setState(before.slice(0, 1), 'active');
  t.clock.advance({ days: 1 });
  expect(await closeDueAccounts(t.op())).toBe(1);
});

test('an account at which closing fails is tried again a day later, and the next one is closed', async () => {
  const first = await asks(200);
  const second = await asks(201);
  fails = first;
  t.clock.advance({ days: 8 });
  expect(await closeDueAccounts(t.op())).toBe(1);
  expect(await stateOf(first)).toBe('active');
  expect(await findClosing(t.op(), second)).toBeUndefined();
  expect(t.log.join('\n')).toContain('an account could not be closed');
  fails = undefined;
  t.clock.advance({ days: 1 });
  expect(await closeDueAccounts(t.op())).toBe(1);
});
