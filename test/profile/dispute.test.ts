import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFault } from '../../src/errors.ts';
import {
  clearDisputed,
  declareValue,
  fillProfile,
  forgetDeclared,
  markDisputed,
  type ProfileSubject,
  readFields,
} from '../../src/profile/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { subjectOf } from './subjects.ts';

let t: TestSystem;
let arvand: ProfileSubject;
const CASE = '00000000-0000-4000-8000-000000000001';

beforeAll(async () => {
  t = await testSystem();
  arvand = await subjectOf(t.op(), t.country, 'arvand');
  await fillProfile(t.op(), arvand, { timeoutMs: 15_000 });
});
afterAll(() => t?.close());

const statusOf = async (key: string) => (await readFields(t.op(), arvand.id, [key]))[key];

test('a disputed value stays what it is and says so, and so does what follows from it', async () => {
  const before = await statusOf('entity.staff_count');
  await markDisputed(t.op(), arvand.id, 'entity.staff_count', CASE);
  expect(await statusOf('entity.staff_count')).toEqual({ ...before, status: 'disputed' });
  expect((await statusOf('entity.under_50_staff'))?.status).toBe('disputed');
  expect((await statusOf('entity.legal_name'))?.status).toBe('present');
});

test('a fresh answer of the register does not take the mark away', async () => {
  t.clock.advance({ days: 1 });
  await fillProfile(t.op(), arvand, { timeoutMs: 15_000 });
  expect((await statusOf('entity.staff_count'))?.status).toBe('disputed');
});

test('only the case that set the mark takes it away', async () => {
  await clearDisputed(t.op(), arvand.id, 'entity.staff_count', '00000000-0000-4000-8000-000000000002');
  expect((await statusOf('entity.staff_count'))?.status).toBe('disputed');
  await clearDisputed(t.op(), arvand.id, 'entity.staff_count', CASE);
  expect((await statusOf('entity.staff_count'))?.status).toBe('present');
});

test('what one said oneself is not disputed but erased, and nothing else can be erased', async () => {
  const own = 'entity.website';
  await declareValue(t.op(), arvand.id, own, 'https://example.ir');
  const codeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'done',
      error => (isFault(error) ? error.code : String(error)),
    );
  expect(await codeOf(markDisputed(t.op(), arvand.id, own, CASE))).toBe('profile.not_disputable');
  expect(await codeOf(forgetDeclared(t.op(), arvand.id, 'entity.legal_name'))).toBe(
    'profile.not_yours_to_say',
  );
  await forgetDeclared(t.op(), arvand.id, own);
  expect((await statusOf(own))?.status).toBe('absent');
  expect(await codeOf(forgetDeclared(t.op(), arvand.id, own))).toBe('done');
});
