/** A country whose systems are many: pages of them show each once, and cost as much as with a few. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedClient, suspendClient } from '../../src/clients/index.ts';
import { listAsking, seedDirectory } from '../../src/directory/index.ts';
import { keepStatus, readStatus } from '../../src/status/index.ts';
import { proveStatus } from '../../src/status/proof.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

const MANY = 30;
let t: TestSystem;
let statements = 0;
beforeAll(async () => {
  t = await testSystem({
    onStatement: () => {
      statements += 1;
    },
  });
  await seedDirectory(t.op());
  const both = (text: string) => ({ fa: `${text} فارسی`, en: text });
  const purpose = (key: string) => ({
    key,
    name: both(key),
    text: both('To know who comes.'),
    basis: 'law' as const,
    law: { title: both('Act'), body: both('Parliament'), number: '1', date: '2004-01-25', articles: '1' },
    fields: ['entity.legal_name', 'entity.seat_in_province:23'],
    subjects: ['legal_entity' as const],
    level: 1 as const,
    retention: both('one year'),
    consentDays: 365,
  });
  for (let n = 1; n <= MANY; n++) {
    await seedClient(t.op(), {
      id: `c-${n}`,
      kind: 'sandbox',
      name: both(`Client ${n}`),
      agency: { id: 'office', name: both('Office') },
      metadata: {},
      secretHash: null,
      purposes: n <= 9 ? [purpose('tender'), purpose('licence')] : [],
    });
    await t.system.db
      .updateTable('government_system')
      .set({ client_id: `c-${n}`, sign_in_url: null })
      .where('number', '=', n)
      .execute();
  }
});
afterAll(() => t.close());

const cost = async (work: () => Promise<unknown>) => {
  const before = statements;
  await work();
  return statements - before;
};

test('who asks for a field stands in pages: each once, in as many statements for few as for many', async () => {
  const seen: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await listAsking(t.op(), 'entity.seat_in_province', { after, limit: 5 });
    seen.push(...page.map(({ system, purpose, number }) => `${number} ${system} ${purpose}`));
    after = page.at(-1)?.id;
    if (page.length < 5) break;
  }
  expect(seen).toHaveLength(18);
  expect(new Set(seen).size).toBe(18);
  expect(seen[0]).toMatch(/^1 Client 1 فارسی/);
  const ask = (limit: number) => cost(() => listAsking(t.op(), 'entity.legal_name', { limit }));
  await ask(50);
  expect(await ask(1)).toBe(await ask(50));
});

test('the state of systems stands in pages: each once, what does not answer first', async () => {
  const numbers = (targets: readonly { key: string }[]) =>
    targets.flatMap(({ key }) => (key.startsWith('system:') ? [Number(key.slice(7))] : []));
  const seen: number[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page = await readStatus(t.op(), { after, most: 7 });
    expect(page.systems).toBe(MANY);
    seen.push(...numbers(page.targets));
    after = page.last;
  }
  expect(seen).toEqual(Array.from({ length: MANY }, (_, n) => n + 1));
  await keepStatus(t.op());
  await t.system.db
    .insertInto('status_target')
    .values(
      [3, 29].map(n => ({
        key: `system:${n}`,
        state: 'down' as const,
        since: t.clock.now(),
        failures: 2,
        first_failure_at: t.clock.now(),
        probed_at: t.clock.now(),
        latency_ms: null,
        reason: 'timeout',
        next_at: t.clock.now(),
      })),
    )
    .execute();
  const first = await readStatus(t.op(), { most: 7 });
  expect(numbers(first.trouble)).toEqual([3, 29]);
  expect(numbers(first.down)).toEqual([3, 29]);
  expect((await readStatus(t.op())).trouble).toEqual([]);
  expect(numbers((await readStatus(t.op(), { words: '29' })).targets)).toEqual([29]);
  expect(await cost(() => readStatus(t.op(), { most: 1 }))).toBe(await cost(() => readStatus(t.op())));
});

test('a proof is asked for by number, by name or by key, and of one thing only', async () => {
  const prove = async (text: string) => (await proveStatus(t.op(), text, t.clock.now())).target.key;
  expect([await prove('system:29'), await prove('۲۹'), await prove('registry:civil')]).toEqual([
    'system:29',
    'system:29',
    'registry:civil',
  ]);
  const { targets } = await readStatus(t.op());
  const tax = targets.find(({ key }) => key === 'registry:tax');
  expect(await prove(tax?.name.en ?? '')).toBe('registry:tax');
  await expect(prove('سامانه')).rejects.toMatchObject({ code: 'status.target_unclear' });
  for (const nothing of ['', ' ', 'قورباغه'])
    await expect(prove(nothing)).rejects.toMatchObject({ code: 'status.target_unknown' });
});

test('a system whose client is stopped is gone from the next look', async () => {
  const has = async () => (await readStatus(t.op())).targets.some(({ key }) => key === 'system:12');
  expect(await has()).toBe(true);
  await suspendClient(t.op(), 'c-12');
  expect(await has()).toBe(false);
});
