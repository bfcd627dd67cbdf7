import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parsePersonId } from '../../src/identifiers.ts';
import {
  acceptMandate,
  endMandate,
  listPowers,
  type Offer,
  refreshFromRegister,
} from '../../src/mandates/index.ts';
import { companies, people } from '../support/people.ts';
import type { TestSystem } from '../support/system.ts';
import {
  code,
  type GivingRoom,
  givingRoom,
  legalIdOf,
  taxes,
  toCompany,
  toPerson,
  type Who,
} from './giving-room.ts';

let room: GivingRoom;
let t: TestSystem;
beforeAll(async () => {
  room = await givingRoom();
  t = room.t;
});
afterAll(() => room?.t.close());
beforeEach(() => room.begin());
afterEach(() => room.clear());

describe('a mandate that may be passed on', () => {
  test('is passed on once, in part, for no longer, and ends with the one above it', async () => {
    const id = await room.given({ mayPassOn: true, amount: 900n });
    const pass = (more: Partial<Offer>, key: Who = 'navid', from = id) =>
      code(
        room.offer(key, {
          from: { mandateId: from, how: 'passed' },
          holder: toPerson('maryam'),
          amount: 900n,
          ...more,
        }),
      );
    expect(await pass({ until: '2027-03-21' })).toBe('mandates.longer_than_own');
    expect(await pass({ amount: 901n })).toBe('mandates.beyond_own');
    expect(await pass({ amount: null })).toBe('mandates.beyond_own');
    expect(await pass({ scope: { systems: [33], kinds: [], purposes: [] } })).toBe('mandates.beyond_own');
    const part = await room.offer('navid', {
      from: { mandateId: id, how: 'passed' },
      holder: toPerson('maryam'),
      scope: { systems: [35], kinds: [], purposes: [] },
      amount: 900n,
      mayPassOn: true,
    });
    await acceptMandate(room.as('maryam'), part);
    expect(await room.use('maryam')).toBe('done');
    const further = { from: { mandateId: part, how: 'passed' as const }, holder: toPerson('omid') };
    expect(await code(room.offer('maryam', { ...further, amount: 900n }))).toBe('mandates.not_to_pass_on');
    await endMandate(room.as('sara'), id);
    expect(await room.use('maryam')).toBe('mandates.ended');
    expect([...(room.told[0]?.mandateIds ?? [])].sort()).toEqual([id, part].sort());
  });

  test('and one that may not is not', async () => {
    const id = await room.given();
    expect(
      await code(room.offer('navid', { from: { mandateId: id, how: 'passed' }, holder: toPerson('maryam') })),
    ).toBe('mandates.not_to_pass_on');
  });
});

describe('a company that holds a mandate', () => {
  test('accepts by whoever binds it, and names its own staff, who act for the one that gave it', async () => {
    const id = await room.offer('sara', {
      from: { entityId: await room.entityOf('arvand') },
      holder: toCompany('khazar'),
    });
    expect(await code(acceptMandate(room.as('navid'), id))).toBe('mandates.not_found');
    await acceptMandate(room.as('amir'), id);
    expect(await room.use('amir')).toBe('mandates.none');
    const staff = await room.offer('amir', {
      from: { mandateId: id, how: 'named' },
      holder: toPerson('navid'),
    });
    await acceptMandate(room.as('navid'), staff);
    expect(await room.use('navid')).toBe('done');
    expect((await listPowers(t.op(), room.idOf('navid'), taxes))[0]?.given).toMatchObject({
      by: people.amir.fa,
      through: companies.khazar.fa,
    });
    // Its director may be of its staff himself.
    const own = await room.offer('amir', { from: { mandateId: id, how: 'named' }, holder: toPerson('amir') });
    await acceptMandate(room.as('amir'), own);
    expect(await room.use('amir')).toBe('done');
    t.country.endOffice(legalIdOf('khazar'), parsePersonId(people.amir.id), '2026-11-21', 'removed');
    t.clock.advance({ seconds: 1 });
    await refreshFromRegister(t.op(), legalIdOf('khazar'));
    expect(await room.use('navid')).toBe('mandates.ended');
    expect(await room.use('amir')).toBe('mandates.ended');
  });

  test('of joint signature is room.told that one alone cannot accept for it', async () => {
    const id = await room.offer('sara', {
      from: { entityId: await room.entityOf('arvand') },
      holder: toCompany('pars'),
    });
    expect(await code(acceptMandate(room.as('laleh'), id))).toBe('mandates.joint_gives');
    expect(await code(endMandate(room.as('laleh'), id))).toBe('done');
  });
});
