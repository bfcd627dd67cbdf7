import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  expireApprovals,
  findUsableApproval,
  getApproval,
  withdrawApproval,
} from '../../src/approvals/index.ts';
import { listEventsAbout } from '../../src/audit/index.ts';
import { findCurrentConsent, withdrawConsent } from '../../src/consent/index.ts';
import { personHash } from '../../src/keys.ts';
import { openMessage } from '../../src/messages/outbox.ts';
import { declareValue } from '../../src/profile/index.ts';
import { people } from '../support/people.ts';
import { codeOf, nobodyWaits, openRoom, type Room } from './room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());
afterEach(async () => {
  room.t.clock.advance({ minutes: 1 });
  room.t.country.restore();
  // What a test ended in the register stands again, as if nothing had been said.
  await room.t.system.db
    .updateTable('office')
    .set({ ended_at: null, end_reason: null, closed_at: null })
    .execute();
  await room.t.system.db.deleteFrom('message').execute();
});

const usable = async (clientId: string, who: 'omid' | 'laleh' | 'sara' = 'omid') =>
  findUsableApproval(room.t.op(), {
    personId: room.idOf(who),
    subjectId: room.parsId,
    clientId,
    purpose: await room.purposeOf(clientId),
  });
const consentOf = async (clientId: string) =>
  findCurrentConsent(room.t.op(), {
    personId: room.idOf('omid'),
    subjectId: room.parsId,
    clientId,
    purposeKey: 'vat-registration',
  });
const messages = async () => {
  const rows = await room.t.system.db.selectFrom('message').select(['id', 'person_id', 'sealed']).execute();
  return rows.map(row => ({
    to: row.person_id,
    text: openMessage(room.t.system.keys, row.id, row.sealed).text,
  }));
};

test('one signature moves nothing; with the second all is given, in the name of both', async () => {
  const clientId = await room.newClient();
  const approval = await room.start('omid', clientId);
  expect(approval).toMatchObject({ state: 'waiting', required: 2 });
  expect(await usable(clientId)).toBeUndefined();
  expect(await consentOf(clientId)).toBeUndefined();

  const settled = await room.decide('laleh', approval);
  expect(settled.state).toBe('approved');
  expect((await usable(clientId))?.id).toBe(approval.id);
  const consent = await consentOf(clientId);
  expect(consent?.approvalId).toBe(approval.id);
  expect([...(consent?.signatories ?? [])].sort()).toEqual([room.idOf('omid'), room.idOf('laleh')].sort());
  expect(await usable(clientId, 'laleh')).toBeUndefined();

  const events = await listEventsAbout(room.t.op(), { subjectIds: [room.parsId], clientId, limit: 50 });
  expect(events.map(event => event.kind).reverse()).toEqual([
    'approvals.started',
    'approvals.signed',
    'approvals.signed',
    'approvals.approved',
    'consent.given',
  ]);
});

test('the others are told that something waits, and nothing of what it is', async () => {
  const approval = await room.start('omid', await room.newClient());
  const asked = await messages();
  expect(asked.map(one => one.to).sort()).toEqual([room.idOf('laleh'), room.idOf('sara')].sort());
  for (const { text } of asked) {
    expect(text).toContain('/me/approvals');
    for (const word of [people.omid.fa, 'پارس', 'ارزش افزوده', approval.id]) expect(text).not.toContain(word);
  }
  await room.decide('sara', approval);
  expect((await messages()).filter(one => one.to === room.idOf('omid'))).toHaveLength(1);
});

test('asking twice asks once', async () => {
  const clientId = await room.newClient();
  const first = await room.start('omid', clientId);
  expect((await room.start('omid', clientId)).id).toBe(first.id);
  expect(await messages()).toHaveLength(2);
});

test('nobody approves his own request as second signatory', async () => {
  const approval = await room.start('omid', await room.newClient());
  expect(await codeOf(room.decide('omid', approval))).toBe('approvals.own_request');
  expect((await getApproval(room.t.op(), approval.id)).state).toBe('waiting');
});

test('nobody approves twice, and after the end nobody approves', async () => {
  const clientId = await room.newClient();
  const approval = await room.start('omid', clientId);
  await room.decide('laleh', approval, 'refused');
  expect(await codeOf(room.decide('laleh', approval))).toBe('approvals.signed_already');
  await room.decide('sara', approval);
  expect(await codeOf(room.decide('laleh', approval))).toBe('approvals.decided');
  const { signatures } = await getApproval(room.t.op(), approval.id);
  expect(signatures.filter(one => one.personId === room.idOf('laleh'))).toHaveLength(1);
});

test('a no of one leaves it to the third; with two it is over, and nothing was given', async () => {
  const clientId = await room.newClient();
  const approval = await room.start('omid', clientId);
  expect((await room.decide('laleh', approval, 'refused')).state).toBe('waiting');
  expect((await room.decide('sara', approval, 'refused')).state).toBe('refused');
  expect(await usable(clientId)).toBeUndefined();
  expect(await consentOf(clientId)).toBeUndefined();
});

test('to who is no signatory there is no such approval', async () => {
  const approval = await room.start('omid', await room.newClient());
  expect(await codeOf(room.decide('navid', approval))).toBe('approvals.not_found');
  expect(await codeOf(withdrawApproval(room.t.op(room.as('navid')), approval.id, nobodyWaits))).toBe(
    'approvals.not_found',
  );
  const invented = { ...approval, id: '00000000-0000-4000-8000-000000000000' };
  expect(await codeOf(room.decide('laleh', invented))).toBe('approvals.not_found');
  expect(await codeOf(room.decide('laleh', { ...approval, id: "' or 1=1" }))).toBe('approvals.not_found');
});

test('who has no office, or signs alone, starts none', async () => {
  const clientId = await room.newClient();
  expect(await codeOf(room.start('navid', clientId))).toBe('mandates.none');
});

test('an office that ended between the signatures ends the approval, and signs no more', async () => {
  const approval = await room.start('omid', await room.newClient());
  room.t.country.endOffice(room.legalId, room.identifierOf('laleh'), '2026-11-21', 'removed');
  await room.refresh();
  expect(await codeOf(room.decide('laleh', approval))).toBe('mandates.ended');
  expect((await getApproval(room.t.op(), approval.id)).state).toBe('waiting');

  room.t.country.endOffice(room.legalId, room.identifierOf('omid'), '2026-11-21', 'removed');
  await room.refresh();
  expect(await getApproval(room.t.op(), approval.id)).toMatchObject({
    state: 'ended',
    endReason: 'power_ended',
  });
  expect(await codeOf(room.decide('sara', approval))).toBe('approvals.decided');
});

test('with the office of one signatory ends what both approved', async () => {
  const clientId = await room.newClient();
  const approval = await room.start('omid', clientId);
  await room.decide('laleh', approval);
  room.t.country.endOffice(room.legalId, room.identifierOf('laleh'), '2026-11-21', 'removed');
  await room.refresh();
  expect(await usable(clientId)).toBeUndefined();
  expect(await getApproval(room.t.op(), approval.id)).toMatchObject({ state: 'ended' });
});

test('after the deadline nobody signs, and who asked is told', async () => {
  const clientId = await room.newClient();
  const approval = await room.start('omid', clientId);
  room.t.clock.advance({ hours: 72 });
  expect(await codeOf(room.decide('laleh', approval))).toBe('approvals.deadline_passed');
  await room.t.system.db.deleteFrom('message').execute();
  await expireApprovals(room.t.op(), nobodyWaits);
  expect((await messages()).map(one => one.to)).toEqual([room.idOf('omid')]);
  expect(await expireApprovals(room.t.op(), nobodyWaits)).toBe(0);
  expect((await room.start('omid', clientId)).id).not.toBe(approval.id);
});

test('a purpose may give the others less time', async () => {
  const approval = await room.start('omid', await room.newClient({ approvalHours: 4 }));
  room.t.clock.advance({ hours: 4 });
  expect(await codeOf(room.decide('laleh', approval))).toBe('approvals.deadline_passed');
});

test('values that changed since the first signature are shown to all again', async () => {
  const clientId = await room.newClient({ fields: ['entity.legal_name', 'entity.email'] });
  const approval = await room.start('omid', clientId);
  await declareValue(room.t.op(), room.parsId, 'entity.email', 'new@pars.example');
  expect(await room.decide('laleh', approval)).toMatchObject({ state: 'ended', endReason: 'values_changed' });
  expect(await consentOf(clientId)).toBeUndefined();
  const again = await room.start('omid', clientId);
  expect(again.hash.equals(approval.hash)).toBe(false);
  expect((await room.decide('laleh', again)).state).toBe('approved');
});

test('a yes to anything but what the first one signed counts for nothing', async () => {
  const approval = await room.start('omid', await room.newClient());
  expect(await codeOf(room.decide('laleh', approval, 'approved', Buffer.alloc(32)))).toBe(
    'approvals.changed',
  );
});

test('a level that the purpose demands is demanded of every signatory', async () => {
  const approval = await room.start('omid', await room.newClient({ level: 2 }));
  expect(await codeOf(room.decide('laleh', approval))).toBe('approvals.level_too_low');
});

test('two who approve at once give one permission', async () => {
  const clientId = await room.newClient();
  const approval = await room.start('omid', clientId);
  const codes = await Promise.all([
    codeOf(room.decide('laleh', approval)),
    codeOf(room.decide('sara', approval)),
    codeOf(room.decide('laleh', approval)),
  ]);
  expect(codes.filter(code => code === 'done')).toHaveLength(1);
  const consents = await room.t.system.db
    .selectFrom('consent')
    .select('id')
    .where('client_id', '=', clientId)
    .execute();
  expect(consents).toHaveLength(1);
});

test('what was signed before a restart is signed after it', async () => {
  const clientId = await room.newClient();
  const approval = await room.start('omid', clientId);
  const restarted = { ...room.t.system };
  const op = { ...room.t.op(room.as('laleh')), system: restarted };
  expect(await getApproval(op, approval.id)).toMatchObject({ state: 'waiting', hash: approval.hash });
  expect((await room.decide('laleh', approval)).state).toBe('approved');
  expect((await usable(clientId))?.id).toBe(approval.id);
});

test('any one of those who can sign takes it back, alone; while it waits only who asked', async () => {
  const clientId = await room.newClient();
  const approval = await room.start('omid', clientId);
  const withdraw = (who: 'omid' | 'sara') =>
    withdrawApproval(room.t.op(room.as(who)), approval.id, nobodyWaits);
  expect(await codeOf(withdraw('sara'))).toBe('approvals.not_yours');
  await room.decide('laleh', approval);
  expect((await withdraw('sara')).endReason).toBe('withdrawn');
  expect(await usable(clientId)).toBeUndefined();
  expect(await consentOf(clientId)).toBeUndefined();
});

test('with the permission withdrawn the approval is of no use', async () => {
  const clientId = await room.newClient();
  await room.decide('laleh', await room.start('omid', clientId));
  const consent = await consentOf(clientId);
  await withdrawConsent(room.t.op(room.as('sara')), consent?.id ?? '');
  expect(await usable(clientId)).toBeUndefined();
});

test('what was signed is sealed under the key of the entity', async () => {
  const approval = await room.start('omid', await room.newClient());
  const row = await room.t.system.db
    .selectFrom('joint_approval')
    .select('sealed')
    .where('id', '=', approval.id)
    .executeTakeFirstOrThrow();
  expect(row.sealed.includes(Buffer.from('پارس'))).toBe(false);
});

test('named combinations of the register: the director with one of the board, and no two of the board', async () => {
  const [omid, laleh, sara] = (['omid', 'laleh', 'sara'] as const).map(room.identifierOf);
  if (!omid || !laleh || !sara) throw new Error('three people sign for Pars');
  const combinations = [
    [laleh, omid],
    [laleh, sara],
  ];
  const { officers } = room.t.country.entity('pars');
  room.t.country.setValue(room.legalId, { officers: officers.map(one => ({ ...one, combinations })) });
  await room.refresh();
  const clientId = await room.newClient();
  await room.t.system.db.deleteFrom('message').execute();
  const approval = await room.start('omid', clientId);
  expect((await messages()).map(one => one.to)).toEqual([room.idOf('laleh')]);
  expect((await room.decide('sara', approval)).state).toBe('waiting');
  expect((await room.decide('laleh', approval)).state).toBe('approved');
  const offices = (await usable(clientId))?.officeIds ?? [];
  expect(offices).toHaveLength(2);
  const power = { subject_id: room.parsId, office_id: offices[0] ?? null, approval_id: approval.id };
  expect(await room.released('omid', power)).toBe(true);
  // One alone is no combination, also where a register says so: neither rule lets data out by it.
  const alone = [laleh, omid].map(id => [personHash(room.t.system.keys, id).toString('hex')]);
  await room.t.system.db
    .updateTable('office')
    .set({ combinations: JSON.stringify(alone) })
    .execute();
  expect(await room.released('omid', power)).toBe(false);
  expect(await usable(clientId)).toBeUndefined();

  // The register changes the rule: what was signed under the old one binds no longer.
  const stricter = officers.map(one => ({ ...one, combinations: [[laleh, omid, sara]] }));
  room.t.country.setValue(room.legalId, { officers: stricter });
  await room.refresh();
  expect(await usable(clientId)).toBeUndefined();
});
