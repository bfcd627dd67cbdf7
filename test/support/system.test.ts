import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSubject, openSubject } from '../../src/vault/index.ts';
import { type TestSystem, testSystem } from './system.ts';

let t: TestSystem;
beforeAll(async () => {
  t = await testSystem();
});
afterAll(() => t.close());

test('a test has a system of its own, whose clock stands still until it is set', async () => {
  const key = await newSubject(t.op());
  expect((await openSubject(t.op(), key.subjectId)).subjectId).toBe(key.subjectId);
  const before = t.op().at;
  expect(t.op().at).toEqual(before);
  t.clock.advance({ days: 1 });
  expect(t.op().at.getTime() - before.getTime()).toBe(86_400_000);
});

test('what is logged can be read by the test', () => {
  t.system.log.info({ national_id: '9990000018' }, 'hello');
  expect(t.log.join()).toContain('hello');
  expect(t.log.join()).not.toContain('9990000018');
});
