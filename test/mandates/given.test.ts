import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import { legalCheckDigit, parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import {
  acceptMandate,
  endMandate,
  getUsablePower,
  listPowers,
  type Offer,
  refreshFromRegister,
} from '../../src/mandates/index.ts';
import { listOutbox } from '../../src/messages/index.ts';
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

describe('a mandate', () => {
  test('holds once both sides have said yes, for what it was given, and is on the record', async () => {
    const id = await room.offer('sara', {
      from: { entityId: await room.entityOf('arvand') },
      holder: toPerson('navid'),
    });
    expect(await room.use('navid')).toBe('mandates.none');
    expect((await listPowers(t.op(), room.idOf('navid'), taxes))[0]).toMatchObject({
      basis: 'mandate',
      state: 'not_accepted',
      mandateId: id,
    });
    await acceptMandate(room.as('navid'), id);
    const power = await getUsablePower(t.op(), room.idOf('navid'), await room.entityOf('arvand'), taxes);
    expect(power).toMatchObject({
      basis: 'mandate',
      mandateId: id,
      role: 'tax_accountant',
      mode: 'delegated',
      until: '2027-03-20',
      given: { by: people.sara.fa },
    });
    expect(await room.use('navid', { clientId: 'customs' })).toBe('mandates.outside_scope');
    expect(await code(getUsablePower(t.op(), room.idOf('navid'), await room.entityOf('arvand')))).toBe(
      'mandates.outside_scope',
    );
    const events = await listEventsAbout(t.op(), { subjectIds: [await room.entityOf('arvand')], limit: 9 });
    expect(events.map(({ kind }) => kind).slice(0, 2)).toEqual(['mandates.accepted', 'mandates.offered']);
  });

  test('ends at once when either side ends it, and a second end changes nothing', async () => {
    const id = await room.given();
    await endMandate(room.as('navid'), id);
    expect(await room.use('navid')).toBe('mandates.ended');
    expect(room.told).toMatchObject([{ mandateIds: [id], officeIds: [], personIds: [room.idOf('navid')] }]);
    await endMandate(room.as('sara'), id);
    expect(room.told).toHaveLength(1);
    const again = await room.given();
    await Promise.all([endMandate(room.as('navid'), again), endMandate(room.as('sara'), again)]);
    const rows = await t.system.db.selectFrom('mandate').select('end_reason').execute();
    expect(rows).toHaveLength(2);
    expect(room.told).toHaveLength(2);
  });

  test('that was refused or taken back cannot be accepted any more', async () => {
    const from = { entityId: await room.entityOf('arvand') };
    const refused = await room.offer('sara', { from, holder: toPerson('navid') });
    await endMandate(room.as('navid'), refused);
    expect(await code(acceptMandate(room.as('navid'), refused))).toBe('mandates.over');
    const taken = await room.offer('sara', { from, holder: toPerson('navid') });
    await endMandate(room.as('sara'), taken);
    expect(await code(acceptMandate(room.as('navid'), taken))).toBe('mandates.over');
    expect(await room.use('navid')).toBe('mandates.ended');
  });

  test('of others is not found, whatever id somebody guesses', async () => {
    const id = await room.offer('sara', {
      from: { entityId: await room.entityOf('arvand') },
      holder: toPerson('navid'),
    });
    for (const [key, which] of [
      ['maryam', id],
      ['navid', '00000000-0000-4000-8000-000000000000'],
      ['navid', 'x'],
    ] as const) {
      expect(await code(acceptMandate(room.as(key), which))).toBe('mandates.not_found');
      expect(await code(endMandate(room.as(key), which))).toBe('mandates.not_found');
      expect(
        await code(room.offer(key, { from: { mandateId: which, how: 'passed' }, holder: toPerson('omid') })),
      ).toMatch(/mandates\.not_found/);
    }
    // The giver does not accept in the place of the other.
    expect(await code(acceptMandate(room.as('sara'), id))).toBe('mandates.not_found');
  });

  test('ends with the office that it was given by, before anybody asks again', async () => {
    await room.given();
    t.country.endOffice(legalIdOf('arvand'), parsePersonId(people.sara.id), '2026-11-21', 'removed');
    t.clock.advance({ seconds: 1 });
    await refreshFromRegister(t.op(), legalIdOf('arvand'));
    expect(await room.use('navid')).toBe('mandates.ended');
  });

  test('offered before the power ended is not accepted after it', async () => {
    const id = await room.offer('sara', {
      from: { entityId: await room.entityOf('arvand') },
      holder: toPerson('navid'),
    });
    t.country.dissolve(legalIdOf('arvand'), '2026-11-20');
    t.clock.advance({ seconds: 1 });
    await refreshFromRegister(t.op(), legalIdOf('arvand'));
    expect(await code(acceptMandate(room.as('navid'), id))).toBe('mandates.over');
  });

  test('begins and ends with its days in Tehran', async () => {
    await room.given({ since: '2026-11-22', until: '2026-11-22' });
    t.clock.set('2026-11-21T20:29:59Z');
    expect(await room.use('navid')).toBe('mandates.none');
    t.clock.advance({ seconds: 1 });
    expect(await room.use('navid')).toBe('done');
    t.clock.set('2026-11-22T20:29:59Z');
    expect(await room.use('navid')).toBe('done');
    t.clock.advance({ seconds: 1 });
    expect(await room.use('navid')).toBe('mandates.ended');
  });

  test('up to an amount does not cover more', async () => {
    await room.given({ amount: 500n });
    expect(await room.use('navid', { amount: 500n })).toBe('done');
    expect(await room.use('navid', { amount: 501n })).toBe('mandates.outside_scope');
  });
});

describe('nobody gives', () => {
  const refused = async (key: Who, more: Partial<Offer>, company: keyof typeof companies = 'arvand') =>
    code(
      room.offer(key, {
        from: { entityId: await room.entityOf(company) },
        holder: toPerson('navid'),
        ...more,
      }),
    );

  test('to himself, nor back to whoever stands above', async () => {
    expect(await refused('sara', { holder: toPerson('sara') })).toBe('mandates.to_oneself');
    expect(await refused('sara', { holder: toCompany('arvand') })).toBe('mandates.circle');
    const id = await room.given({ mayPassOn: true });
    const pass = (holder: Offer['holder']) =>
      code(room.offer('navid', { from: { mandateId: id, how: 'passed' }, holder }));
    expect(await pass(toPerson('sara'))).toBe('mandates.circle');
    expect(await pass(toPerson('navid'))).toBe('mandates.to_oneself');
    expect(await pass(toCompany('arvand'))).toBe('mandates.circle');
    expect(await pass(toPerson('maryam'))).toBe('done');
  });

  test('longer than his own term, or without an end worth the name', async () => {
    const [power] = await listPowers(t.op(), room.idOf('sara'));
    const last = power?.until ?? '';
    const after = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10);
    expect(await refused('sara', { until: after })).toBe('mandates.longer_than_own');
    expect(await refused('sara', { until: last })).toBe('done');
    for (const until of ['', '2026-02-30', '9999-12-31x', '2026-11-20'])
      expect(await refused('sara', { until })).toBe('mandates.day_malformed');
    expect(await refused('sara', { until: '2031-11-22' })).toMatch(/too_long|longer_than_own/);
    expect(await refused('sara', { since: '2026-11-20' })).toBe('mandates.in_the_past');
  });

  test('what he does not have: for another company, for nothing, or with others only', async () => {
    expect(await refused('navid', {})).toBe('mandates.none');
    expect(await refused('sara', {}, 'pars')).toBe('mandates.joint_gives');
    expect(await refused('sara', { scope: { systems: [], kinds: [], purposes: [] } })).toBe(
      'mandates.scope_missing',
    );
    expect(await refused('sara', { scope: { systems: [999], kinds: ['all'], purposes: [] } })).toBe(
      'mandates.scope_missing',
    );
    expect(await refused('sara', { amount: 0n })).toBe('mandates.amount_malformed');
    expect(await refused('sara', { holder: { ...toPerson('navid'), name: ' ' } as Offer['holder'] })).toBe(
      'mandates.name_missing',
    );
  });

  test('to a company that the register does not know or that is no longer active', async () => {
    expect(await refused('sara', { holder: toCompany('kavir') })).toBe('mandates.holder_not_active');
    const legalId = parseLegalId(`1010000001${legalCheckDigit('1010000001')}`);
    expect(await refused('sara', { holder: { kind: 'entity', legalId } })).toBe('mandates.holder_unknown');
    t.faults.down('legal-persons');
    expect(await refused('sara', { holder: { kind: 'entity', legalId } })).toBe('mandates.register_down');
  });
});

test('nobody floods others with offers, also not by taking them back again', async () => {
  const from = { entityId: await room.entityOf('arvand') };
  const again = async () => {
    await endMandate(room.as('sara'), await room.offer('sara', { from, holder: toPerson('navid') }));
  };
  for (let offers = 0; offers < 31; offers++) await again();
  expect(await code(again())).toBe('mandates.too_many_offers');
  t.clock.advance({ minutes: 61 });
  expect(await code(again())).toBe('done');
});

test('the other side hears of it by a text message that names nobody', async () => {
  const id = await room.given();
  await endMandate(room.as('sara'), id);
  const texts = await listOutbox(t.op(), 10);
  expect(texts.map(({ to }) => to).sort()).toEqual(['+989120000000', '+989120000003', '+989120000003']);
  const all = texts.map(({ text }) => text).join();
  for (const secret of [people.sara.fa, people.navid.fa, companies.arvand.fa, people.navid.id])
    expect(all).not.toContain(secret);
});

test('names and identifiers of a mandate cannot be read from the database', async () => {
  await room.given();
  const rows = await t.system.db.selectFrom('mandate').selectAll().execute();
  const text = rows.map(row => row.sealed.toString('utf8') + JSON.stringify(row)).join();
  for (const { id, fa, en } of [people.sara, people.navid, companies.arvand])
    for (const secret of [id, fa, en]) expect(text).not.toContain(secret);
});
