import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  countReleases,
  dayOf,
  daysLater,
  keepWindows,
  listDayCounts,
  listDayCountsOf,
  listDayTotals,
  record,
  sealRecord,
  sumReleases,
  tallyRecord,
} from '../../src/audit/index.ts';
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
  const days = await listDayCounts(t.op(), { from: '2026-11-21', until: '2026-11-22' });
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

test('the sums of clients over a month are those of the days, before they are kept, after, and as days come and go', async () => {
  const fromDays = async (parts?: readonly string[]) => {
    const until = dayOf(t.op().at);
    const rows = await listDayCounts(t.op(), {
      from: daysLater(until, -29),
      until,
    });
    const sums = new Map<string, { part: string; releases: number; fields: number; refused: number }>();
    for (const { part, kind, count, fields } of rows) {
      if (kind !== 'profile.released' && kind !== 'profile.release_refused') continue;
      const sum = sums.get(part) ?? { part, releases: 0, fields: 0, refused: 0 };
      sums.set(part, {
        part,
        releases: sum.releases + (kind === 'profile.released' ? count : 0),
        fields: sum.fields + fields,
        refused: sum.refused + (kind === 'profile.released' ? 0 : count),
      });
    }
    return [...sums.values()]
      .filter(({ part }) => !parts || parts.includes(part))
      .sort((a, b) => b.releases - a.releases || (a.part < b.part ? -1 : 1));
  };
  const same = async () => {
    const sums = await sumReleases(t.op(), 30, { limit: 9 });
    expect(sums).toEqual(await fromDays());
    expect(await sumReleases(t.op(), 30, { parts: ['customs', 'nobody'], limit: 9 })).toEqual(
      await fromDays(['customs']),
    );
    return sums.length;
  };
  expect(await same()).toBe(2);
  await record(t.op(), { kind: 'profile.release_refused', clientId: 'tax', data: { reason: 'power_ended' } });
  for (const day of ['2026-11-25', '2026-12-20', '2026-12-21', '2026-12-22', '2027-01-30']) {
    t.clock.set(`${day}T09:00:00Z`);
    await release(person, company, 'customs');
    await counted();
    // The day before is over and kept; today's is not in it.
    expect(await keepWindows(t.op())).toBe(true);
    expect(await keepWindows(t.op())).toBe(false);
    expect(await same(), day).toBeGreaterThan(0);
    await release(person, company, 'tax');
    await counted();
    await same();
  }
  // Nobody kept them for days: what is kept is of another month, or begins too early.
  for (const day of ['2027-02-02', '2027-04-02']) {
    t.clock.set(`${day}T09:00:00Z`);
    await release(person, company, 'customs', 'law');
    await counted();
    await same();
  }
});

test('the totals of a day are the sums of its clients, and one client has its own', async () => {
  const span = { from: '2026-11-21', until: '2026-12-31' };
  const all = await listDayCounts(t.op(), span);
  const sum = (rows: typeof all) => rows.reduce((total, { count, fields }) => total + count + fields, 0);
  const totals = await listDayTotals(t.op(), span);
  expect(sum(totals)).toBe(sum(all));
  expect(totals.find(({ day, basis }) => day === '2026-11-21' && basis === 'consent')).toMatchObject({
    kind: 'profile.released',
    part: '',
    count: 3,
    fields: 9,
  });
  expect(await listDayCountsOf(t.op(), 'customs', span)).toEqual(
    all.filter(({ part }) => part === 'customs'),
  );
});
