import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import {
  type Consent,
  changesOf,
  type Ended,
  endConsentsOf,
  expireConsents,
  findConsent,
  NOTICE_DAYS,
  noticeExpiries,
  onConsentEnded,
  unchangedFields,
  withdrawConsent,
} from '../../src/consent/index.ts';
import { parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import { onPowerEnded, refreshFromRegister } from '../../src/mandates/index.ts';
import { listOutbox } from '../../src/messages/index.ts';
import { atomically } from '../../src/operation.ts';
import { companies, people } from '../support/people.ts';
import { type ConsentRoom, codeOf, consentRoom } from './room.ts';

let room: ConsentRoom;
const ended: Ended[] = [];
beforeAll(async () => {
  room = await consentRoom();
  onConsentEnded(room.t.system, async (op, consent) => {
    expect(op.db.isTransaction).toBe(true);
    ended.push(consent);
  });
});
afterAll(() => room?.t.close());
beforeEach(() => {
  ended.length = 0;
  room.t.clock.advance({ minutes: 1 });
});
const found = async (id: string) => (await findConsent(room.t.op(), id)) as Consent;

test('a system gives back what was allowed to it, and nothing that was allowed to another', async () => {
  const { id } = await room.give();
  const op = (clientId: string) => room.t.op({ kind: 'client', clientId, scopes: [] });
  expect(await codeOf(withdrawConsent(op('customs'), id))).toBe('consent.not_found');
  expect(ended).toEqual([]);
  expect(await withdrawConsent(op('tax'), id)).toMatchObject({ endReason: 'withdrawn', endedBy: null });
  await withdrawConsent(op('tax'), id);
  expect(ended).toHaveLength(1);
});

test('two who withdraw at the same moment withdraw it once', async () => {
  const { id } = await room.give();
  await Promise.all([1, 2, 3].map(() => withdrawConsent(room.t.op(room.as('sara')), id)));
  expect(ended).toHaveLength(1);
  const filter = { kinds: ['consent.withdrawn'] as const, clientId: 'tax', limit: 20 };
  const events = await listEventsAbout(room.t.op(), filter);
  expect(events.filter(({ data }) => data.consent === id)).toHaveLength(1);
});

test('what ends with a consent hears of the earlier ones that it replaced: grants may still name them', async () => {
  const first = await room.give();
  const second = await room.give();
  await withdrawConsent(room.t.op(room.as('sara')), second.id);
  expect(ended[0]?.ids).toEqual(expect.arrayContaining([first.id, second.id]));
});

test('a withdrawal that fails afterwards has not happened', async () => {
  const { id } = await room.give();
  const failing = atomically(room.t.op(room.as('sara')), async op => {
    await withdrawConsent(op, id);
    throw new Error('the rest did not work');
  });
  await expect(failing).rejects.toThrow('the rest');
  expect((await found(id)).endedAt).toBeNull();
});

test('with the office ends what was allowed by it, and stays on the record with its reason', async () => {
  const own = await room.give({ subjectId: room.personIds.sara });
  const { id, officeIds } = await room.give();
  expect(officeIds).toHaveLength(1);
  await endConsentsOf(room.t.op(), { officeIds: ['00000000-0000-4000-8000-000000000000'], mandateIds: [] });
  expect(ended).toEqual([]);
  await endConsentsOf(room.t.op(), { officeIds });
  expect(await found(id)).toMatchObject({ endReason: 'power_ended', endedAt: room.t.clock.now() });
  expect((await found(own.id)).endedAt).toBeNull();
  await endConsentsOf(room.t.op(), { officeIds });
  expect(ended).toHaveLength(1);
});

test('the register ends the office, and the permission ends in the same moment', async () => {
  const { id, officeIds } = await room.give();
  onPowerEnded(room.t.system, async (op, power) => {
    await endConsentsOf(op, power);
  });
  const arvand = parseLegalId(companies.arvand.id);
  room.t.country.endOffice(arvand, parsePersonId(people.sara.id), '2026-11-20', 'removed');
  await refreshFromRegister(room.t.op(), arvand);
  expect(officeIds.length).toBeGreaterThan(0);
  expect(await found(id)).toMatchObject({ endReason: 'power_ended' });
});

test('she is told once that it ends soon; at its term it ends by itself, as of that moment', async () => {
  const subjectId = room.personIds.sara;
  const consent = await room.give({ subjectId });
  const short = await room.give({
    subjectId: room.personIds.sara,
    purpose: { ...room.purpose, consentDays: 300 },
  });
  expect((await found(consent.id)).endReason).toBe('replaced');
  expect(await noticeExpiries(room.t.op())).toBe(0);
  room.t.clock.set(new Date(short.expiresAt.getTime() - NOTICE_DAYS * 86_400_000));
  expect(await noticeExpiries(room.t.op())).toBeGreaterThan(0);
  expect(await noticeExpiries(room.t.op())).toBe(0);
  const [message] = await listOutbox(room.t.op(), 1);
  expect(message?.text).toContain(`/me/consents/${short.id}`);
  expect(message?.text).not.toContain(people.sara.fa);
  expect(await expireConsents(room.t.op())).toBe(0);
  room.t.clock.set(new Date(short.expiresAt.getTime() + 60_000));
  ended.length = 0;
  expect(await expireConsents(room.t.op())).toBe(ended.length);
  expect(await found(short.id)).toMatchObject({ endReason: 'expired', endedAt: short.expiresAt });
  expect(await expireConsents(room.t.op())).toBe(0);
});

test('another text, another retention or another law is another meaning; a space, or a field more, is none', async () => {
  const same = await room.version({});
  expect(changesOf(room.purpose, same)).toEqual([]);
  const spaced = {
    ...room.purpose,
    text: { ...room.purpose.text, fa: `${room.purpose.text.fa}`.replace(' ', '  ') },
  };
  expect(changesOf(room.purpose, spaced)).toEqual([]);
  expect(changesOf(room.purpose, await room.version({ text_fa: 'برای چیز دیگری' }))).toEqual(['text']);
  expect(changesOf(room.purpose, await room.version({ retention_fa: '۵۰ سال' }))).toEqual(['retention']);
  expect(changesOf(room.purpose, { ...room.purpose, law: { ...room.purpose.law, articles: '1' } })).toEqual([
    'law',
  ]);
});

test('a field whose meaning is another one is no longer what was allowed', () => {
  const fields = ['entity.legal_name', 'entity.seat_address'];
  expect(unchangedFields({ fields, meanings: [] })).toEqual(fields);
  expect(unchangedFields({ fields, meanings: ['entity.legal_name@1', 'entity.seat_address@0'] })).toEqual([
    'entity.legal_name',
  ]);
});
