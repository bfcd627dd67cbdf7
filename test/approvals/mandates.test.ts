import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  expireApprovals,
  getApproval,
  listApprovals,
  startAct,
  withdrawApproval,
} from '../../src/approvals/index.ts';
import { seedDirectory, serviceDoor } from '../../src/directory/index.ts';
import { parseLegalId } from '../../src/identifiers.ts';
import { personHash } from '../../src/keys.ts';
import {
  acceptMandate,
  endMandate,
  getUsablePower,
  knowServices,
  movePowers,
  type Offer,
  offerMandate,
  refreshFromRegister,
  tehranDay,
} from '../../src/mandates/index.ts';
import { companies, people } from '../support/people.ts';
import { codeOf, nobodyWaits, openRoom, type Room, type Who } from './room.ts';

let room: Room;
let arvandId: string;
beforeAll(async () => {
  room = await openRoom();
  await seedDirectory(room.t.op());
  const findService = async (_op: unknown, id: string) =>
    id === 'tax' ? { number: 35, kinds: ['export'] } : undefined;
  knowServices(room.t.system, { ...serviceDoor, findService });
  arvandId = (await refreshFromRegister(room.t.op(), parseLegalId(companies.arvand.id)))?.id ?? '';
});
afterAll(() => room.close());
afterEach(async () => {
  room.t.country.restore();
  for (const table of ['mandate_office', 'mandate', 'message', 'throttle'] as const)
    await room.t.system.db.deleteFrom(table).execute();
  await room.refresh();
  await room.t.system.db
    .updateTable('office')
    .set({ ended_at: null, end_reason: null, closed_at: null })
    .execute();
});

const as = (who: Who) => room.t.op(room.as(who));
const offer = (more: Partial<Offer> = {}): Offer => ({
  from: { entityId: room.parsId },
  holder: { kind: 'person', identifier: room.identifierOf('navid'), name: people.navid.fa },
  template: 'tax_accountant',
  scope: { systems: [34, 35], kinds: [], purposes: [] },
  amount: 900n,
  since: tehranDay(room.t.clock.now()),
  until: '2027-03-20',
  mayPassOn: false,
  ...more,
});
const begin = (who: Who, more: Partial<Offer> = {}) =>
  startAct(as(who), { kind: 'mandate_offer', offer: offer(more) });
const mandates = () =>
  room.t.system.db.selectFrom('mandate').select(['id', 'state', 'end_reason', 'entity_id']).execute();
const use = (who: Who, entityId = room.parsId): Promise<string> =>
  codeOf(getUsablePower(room.t.op(), room.idOf(who), entityId, { clientId: 'tax', purposeKey: 'vat' }));
const told = async () =>
  (await room.t.system.db.selectFrom('message').select('person_id').execute()).map(one => one.person_id);
/** Pars gives Navid its taxes, signed by two, and he accepts. */
async function given(first: Who, second: Who): Promise<string> {
  const approval = await room.decide(first, await begin(first));
  const { mandateId } = await room.decide(second, approval);
  await acceptMandate(as('navid'), mandateId ?? '');
  return mandateId ?? '';
}
/** Whether a release in the name of this mandate would be made now, by the statement that decides it. */
async function released(mandateId: string): Promise<boolean | undefined> {
  const mandate = await room.t.system.db
    .selectFrom('mandate')
    .select(['root_office_id', 'entity_id'])
    .where('id', '=', mandateId)
    .executeTakeFirstOrThrow();
  return room.released('navid', {
    subject_id: mandate.entity_id,
    office_id: mandate.root_office_id,
    mandate_id: mandateId,
  });
}

describe('a company that is bound by two of three', () => {
  test('gives a mandate once two have signed the same text; until then nothing is offered', async () => {
    expect(await codeOf(offerMandate(as('omid'), offer()))).toBe('mandates.joint_gives');
    const draft = await begin('omid');
    // Until he has signed it himself it is his alone.
    expect((await listApprovals(as('laleh'), room.idOf('laleh'))).map(({ id }) => id)).not.toContain(
      draft.id,
    );
    expect(await codeOf(room.decide('laleh', draft))).toBe('approvals.not_found');
    expect(await told()).toEqual([]);

    const waiting = await room.decide('omid', draft);
    expect(waiting).toMatchObject({ state: 'waiting', act: 'mandate_offer' });
    expect((await told()).sort()).toEqual([room.idOf('laleh'), room.idOf('sara')].sort());
    expect(await mandates()).toEqual([]);
    expect(await codeOf(room.decide('omid', waiting))).toBe('approvals.own_request');
    expect(await codeOf(room.decide('navid', waiting))).toBe('approvals.not_found');
    expect(await codeOf(room.decide('laleh', waiting, 'approved', Buffer.alloc(32)))).toBe(
      'approvals.changed',
    );

    const { state, mandateId, hash } = await room.decide('laleh', waiting);
    expect({ state, same: hash.equals(draft.hash) }).toEqual({ state: 'approved', same: true });
    expect(await mandates()).toMatchObject([{ id: mandateId, state: 'offered', entity_id: room.parsId }]);
    expect(await use('navid')).not.toBe('done');
    await acceptMandate(as('navid'), mandateId ?? '');
    const power = await getUsablePower(room.t.op(), room.idOf('navid'), room.parsId, {
      clientId: 'tax',
      purposeKey: 'vat',
    });
    expect(power.given?.by).toBe(`${people.omid.fa} و ${people.laleh.fa}`);
    expect(power.given?.amount).toBe(900n);
    expect(await released(mandateId ?? '')).toBe(true);
  });

  test('two who sign at once, and one who signs twice, give it once', async () => {
    const waiting = await room.decide('omid', await begin('omid'));
    const codes = await Promise.all([
      codeOf(room.decide('laleh', waiting)),
      codeOf(room.decide('sara', waiting)),
      codeOf(room.decide('laleh', waiting)),
    ]);
    expect(codes.filter(code => code === 'done')).toHaveLength(1);
    expect(await mandates()).toHaveLength(1);
  });

  test('gives nothing when too few sign: refused, taken back, or too late', async () => {
    const refused = await room.decide('omid', await begin('omid'));
    await room.decide('laleh', refused, 'refused');
    expect((await room.decide('sara', refused, 'refused')).state).toBe('refused');
    const back = await room.decide('omid', await begin('omid'));
    await withdrawApproval(as('omid'), back.id, nobodyWaits);
    expect(await codeOf(room.decide('laleh', back))).toBe('approvals.decided');
    const late = await room.decide('omid', await begin('omid'));
    room.t.clock.advance({ hours: 72 });
    expect(await codeOf(room.decide('laleh', late))).toBe('approvals.deadline_passed');
    await expireApprovals(room.t.op(), nobodyWaits);
    expect((await getApproval(room.t.op(), late.id)).state).toBe('expired');
    expect(await mandates()).toEqual([]);
  });

  test('ends what it gave with the office of any one who signed, also while another could sign', async () => {
    const id = await given('omid', 'laleh');
    room.t.country.endOffice(room.legalId, room.identifierOf('laleh'), '2026-11-21', 'removed');
    await room.refresh();
    expect(await use('navid')).toBe('mandates.ended');
    expect(await mandates()).toMatchObject([{ id, state: 'ended', end_reason: 'power_ended' }]);
    expect(await released(id)).toBe(false);
  });

  test('lets any one of those who sign end it', async () => {
    const id = await given('omid', 'laleh');
    await endMandate(as('sara'), id);
    expect(await mandates()).toMatchObject([{ state: 'ended', end_reason: 'revoked' }]);
  });

  test('holds a mandate itself once two have accepted, and names its staff by two', async () => {
    const id = await offerMandate(as('sara'), {
      ...offer({ from: { entityId: arvandId }, holder: { kind: 'entity', legalId: room.legalId } }),
    });
    expect(await codeOf(acceptMandate(as('omid'), id))).toBe('mandates.joint_gives');
    const accepting = await startAct(as('omid'), { kind: 'mandate_acceptance', mandateId: id });
    await room.decide('laleh', await room.decide('omid', accepting));
    expect(await mandates()).toMatchObject([{ id, state: 'active' }]);

    const from = { mandateId: id, how: 'named' as const };
    const naming = await room.decide('omid', await begin('omid', { from }));
    const { mandateId } = await room.decide('laleh', naming);
    await acceptMandate(as('navid'), mandateId ?? '');
    expect(await use('navid', arvandId)).toBe('done');
    expect(await released(mandateId ?? '')).toBe(true);
    expect(await codeOf(begin('navid', { from }))).toBe('mandates.not_found');
  });
});

test('two signatures of people whom the civil register makes one are one: what rested on both hands nothing over', async () => {
  const id = await given('omid', 'laleh');
  expect(await released(id)).toBe(true);
  const hash = (who: Who) => personHash(room.t.system.keys, room.identifierOf(who));
  const before = await room.t.system.db.selectFrom('office').select(['id', 'officer_hash']).execute();
  await movePowers(room.t.op(), {
    from: hash('laleh'),
    to: hash('omid'),
    ended: room.idOf('laleh'),
    personId: room.idOf('omid'),
  });
  expect(await released(id)).toBe(false);
  expect(await use('navid')).not.toBe('done');
  for (const { id, officer_hash } of before)
    await room.t.system.db.updateTable('office').set({ officer_hash }).where('id', '=', id).execute();
});

test('named combinations: only those whom the register names together give it, and only while it does', async () => {
  const [omid, laleh, sara] = (['omid', 'laleh', 'sara'] as const).map(room.identifierOf);
  if (!omid || !laleh || !sara) throw new Error('three people sign for Pars');
  const { officers } = room.t.country.entity('pars');
  const bind = async (combinations: (typeof omid)[][]) => {
    room.t.country.setValue(room.legalId, { officers: officers.map(one => ({ ...one, combinations })) });
    await room.refresh();
  };
  await bind([
    [laleh, omid],
    [laleh, sara],
  ]);
  const waiting = await room.decide('omid', await begin('omid'));
  expect((await room.decide('sara', waiting)).state).toBe('waiting');
  const { mandateId } = await room.decide('laleh', waiting);
  await acceptMandate(as('navid'), mandateId ?? '');
  expect(await use('navid')).toBe('done');
  expect(await released(mandateId ?? '')).toBe(true);

  // Of the same officers the register demands a third today.
  await room.t.system.db
    .updateTable('office')
    .set({ combinations: JSON.stringify([['nobody', 'else']]) })
    .execute();
  expect(await released(mandateId ?? '')).toBe(false);
  await bind([[laleh, omid, sara]]);
  expect(await use('navid')).toBe('mandates.ended');
  expect(await mandates()).toMatchObject([{ state: 'ended', end_reason: 'power_ended' }]);
});
