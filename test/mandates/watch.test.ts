import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { parsePersonId } from '../../src/identifiers.ts';
import { listPowers, signalChanged, watchPowers } from '../../src/mandates/index.ts';
import { people } from '../support/people.ts';
import type { TestSystem } from '../support/system.ts';
import { type GivingRoom, givingRoom, legalIdOf, toPerson } from './giving-room.ts';

let room: GivingRoom;
let t: TestSystem;
beforeAll(async () => {
  room = await givingRoom();
  t = room.t;
});
afterAll(() => room?.t.close());
beforeEach(() => room.begin());
afterEach(() => room.clear());

const endSara = () =>
  t.country.endOffice(legalIdOf('arvand'), parsePersonId(people.sara.id), '2026-11-21', 'removed');

test('the register is asked again by itself, the longest waiting first, and nobody need sign in for it', async () => {
  await room.given();
  endSara();
  t.clock.advance({ minutes: 59 });
  expect(await watchPowers(t.op())).toBe(0);
  expect(await room.use('navid')).toBe('done');
  t.clock.advance({ minutes: 2 });
  expect(await watchPowers(t.op())).toBeGreaterThan(0);
  expect(await room.use('navid')).toBe('mandates.ended');
  expect(room.told).toHaveLength(1);
  expect(await watchPowers(t.op())).toBe(0);
});

test('when the register signals a change it is asked at once', async () => {
  await room.given();
  endSara();
  t.clock.advance({ seconds: 2 });
  await signalChanged(t.op(), [legalIdOf('kavir'), legalIdOf('arvand')]);
  expect(await watchPowers(t.op())).toBe(1);
  expect(await room.use('navid')).toBe('mandates.ended');
});

test('a signal alone changes nothing: what counts is what the register then says', async () => {
  await room.given();
  t.clock.advance({ seconds: 2 });
  await signalChanged(t.op(), [legalIdOf('arvand')]);
  await watchPowers(t.op());
  expect(await room.use('navid')).toBe('done');
});

test('while the register is down what it said last counts, and it is asked again later', async () => {
  await room.given();
  endSara();
  t.clock.advance({ minutes: 61 });
  t.faults.down('legal-persons');
  expect(await watchPowers(t.op())).toBe(0);
  expect(await room.use('navid')).toBe('done');
  t.faults.mend();
  expect(await watchPowers(t.op())).toBe(0);
  t.clock.advance({ minutes: 6 });
  expect(await watchPowers(t.op())).toBeGreaterThan(0);
  expect(await room.use('navid')).toBe('mandates.ended');
});

test('a term that runs out ends what hangs on it with its last day, though the register says nothing', async () => {
  const [power] = await listPowers(t.op(), room.idOf('sara'));
  await room.given({ until: power?.until ?? '' });
  t.faults.down('legal-persons');
  t.clock.set(`${power?.until}T20:29:59Z`);
  await watchPowers(t.op());
  expect(room.told.map(({ entityId }) => entityId)).not.toContain(power?.entity.id);
  t.clock.advance({ seconds: 1 });
  await watchPowers(t.op());
  expect(room.told.map(({ officeIds }) => officeIds)).toContainEqual([power?.officeId]);
  const [row] = await t.system.db.selectFrom('mandate').select(['state', 'end_reason']).execute();
  expect(row).toEqual({ state: 'ended', end_reason: 'power_ended' });
});

test('a mandate whose days are over is ended, an offer that nobody answered lapses, and both stay in the record', async () => {
  const from = { entityId: await room.entityOf('arvand') };
  await room.given({ until: '2026-11-22' });
  await room.offer('sara', { from, holder: toPerson('maryam') });
  t.faults.down('legal-persons');
  t.clock.set('2026-11-22T20:30:00Z');
  await watchPowers(t.op());
  t.clock.advance({ days: 30 });
  await watchPowers(t.op());
  const rows = await t.system.db.selectFrom('mandate').select('end_reason').orderBy('valid_until').execute();
  expect(rows.map(row => row.end_reason)).toEqual(['term_over', 'not_accepted']);
});

test('two processes never ask about the same entity at the same moment', async () => {
  t.clock.advance({ minutes: 61 });
  const asked = await Promise.all([watchPowers(t.op()), watchPowers(t.op())]);
  const { count } = await t.system.db
    .selectFrom('power_check')
    .select(eb => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  expect(asked[0] + asked[1]).toBe(Number(count));
});
