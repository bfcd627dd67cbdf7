import { afterAll, beforeAll, expect, test } from 'vitest';
import { deriveKeys } from '../../src/keys.ts';
import type { Operation } from '../../src/operation.ts';
import { newSubject, openSubject } from '../../src/vault/index.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
let op: Operation;
beforeAll(async () => {
  database = await testDatabase();
  op = {
    system: { keys: deriveKeys(Buffer.alloc(32, 1)) },
    db: database.db,
    at: new Date(),
  } as unknown as Operation;
});
afterAll(() => database.close());

test('what is sealed for a person opens again, and only under what it is', async () => {
  const key = await newSubject(op);
  const sealed = key.seal('person', { name: 'سارا' });
  const again = await openSubject(op, key.subjectId);
  expect(again.open('person', sealed)).toEqual({ name: 'سارا' });
  expect(() => again.open('profile', sealed)).toThrow();
  expect(sealed.includes(Buffer.from('سارا'))).toBe(false);
});
