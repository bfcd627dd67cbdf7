import { afterAll, beforeAll, expect, test } from 'vitest';
import { countReleases, listDayCounts, record, sealRecord, tallyRecord } from '../../src/audit/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

const person = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const other = '9c9e6679-7425-40de-944b-e07fc1f90ae8';
const company = '8c9e6679-7425-40de-944b-e07fc1f90ae9';
let t: TestSystem;
beforeAll(async () => {
  t = await testSystem();
});
afterAll(() => t.close());

const release = (personId: string, subjectId: string, clientId = 'tax', basis = 'consent') =>
  record(t.op(), {
    kind: 'profile.released',
    personId,
    subjectId,
    clientId,
    data: { basis, fields: ['a', 'b', 'c'] },
  });
const since = new Date('2026-11-01T00:00:00Z');
const total = async (subjectIds: string[], personId?: string) =>
  (await countReleases(t.op(), { subjectIds, since, ...(personId ? { personId } : {}) }))
    .map(({ day, clientId, basis, count }) => `${day} ${clientId} ${basis} ${count}`)
    .sort();
const counted = async () => {
  while (!(await sealRecord(t.op())));
  return tallyRecord(t.op());
};

test('what a person and a company released is the same before and after it was counted, and while it is', async () => {
  await release(person, person);
  await release(person, company);
  await release(other, company, 'customs', 'law');
  // Half an hour before midnight in Tehran, and half an hour after.
  t.clock.set('2026-11-21T20:00:00Z');
  await release(person, company);
  t.clock.set('2026-11-21T21:00:00Z');
  await release(person, company);
  const views = () =>
    Promise.all([
      total([person], person),
      total([company]),
      total([person, company], person),
      total([other]),
    ]);
  const before = await views();
  expect(before[1]).toEqual([
    '2026-11-21 customs law 1',
    '2026-11-21 tax consent 2',
    '2026-11-22 tax consent 1',
  ]);
  // Hers: about herself, and what she did for the company.
  expect(before[0]).toEqual(['2026-11-21 tax consent 3', '2026-11-22 tax consent 1']);
  expect(before[3]).toEqual([]);
  expect(await counted()).toBe(true);
  expect(await views()).toEqual(before);
  expect(await tallyRecord(t.op())).toBe(false);
  await release(person, company);
  expect(await total([company])).toContain('2026-11-22 tax consent 2');
  await counted();
  expect(await total([company])).toContain('2026-11-22 tax consent 2');
});

test('the days are counted by kind, system and basis, and hold nothing of anybody', async () => {
  await record(t.op(), { kind: 'identity.signed_in', personId: person });
  await record(t.op(), { kind: 'registries.asked', data: { registry: 'civil', outcome: 'answered' } });
  await record(t.op(), { kind: 'profile.shown', personId: person, subjectId: person, clientId: 'tax' });
  await counted();
  const days = await listDayCounts(t.op(), '2026-11-21', '2026-11-22');
  const said = days.map(({ day, kind, part, basis, count, fields }) =>
    [day, kind, part, basis, count, fields].join(' '),
  );
  expect(said).toEqual([
    '2026-11-21 profile.released customs law 1 3',
    '2026-11-21 profile.released tax consent 3 9',
    '2026-11-22 identity.signed_in   1 0',
    '2026-11-22 profile.released tax consent 2 6',
    '2026-11-22 registries.asked civil answered 1 0',
  ]);
  expect(JSON.stringify(days)).not.toMatch(new RegExp(`${person}|${company}`));
});

test('two who count at the same moment count once', async () => {
  await release(person, company);
  while (!(await sealRecord(t.op())));
  await Promise.all([tallyRecord(t.op()), tallyRecord(t.op()), tallyRecord(t.op())]);
  expect(await total([company])).toContain('2026-11-22 tax consent 3');
});
