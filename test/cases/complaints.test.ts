import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveSystems } from '../../src/agencies/index.ts';
import { listEventsAbout } from '../../src/audit/index.ts';
import {
  answerCase,
  contestsByOwner,
  dropCasesOf,
  findEvidence,
  getCase,
  getCaseOfAgency,
  listComplaints,
  type NewCase,
  openCase,
  openContest,
  readCasesOfAgency,
  readEvidenceFile,
} from '../../src/cases/index.ts';
import { hashSecret, seedClient } from '../../src/clients/index.ts';
import { findSystem, seedDirectory } from '../../src/directory/index.ts';
import { type ConsentRoom, codeOf, consentRoom } from '../consent/room.ts';

let room: ConsentRoom;
beforeAll(async () => {
  room = await consentRoom();
  const op = room.t.op();
  await seedDirectory(op);
  await seedClient(op, {
    id: 'vat',
    kind: 'sandbox',
    name: { fa: 'ارزش افزوده', en: 'VAT' },
    agency: { id: 'intamedia', name: { fa: 'امور مالیاتی', en: 'Tax Administration' } },
    metadata: {},
    secretHash: hashSecret('vat'),
    purposes: [],
  });
  await room.t.system.db
    .updateTable('government_system')
    .set({ client_id: 'vat' })
    .where('number', '=', 34)
    .execute();
});
afterAll(() => room?.t.close());

const sara = () => room.t.op(room.as('sara'));
const staff = () => room.t.op({ kind: 'person', personId: room.personIds.navid });
const file = { media: 'pdf', bytes: Buffer.from('%PDF-1.7 her invoice %%EOF') } as const;
const complain = (more: Partial<NewCase> = {}) =>
  openCase(sara(), {
    kind: 'complaint',
    subjectId: room.personIds.sara,
    about: { systemNumber: 34 },
    text: 'باز هم مدرک خواستند',
    reason: 'asked_again',
    ...more,
  });

test('a complaint goes to the agency of the system, which answers what is its own and nothing else', async () => {
  const { id, agencyId, dueAt, openedAt } = await complain();
  expect(agencyId).toBe('intamedia');
  expect((dueAt.getTime() - openedAt.getTime()) / 86_400_000).toBe(15);
  const elsewhere = await complain({ about: { systemNumber: 3 } });
  expect(elsewhere.agencyId).toBeNull();
  const listed = await readCasesOfAgency(staff(), 'intamedia', { open: true, limit: 50 });
  expect(listed).toMatchObject([{ id, text: 'باز هم مدرک خواستند' }]);
  expect(await codeOf(getCaseOfAgency(staff(), 'customs', id))).toBe('cases.not_found');
  expect((await getCaseOfAgency(staff(), 'intamedia', id)).text).toBe('باز هم مدرک خواستند');
  const answer = { outcome: 'acted', text: 'درست شد.' };
  expect(await codeOf(answerCase(staff(), id, { ...answer, agencyId: 'customs' }))).toBe('cases.not_found');
  expect(await codeOf(answerCase(staff(), elsewhere.id, { ...answer, agencyId: 'intamedia' }))).toBe(
    'cases.not_found',
  );
  expect(await answerCase(staff(), id, { ...answer, agencyId: 'intamedia' })).toMatchObject({
    state: 'answered',
    answeredAgency: 'intamedia',
  });
});

test('what is shown with it lies sealed, and who looks at it stands on the record of the person', async () => {
  const opened = await complain({ evidence: { file, address: 'https://example.ir/form' } });
  const row = await room.t.system.db.selectFrom('case_evidence').selectAll().executeTakeFirstOrThrow();
  expect(row.sealed_file?.includes('invoice')).toBe(false);
  const one = await getCase(staff(), opened.id);
  expect(await findEvidence(staff(), one)).toEqual({ media: 'pdf', address: 'https://example.ir/form' });
  expect((await readEvidenceFile(sara(), one)).bytes).toEqual(file.bytes);
  expect((await readEvidenceFile(staff(), one)).bytes).toEqual(file.bytes);
  const looks = await listEventsAbout(room.t.op(), {
    kinds: ['cases.evidence_read'],
    limit: 9,
    subjectIds: [room.personIds.sara],
  });
  expect(looks.map(({ personId }) => personId)).toEqual([room.personIds.navid]);
});

test('complaints are counted in public by system and reason, never fewer than five', async () => {
  expect((await listComplaints(room.t.op())).find(({ system }) => system.number === 34)).toMatchObject({
    opened: null,
    byReason: { asked_again: null },
  });
  for (let more = 0; more < 4; more++)
    await complain({ reason: more === 0 ? 'paid_elsewhere' : 'asked_again' });
  const line = (await listComplaints(room.t.op())).find(({ system }) => system.number === 34);
  expect(line).toMatchObject({
    opened: 6,
    byReason: { asked_again: 5, paid_elsewhere: null, other: 0 },
    answered: null,
    agency: { id: 'intamedia' },
  });
});

test('an agency contests its score, once until it is answered, and both days stand beside the number', async () => {
  await giveSystems(room.t.op(), 'intamedia', [34]);
  const officer = () => room.t.op(room.as('omid'));
  const text = 'دو پرسش را اشتباه خوانده‌اید';
  const both = await Promise.allSettled(
    [1, 2].map(() => openContest(officer(), 'intamedia', text).then(({ id }) => ({ id }))),
  );
  const [opened, ...more] = both.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
  if (!opened) throw new Error('neither of two officers could contest');
  expect(more).toEqual([]);
  expect(await codeOf(openContest(officer(), 'intamedia', 'باز هم'))).toBe('cases.contested_already');
  const owner = (await findSystem(room.t.op(), 34))?.owner.fa ?? '';
  expect((await contestsByOwner(room.t.op())).get(owner)).toMatchObject({ answeredAt: null });
  await answerCase(staff(), opened.id, { outcome: 'corrected', text: 'درست شد.' });
  expect((await contestsByOwner(room.t.op())).get(owner)).toMatchObject({ outcome: 'corrected' });
  expect(
    (await readCasesOfAgency(staff(), 'intamedia', { open: false, limit: 50 })).map(({ kind }) => kind),
  ).not.toContain('contest');
});

test('with the account what was shown is gone', async () => {
  await dropCasesOf(room.t.op(), room.personIds.sara);
  expect(await room.t.system.db.selectFrom('case_evidence').selectAll().execute()).toEqual([]);
});
