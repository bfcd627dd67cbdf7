import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  listEventsAbout,
  recordKeys,
  signRecord,
  turnRecordKey,
  verifyRecordSignature,
} from '../../src/audit/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
beforeAll(async () => {
  t = await testSystem();
});
afterAll(() => t.close());

test('what was signed can be verified, as what it is and not as something else', async () => {
  const jws = await signRecord(t.op(), { day: '2026-11-21' }, 'record-root+jwt');
  expect(await verifyRecordSignature(t.op(), jws, 'record-root+jwt')).toEqual({ day: '2026-11-21' });
  expect(await verifyRecordSignature(t.op(), jws, 'consent-receipt+jwt')).toBeUndefined();
  const [head, , signature] = jws.split('.');
  const other = Buffer.from(JSON.stringify({ day: '2026-11-22' })).toString('base64url');
  expect(
    await verifyRecordSignature(t.op(), `${head}.${other}.${signature}`, 'record-root+jwt'),
  ).toBeUndefined();
  expect(await verifyRecordSignature(t.op(), 'nothing', 'record-root+jwt')).toBeUndefined();
});

test('when the key turns, what the former one signed stays good, and the turn is on the record', async () => {
  const before = await signRecord(t.op(), { n: 1 }, 'x');
  t.clock.advance({ days: 1 });
  const kid = await turnRecordKey(t.op());
  const after = await signRecord(t.op(), { n: 2 }, 'x');
  expect(JSON.parse(Buffer.from(after.split('.')[0] ?? '', 'base64url').toString()).kid).toBe(kid);
  expect(await verifyRecordSignature(t.op(), before, 'x')).toEqual({ n: 1 });
  expect(await verifyRecordSignature(t.op(), after, 'x')).toEqual({ n: 2 });
  const { keys } = await recordKeys(t.op());
  expect(keys).toHaveLength(2);
  expect(keys[0]?.kid).toBe(kid);
  const [event] = await listEventsAbout(t.op(), { kinds: ['audit.key_turned'], limit: 1 });
  expect(event?.data).toEqual({ kid });
});

test('nothing private is published, and nothing private lies open in the database', async () => {
  const published = JSON.stringify(await recordKeys(t.op()));
  expect(published).not.toContain('"d"');
  const rows = await t.system.db.selectFrom('record_key').selectAll().execute();
  for (const row of rows) expect(row.sealed_private.toString('latin1')).not.toContain('"d"');
});

test('those who ask for the first key at the same moment get the same one', async () => {
  await t.system.db.deleteFrom('record_key').execute();
  await Promise.all([1, 2, 3].map(n => signRecord(t.op(), { n }, 'x')));
  expect((await recordKeys(t.op())).keys).toHaveLength(1);
});
