/** A long form keeps nobody waiting, and one client does not send form after form. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countForm, FORMS } from '../../src/overlap/limit.ts';
import { createMatcher, matchForm, matchFormInParts } from '../../src/overlap/match.ts';
import { knownFromTheStart } from '../../src/overlap/measure.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
beforeAll(async () => {
  t = await testSystem();
});
afterAll(() => t.close());

test('a client is told how many forms it may still send, then refused openly, for ten minutes; others are not', () => {
  const left = Array.from({ length: FORMS }, () => countForm(t.op(), 'one').headers.ratelimit);
  expect(left.map(text => Number(/r=(\d+)/.exec(String(text))?.[1]))).toEqual(
    Array.from({ length: FORMS }, (_, n) => FORMS - 1 - n),
  );
  t.clock.advance({ minutes: 4 });
  const { refused, headers } = countForm(t.op(), 'one');
  expect(refused).toMatchObject({ code: 'overlap.forms_limited', data: { limit: FORMS, retryAfter: 360 } });
  expect(headers.ratelimit).toBe('"forms";r=0;t=360');
  expect(countForm(t.op(), 'another').refused).toBeUndefined();
  t.clock.advance({ minutes: 7 });
  expect(countForm(t.op(), 'one').refused).toBeUndefined();
});

test('a form of a thousand questions is read in parts, and means what it means at once', async () => {
  const known = knownFromTheStart();
  const matcher = createMatcher(known);
  const labels = Array.from({ length: 1_000 }, (_, n) => `${known[n % known.length]?.label} ${n % 7}`);
  let pauses = 0;
  const found = await matchFormInParts(matcher, labels, async () => {
    pauses++;
  });
  expect(pauses).toBe(40);
  expect(found).toEqual(matchForm(matcher, labels));
});
