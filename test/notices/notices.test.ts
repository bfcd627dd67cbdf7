import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  asksMore,
  decide,
  findActivePurpose,
  listWidenings,
  type PurposeInput,
  registerPurpose,
} from '../../src/clients/index.ts';
import { covers, findCurrentConsent } from '../../src/consent/index.ts';
import { listOutbox } from '../../src/messages/index.ts';
import { listNotices, tellOfPurposes } from '../../src/notices/index.ts';
import type { Actor } from '../../src/operation.ts';
import { examplePurpose } from '../clients/example.ts';
import { type ConsentRoom, consentRoom } from '../consent/room.ts';

const shirin: Actor = { kind: 'person', personId: '00000000-0000-4000-8000-000000000002' };
const farhad: Actor = { kind: 'person', personId: '00000000-0000-4000-8000-000000000003' };
const fields = ['entity.seat_address', 'entity.legal_name', 'entity.staff_count'];
const version = (more: Partial<PurposeInput> = {}) =>
  examplePurpose({ basis: 'consent', fields, subjects: ['legal_entity', 'self'], ...more });

let room: ConsentRoom;
beforeAll(async () => {
  room = await consentRoom();
});
afterAll(() => room.t.close());
const approve = async (input: PurposeInput) => {
  const { purpose, approvalId } = await registerPurpose(room.t.op(shirin), 'tax', input);
  if (approvalId) await decide(room.t.op(farhad), approvalId, 'approved', '');
  return { purpose, approvalId };
};
const serve = (subjectId: string) =>
  room.t.system.db
    .insertInto('audit_subject_day')
    .values({
      subject_id: subjectId,
      day: room.t.clock.now().toISOString().slice(0, 10),
      client_id: 'tax',
      basis: 'law',
      count: 1,
    })
    .execute();

test('a version asks for more by a field, a subject, a right, a term or other words; not by fewer', () => {
  const before = room.purpose;
  const more = (change: Partial<PurposeInput>) => asksMore(before, version(change));
  expect(more({ fields: fields.slice(0, 2), subjects: ['self'], level: 2, consentDays: 30 })).toEqual([]);
  expect(more({ fields: [...fields, 'entity.capital'] })).toEqual(['fields']);
  expect(more({ basis: 'law', consentDays: 400 })).toEqual(['basis', 'consent_days']);
  expect(more({ retention: { fa: '۶ سال', en: '6 years' } })).toEqual(['retention']);
  expect(more({ text: { fa: 'برای کار دیگر', en: 'For something else' } })).toEqual(['text']);
});

test('a version that asks for less works at once; one that is the same is none', async () => {
  const less = version({ consentDays: 300 });
  const { purpose, approvalId } = await approve(less);
  expect([purpose.state, approvalId]).toEqual(['active', null]);
  expect(await findActivePurpose(room.t.op(), 'tax', undefined)).toMatchObject({
    version: 2,
    consentDays: 300,
  });
  await expect(registerPurpose(room.t.op(shirin), 'tax', less)).rejects.toMatchObject({
    code: 'clients.purpose_same',
  });
  expect(await listWidenings(room.t.op(), 'tax')).toEqual([]);
});

test('of one that asks for more everybody is told whom it concerns, once, batch by batch, and counted', async () => {
  const { personIds, entityIds } = room;
  const now = (await findActivePurpose(room.t.op(), 'tax', undefined)) ?? room.purpose;
  await room.give({ purpose: now });
  await room.give({ purpose: now, subjectId: personIds.sara });
  for (const id of [personIds.omid, entityIds.pars]) await serve(id);
  const wider = version({ fields: [...fields, 'entity.capital'], consentDays: 300 });
  const { purpose } = await approve(wider);
  expect(await tellOfPurposes(room.t.op(), 1)).toBe(1);
  expect(await tellOfPurposes(room.t.op(), 1)).toBe(0);
  expect(await listWidenings(room.t.op(), 'tax')).toMatchObject([{ told: 1, part: 'done' }]);
  expect(await listNotices(room.t.op(), [personIds.sara])).toMatchObject([
    { purposeId: purpose.id, added: ['entity.capital'], basis: 'consent' },
  ]);
  expect(await listNotices(room.t.op(), [personIds.omid])).toEqual([]);
  const [text] = await listOutbox(room.t.op(), 5);
  expect(text?.text).toContain('/me');

  // The permission that she gave covers what it covered.
  const consent = await findCurrentConsent(room.t.op(), {
    personId: personIds.sara,
    subjectId: entityIds.arvand,
    clientId: 'tax',
    purposeKey: purpose.key,
  });
  expect(covers(consent, wider, room.t.clock.now())).toEqual({
    covered: ['entity.seat_address', 'entity.legal_name'],
    missing: ['entity.staff_count', 'entity.capital'],
  });

  room.t.clock.advance({ seconds: 1 });
  await approve({ ...wider, basis: 'law' });
  expect(await tellOfPurposes(room.t.op(), 1)).toBe(3);
  expect(await listNotices(room.t.op(), [entityIds.pars, personIds.omid])).toHaveLength(2);
  expect(await listWidenings(room.t.op(), 'tax')).toMatchObject([
    { told: 3, doneAt: expect.any(Date) },
    { told: 1 },
  ]);
});
