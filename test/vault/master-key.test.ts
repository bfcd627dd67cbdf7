import { afterAll, beforeAll, expect, test } from 'vitest';
import { deriveKeys } from '../../src/keys.ts';
import { checkMasterKey } from '../../src/vault/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
beforeAll(async () => {
  t = await testSystem();
});
afterAll(() => t.close());

test('the first start keeps a check of the master key, later ones with the same key pass', async () => {
  await Promise.all([checkMasterKey(t.op()), checkMasterKey(t.op())]);
  await checkMasterKey(t.op());
  const rows = await t.system.db.selectFrom('master_key_check').selectAll().execute();
  expect(rows).toHaveLength(1);
});

test('with another master key the program does not start', async () => {
  const other = { ...t.op(), system: { ...t.system, keys: deriveKeys(Buffer.alloc(32, 9)) } };
  await expect(checkMasterKey(other)).rejects.toThrow('MASTER_KEY is not the one');
  await checkMasterKey(t.op());
});
