import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSubject, openSubject, openSubjects, shredSubject } from '../../src/vault/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
beforeAll(async () => {
  t = await testSystem();
});
afterAll(() => t.close());

test('what is sealed for a person opens again, and only under what it is', async () => {
  const key = await newSubject(t.op());
  const sealed = key.seal('person', { name: 'سارا' });
  const again = await openSubject(t.op(), key.subjectId);
  expect(again.open('person', sealed)).toEqual({ name: 'سارا' });
  expect(() => again.open('profile', sealed)).toThrow();
  expect(sealed.includes(Buffer.from('سارا'))).toBe(false);
});

test('what is sealed for one does not open for another', async () => {
  const [one, two] = [await newSubject(t.op()), await newSubject(t.op())];
  expect(() => two.open('person', one.seal('person', 'x'))).toThrow();
});

test('a wrapped key moved to another subject opens nothing', async () => {
  const [one, two] = [await newSubject(t.op()), await newSubject(t.op())];
  const { wrapped_key } = await t.system.db
    .selectFrom('subject_key')
    .select('wrapped_key')
    .where('subject_id', '=', one.subjectId)
    .executeTakeFirstOrThrow();
  await t.system.db
    .updateTable('subject_key')
    .set({ wrapped_key })
    .where('subject_id', '=', two.subjectId)
    .execute();
  await expect(openSubject(t.op(), two.subjectId)).rejects.toThrow();
});

test('sealing the same twice gives two texts, and a changed bit opens nothing', async () => {
  const key = await newSubject(t.op());
  const [one, two] = [key.seal('person', 'x'), key.seal('person', 'x')];
  expect(one.equals(two)).toBe(false);
  for (let at = 0; at < one.length; at++) {
    const changed = Buffer.from(one);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(() => key.open('person', changed)).toThrow();
  }
});

test('once the key is destroyed nothing sealed with it can be read, and others still can', async () => {
  const [one, two] = [await newSubject(t.op()), await newSubject(t.op())];
  expect(await shredSubject(t.op(), one.subjectId)).toBe(true);
  expect(await shredSubject(t.op(), one.subjectId)).toBe(false);
  await expect(openSubject(t.op(), one.subjectId)).rejects.toMatchObject({ code: 'vault.shredded' });
  const keys = await openSubjects(t.op(), [one.subjectId, two.subjectId, two.subjectId]);
  expect([...keys.keys()]).toEqual([two.subjectId]);
  expect(await openSubjects(t.op(), [])).toEqual(new Map());
});
