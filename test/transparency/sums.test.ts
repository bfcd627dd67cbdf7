/** What everybody sees of many systems: the sums are those of the cells that are shown, kept or not, page by page. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  dayOf,
  daysLater,
  keepWindows,
  listDayCounts,
  record,
  sealRecord,
  tallyRecord,
} from '../../src/audit/index.ts';
import { seedClient } from '../../src/clients/index.ts';
import { keepPublishedDays, listDays, listSystemCells } from '../../src/transparency/days.ts';
import type { Cell } from '../../src/transparency/publish.ts';
import { listSystemSums, placeOf, SHOWN_DAYS, sumTried } from '../../src/transparency/systems.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

const SYSTEMS = 13;
const DAYS = 40;
let t: TestSystem;
let statements = 0;
let today = '';
beforeAll(async () => {
  t = await testSystem({
    onStatement: () => {
      statements += 1;
    },
  });
  today = dayOf(t.clock.now());
  for (let n = 0; n < SYSTEMS; n++) await seed(`s-${n}`, n < 10);
  // Counts of 0 to 12, by no rule that a sum could follow.
  const count = (day: number, n: number, law: boolean) => (day * 7 + n * 5 + (law ? 3 : 0) + day * n) % 13;
  const rows = [];
  for (let day = 0; day < DAYS; day++)
    for (let n = 0; n < SYSTEMS; n++)
      for (const basis of ['consent', 'law'])
        if (count(day, n, basis === 'law') > 0)
          rows.push({
            day: daysLater(today, -day),
            kind: 'profile.released',
            part: `s-${n}`,
            basis,
            count: count(day, n, basis === 'law'),
            fields: 3 * count(day, n, basis === 'law'),
          });
  const { db } = t.system;
  await db.insertInto('audit_day').values(rows).execute();
  const total = Map.groupBy(rows, ({ day }) => day);
  for (const [day, of] of total)
    await db
      .insertInto('audit_total')
      .values({ day, kind: 'profile.released', part: '', basis: 'consent', count: of.length, fields: 0 })
      .execute();
  await db.insertInto('audit_tally').values({ last_id: 0, last_at: t.clock.now() }).execute();
});
afterAll(() => t.close());

const seed = (id: string, ofAgency: boolean) =>
  seedClient(t.op(), {
    id,
    kind: 'sandbox',
    name: { fa: `سامانهٔ ${id}`, en: `System ${id}` },
    agency: ofAgency ? { id: 'a', name: { fa: 'دستگاه', en: 'Agency' } } : null,
    metadata: {},
    secretHash: null,
    purposes: [],
  } as Parameters<typeof seedClient>[1]);

/** By the counts themselves: each cell of a day by the rule, those without an agency together. */
async function byHand(from: string) {
  const cells = new Map<
    string,
    { day: string; system: string | null; basis: string; n: number; fields: number }
  >();
  for (const { day, part, basis, count, fields } of await listDayCounts(t.op(), { from, until: today })) {
    const system = Number(part.slice(2)) < 10 ? part : null;
    const key = JSON.stringify([day, system, basis]);
    const known = cells.get(key) ?? { day, system, basis, n: 0, fields: 0 };
    cells.set(key, { ...known, n: known.n + count, fields: known.fields + fields });
  }
  return [...cells.values()].map(({ n, ...cell }) => {
    const shown: Cell = n > 0 && n < 5 ? null : cell.day === today ? n - (n % 5) : n;
    return { ...cell, shown };
  });
}

async function expectDays(): Promise<void> {
  const from = daysLater(today, 1 - DAYS);
  const cells = Map.groupBy(await byHand(from), ({ day }) => day);
  const days = await listDays(t.op(), from, today);
  expect(days).toHaveLength(DAYS);
  for (const day of days) {
    const own = cells.get(day.day) ?? [];
    const sum = (of: typeof own) => of.reduce((all, { shown }) => all + (shown ?? 0), 0);
    const fields = own.reduce((all, one) => all + (one.shown === null ? 0 : one.fields), 0);
    expect(day, day.day).toMatchObject({
      releases: sum(own),
      releases_by_law: sum(own.filter(({ basis }) => basis === 'law')),
      spared_fields: day.complete ? fields : fields - (fields % 5),
      suppressed: own.filter(({ shown }) => shown === null).length,
    });
  }
}

async function expectSystems(): Promise<void> {
  const cells = (await byHand(daysLater(today, 1 - SHOWN_DAYS))).filter(({ shown }) => shown !== null);
  const sum = (system: string | null, basis: string) =>
    cells
      .filter(one => one.system === system && one.basis === basis)
      .reduce((all, { shown }) => all + (shown ?? 0), 0);
  const seen = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page = await listSystemSums(t.op(), { most: 3, after });
    seen.push(...page);
    const last = page.at(-1);
    after = page.length === 3 && last ? placeOf(last) : undefined;
  }
  expect(seen.map(({ system }) => system).sort()).toEqual(Array.from({ length: 10 }, (_, n) => `s-${n}`));
  const counts = seen.map(({ consent, law }) => consent + law);
  expect(counts).toEqual([...counts].sort((a, b) => b - a));
  for (const { system, consent, law } of seen)
    expect([consent, law], system).toEqual([sum(system, 'consent'), sum(system, 'law')]);
  expect(await sumTried(t.op())).toMatchObject({ consent: sum(null, 'consent'), law: sum(null, 'law') });
}

describe('what everybody sees of the days', () => {
  test('is the same before and after it was summed up', async () => {
    await expectDays();
    await expectSystems();
    await keepPublishedDays(t.op());
    await keepWindows(t.op());
    const kept = await t.system.db.selectFrom('audit_published').select('day').execute();
    expect(kept).toHaveLength(2 * (DAYS - 1));
    await expectDays();
    await expectSystems();
  });

  test('a day of which something is counted late is summed up anew', async () => {
    const past = new Date(t.clock.now().getTime() - 3 * 86_400_000);
    const subjectId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
    for (let n = 0; n < 6; n++)
      await record(
        { ...t.op(), at: past },
        { kind: 'profile.released', subjectId, clientId: 's-3', data: { basis: 'law', fields: ['a'] } },
      );
    while (!(await sealRecord(t.op())));
    await tallyRecord(t.op());
    await expectDays();
    await keepPublishedDays(t.op());
    await expectDays();
  });

  test('cells come page by page, each once, and what is tried out last', async () => {
    const day = daysLater(today, -1);
    const seen = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page = await listSystemCells(t.op(), { from: day, until: day }, { most: 3, after });
      seen.push(...(page.get(day)?.cells ?? []));
      after = page.get(day)?.last;
    }
    const own = (await byHand(day)).filter(one => one.day === day);
    const inWords = (cells: readonly { system: string | null; basis: string; count: Cell }[]) =>
      cells.map(({ system, basis, count }) => `${system} ${basis} ${count}`).sort();
    expect(inWords(seen)).toEqual(inWords(own.map(one => ({ ...one, count: one.shown }))));
    expect(seen.findIndex(({ system }) => system === null)).toBe(seen.length - 2);
  });

  test('takes as many statements for many systems and days as for few', async () => {
    const cost = async (work: () => Promise<unknown>) => {
      const before = statements;
      await work();
      return statements - before;
    };
    expect(await cost(() => listDays(t.op(), today, today))).toBe(
      await cost(() => listDays(t.op(), daysLater(today, 1 - DAYS), today)),
    );
    expect(await cost(() => listSystemSums(t.op(), { most: 1 }))).toBe(
      await cost(() => listSystemSums(t.op(), { most: 10 })),
    );
  });
});
