import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listEventsAbout, record } from '../../src/audit/index.ts';
import { seedDirectory } from '../../src/directory/index.ts';
import {
  askedOf,
  checkText,
  declineFeedback,
  forgetFeedbackOf,
  giveFeedback,
  listFeedback,
  listOwnFeedback,
  replyToFeedback,
  scoreOf,
  shownTexts,
} from '../../src/feedback/index.ts';
import { type ConsentRoom, codeOf, consentRoom } from '../consent/room.ts';

let room: ConsentRoom;
const SYSTEM = 34;
beforeAll(async () => {
  room = await consentRoom();
  await seedDirectory(room.t.op());
  await room.t.system.db
    .updateTable('government_system')
    .set({ client_id: 'tax' })
    .where('number', '=', SYSTEM)
    .execute();
});
afterAll(() => room?.t.close());

type Who = Parameters<ConsentRoom['as']>[0];
const op = (who: Who) => room.t.op(room.as(who));
const visit = (who: Who) =>
  record(room.t.op({ kind: 'client', clientId: 'tax', scopes: [] }), {
    kind: 'profile.released',
    personId: room.personIds[who],
    subjectId: room.personIds[who],
    clientId: 'tax',
    data: { purpose: 'x', basis: 'law', fields: ['person.email'] },
  });
const asked = async (who: Who) => (await askedOf(op(who), room.personIds[who]))?.system.number;
const said = { score: 2, askedAgain: true, text: 'باز هم پروانه خواستند', mayShow: true };

test('who used a system is asked once, for a day, and not again for half a year', async () => {
  expect(await asked('sara')).toBeUndefined();
  await visit('sara');
  expect(await asked('sara')).toBe(SYSTEM);
  room.t.clock.advance({ hours: 20 });
  expect(await asked('sara')).toBe(SYSTEM);
  room.t.clock.advance({ hours: 5 });
  expect(await asked('sara')).toBeUndefined();
  room.t.clock.advance({ days: 170 });
  await visit('sara');
  expect(await asked('sara')).toBeUndefined();
  room.t.clock.advance({ days: 12 });
  expect(await asked('sara')).toBe(SYSTEM);
  await declineFeedback(op('sara'), SYSTEM);
  expect(await asked('sara')).toBeUndefined();
});

test('who did not use it says nothing of it; who did says it once, and by herself if she likes', async () => {
  expect(await codeOf(giveFeedback(op('omid'), SYSTEM, said))).toBe('feedback.not_used');
  await visit('omid');
  expect(await codeOf(giveFeedback(op('omid'), SYSTEM, { ...said, score: 6 }))).toBe('feedback.score_needed');
  await giveFeedback(op('omid'), SYSTEM, said);
  expect(await codeOf(giveFeedback(op('omid'), SYSTEM, said))).toBe('feedback.given_already');
  expect(await asked('omid')).toBeUndefined();
});

test('her words are sealed, read by another before anybody sees them, and replied to', async () => {
  const rows = await room.t.system.db.selectFrom('service_feedback').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain('پروانه');
  const [waits] = await listFeedback(op('navid'), { waiting: true, limit: 9 });
  const id = waits?.id ?? '';
  expect(waits).toMatchObject({ systemNumber: SYSTEM, score: 2, askedAgain: true, text: said.text });
  expect(await shownTexts(room.t.op(), SYSTEM)).toEqual([]);
  expect(await codeOf(checkText(op('omid'), id, 'shown'))).toBe('feedback.own');
  expect(await codeOf(replyToFeedback(op('navid'), id, 'درست شد.', [1]))).toBe('feedback.not_found');
  await checkText(op('navid'), id, 'shown');
  await replyToFeedback(op('navid'), id, 'درست شد.', [SYSTEM]);
  expect(await codeOf(replyToFeedback(op('navid'), id, 'باز هم'))).toBe('feedback.replied_already');
  expect(await shownTexts(room.t.op(), SYSTEM)).toMatchObject([{ text: said.text, reply: 'درست شد.' }]);
  const [own] = await listOwnFeedback(op('omid'), room.personIds.omid);
  expect(own).toMatchObject({ textState: 'shown', reply: 'درست شد.' });
  await checkText(op('navid'), id, 'hidden');
  expect(await shownTexts(room.t.op(), SYSTEM)).toEqual([]);
  const events = await listEventsAbout(room.t.op(), {
    kinds: ['feedback.given', 'feedback.checked', 'feedback.replied'],
    limit: 9,
  });
  expect(JSON.stringify(events.map(({ data }) => data))).not.toMatch(/پروانه|درست/);
});

test('a text that its writer keeps to herself is shown to nobody, whoever says so', async () => {
  await visit('laleh');
  await giveFeedback(op('laleh'), SYSTEM, { ...said, mayShow: false });
  const [waits] = await listFeedback(op('navid'), { waiting: true, limit: 9 });
  await checkText(op('navid'), waits?.id ?? '', 'shown');
  expect(await shownTexts(room.t.op(), SYSTEM)).toEqual([]);
});

test('no number is told of fewer than ten, and then it moves by five answers at once', async () => {
  const give = (score: number, count: number) =>
    room.t.system.db
      .insertInto('service_feedback')
      .values(
        Array.from({ length: count }, () => ({
          id: randomUUID(),
          person_id: randomUUID(),
          system_number: 7,
          state: 'given' as const,
          asked_at: room.t.clock.now(),
          given_at: room.t.clock.now(),
          score,
          asked_again: score < 3,
        })),
      )
      .execute();
  await give(5, 9);
  expect(await scoreOf(room.t.op(), 7)).toBeUndefined();
  await give(5, 1);
  expect(await scoreOf(room.t.op(), 7)).toEqual({ count: 10, average: 5, askedAgain: 0 });
  room.t.clock.advance({ minutes: 1 });
  await give(1, 4);
  expect(await scoreOf(room.t.op(), 7)).toEqual({ count: 10, average: 5, askedAgain: 0 });
  await give(1, 1);
  expect(await scoreOf(room.t.op(), 7)).toEqual({ count: 15, average: 3.7, askedAgain: 30 });
});

test('with the account the words go, and the score is nobody’s', async () => {
  await forgetFeedbackOf(room.t.op(), room.personIds.omid);
  expect(await listOwnFeedback(op('omid'), room.personIds.omid)).toEqual([]);
  const left = await listFeedback(op('navid'), { waiting: false, limit: 99 });
  const texts = left.filter(one => one.systemNumber === SYSTEM).map(({ text }) => text);
  // Both were given at the same moment: no order between them.
  expect([texts.length, new Set(texts)]).toEqual([2, new Set([said.text, undefined])]);
});
