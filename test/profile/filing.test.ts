/** A registry that takes a question and answers it another day: one question, one answer, under its own date. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type AuditEvent, listEventsAbout } from '../../src/audit/index.ts';
import { seedClient } from '../../src/clients/index.ts';
import { bindCustodian, CUSTODY_SCOPE } from '../../src/custody/index.ts';
import { takePosted } from '../../src/custody/posted.ts';
import { recordEntity } from '../../src/entities/index.ts';
import { atomically } from '../../src/operation.ts';
import {
  collectAnswers,
  countFilings,
  fieldsAsOf,
  fillProfile,
  type ProfileSubject,
  readFields,
} from '../../src/profile/index.ts';
import { createRegistries } from '../../src/registries/index.ts';
import { type InventedCountry, startInventedCountry } from '../../src/registries/invented/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

const KEY = 'entity.sana_registered';
const keys = [KEY];
let yekbar: TestSystem;
let invented: InventedCountry;
let system: TestSystem['system'];
beforeAll(async () => {
  yekbar = await testSystem();
  invented = await startInventedCountry({ now: yekbar.clock.now });
  system = {
    ...yekbar.system,
    registries: createRegistries(invented.addresses, { timeoutMs: 15_000, now: yekbar.clock.now }),
  };
  await seedClient(op(), {
    id: 'judiciary-desk',
    kind: 'sandbox',
    name: { fa: 'میز دادگستری', en: 'Desk of the judiciary' },
    metadata: {
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
      scope: CUSTODY_SCOPE,
    },
    secretHash: null,
    purposes: [],
  });
  await bindCustodian(op(), 'judiciary-desk', 'judiciary');
});
afterAll(async () => {
  await invented.close();
  await yekbar.close();
});
afterEach(() => invented.faults.mend());

const op = () => ({ ...yekbar.op(), system });
const desk = () => ({
  ...yekbar.op({ kind: 'client', clientId: 'judiciary-desk', scopes: [CUSTODY_SCOPE] }),
  system,
});

/** A company that is known here. */
async function known(who: string): Promise<ProfileSubject> {
  const { legalId } = invented.country.entity(who);
  const fact = await system.registries.legalPersons.find(legalId);
  if (!fact) throw new Error('not in the register');
  const { id } = await atomically(op(), op => recordEntity(op, fact));
  return { id, kind: 'entity', identifier: legalId };
}
const field = async ({ id }: ProfileSubject) => (await readFields(op(), id, keys))[KEY];
const events = async ({ id }: ProfileSubject, kind: AuditEvent['kind']) =>
  (await listEventsAbout(op(), { subjectIds: [id], limit: 50 })).filter(one => one.kind === kind);
const fill = (subject: ProfileSubject) => fillProfile(op(), subject, { keys, timeoutMs: 15_000 });

test('the question is taken: nobody is down, the field says until when, and it is asked once', async () => {
  invented.batches.later('judiciary');
  const arvand = await known('arvand');
  expect(await fill(arvand)).toEqual({ down: [] });
  const askedAt = op().at.toISOString();
  expect(await field(arvand)).toMatchObject({
    status: 'source_down',
    awaited: { asked_at: askedAt, expected_by: new Date(Date.parse(askedAt) + 86_400_000).toISOString() },
  });
  const before = invented.faults.asked('judiciary');
  await fill(arvand);
  expect(invented.faults.asked('judiciary')).toBe(before);
  expect(await countFilings(op())).toEqual({ waiting: 1, overdue: 0 });

  // The registry has our code beside its number, and the record has both.
  const [filed] = await events(arvand, 'registries.filed');
  expect(invented.faults.inquiries('judiciary')).toContain(filed?.tracking);
  expect(filed?.data).toEqual({ registry: 'judiciary', ticket: 'B-000001' });

  // Asked for too early, it waits on; drawn up, it is collected, once, under the day of the batch.
  yekbar.clock.advance({ minutes: 2 });
  expect(await collectAnswers(op())).toBe(1);
  expect((await field(arvand))?.status).toBe('source_down');
  invented.batches.drawUp('judiciary');
  const drawnUp = op().at.toISOString();
  yekbar.clock.advance({ hours: 2 });
  expect(await collectAnswers(op())).toBe(1);
  const answered = await field(arvand);
  expect(answered).toMatchObject({ status: 'present', value: true, stale: false, fetched_at: drawnUp });
  expect(answered).not.toHaveProperty('awaited');
  expect(await collectAnswers(op())).toBe(0);
  const [settled] = await events(arvand, 'registries.answered');
  expect(settled?.tracking).toBe(filed?.tracking);
});

test('the registry posts the answer itself: matched to its question, taken once, and nothing else is believed', async () => {
  const pars = await known('pars');
  await fill(pars);
  invented.batches.drawUp('judiciary');
  const answer = invented.batches.answers('judiciary').at(-1);
  if (!answer) throw new Error('not drawn up');
  const refused = async (body: object, code = 'custody.no_such_question') =>
    expect(takePosted(desk(), body)).rejects.toMatchObject({ code });
  await refused({ ...answer, inquiry: 'ZZZZ-ZZZZ-ZZZZ' });
  await refused({ ...answer, ticket: 'B-999999' });
  await refused({
    ...answer,
    record: { ...answer.record, shenase: invented.country.entity('arvand').legalId },
  });
  await refused({ ...answer, record: { shenase: pars.identifier, sana: 'yes' } });
  await refused({ ...answer, drawnUpAt: '2999-01-01T00:00:00Z' });
  await refused({ record: null }, 'custody.answer_malformed');
  expect((await field(pars))?.status).toBe('source_down');
  expect(await takePosted(desk(), answer)).toBe('accepted');
  expect(await takePosted(desk(), answer)).toBe('known');
  expect(await field(pars)).toMatchObject({ status: 'present', fetched_at: answer.drawnUpAt });
  expect(await events(pars, 'registries.answered')).toHaveLength(1);
});

test('an answer that never comes is late, is said so once, and is given up after three days', async () => {
  const kavir = await known('kavir');
  await fill(kavir);
  yekbar.clock.advance({ hours: 25 });
  await collectAnswers(op());
  expect(await countFilings(op())).toEqual({ waiting: 0, overdue: 1 });
  expect(await field(kavir)).not.toHaveProperty('awaited');
  invented.faults.down('judiciary');
  for (let day = 0; day < 4; day++) {
    yekbar.clock.advance({ days: 1 });
    await collectAnswers(op());
  }
  expect(await countFilings(op())).toEqual({ waiting: 0, overdue: 0 });
  const late = (await events(kavir, 'registries.overdue')).map(({ data }) => data.what);
  expect(late.toSorted()).toEqual(['given_up', 'late']);
  // Now it may be asked anew.
  invented.faults.mend();
  invented.batches.later('judiciary', null);
  expect(await fill(kavir)).toEqual({ down: [] });
  expect(await field(kavir)).toMatchObject({ status: 'present', stale: false });
});

test('what became known in between is newer than an answer that was drawn up before', async () => {
  invented.batches.later('judiciary');
  const subject = await known('khazar');
  await fill(subject);
  invented.batches.drawUp('judiciary');
  yekbar.clock.advance({ days: 2 });
  invented.batches.later('judiciary', null);
  await fill(subject);
  const fetched = (await field(subject))?.fetched_at;
  await collectAnswers(op());
  expect((await field(subject))?.fetched_at).toBe(fetched);
});

test('an answer that comes another day was not known before it came, whenever it was drawn up', async () => {
  invented.batches.later('judiciary');
  const subject = await known('zagros');
  await fill(subject);
  invented.batches.drawUp('judiciary');
  const drawnUp = op().at;
  yekbar.clock.advance({ hours: 25 });
  await collectAnswers(op());
  const came = op().at;
  const knownAt = async (at: Date) =>
    (await fieldsAsOf(op(), subject.id, keys, { validAt: came, knownAt: at })).fields[KEY];
  expect(await field(subject)).toMatchObject({ status: 'present', fetched_at: drawnUp.toISOString() });
  expect(await knownAt(new Date(came.getTime() - 1))).toBeUndefined();
  expect(await knownAt(came)).toMatchObject({ value: true, known_from: came.toISOString() });
  // Asked again, it is the same that was known.
  yekbar.clock.advance({ days: 40 });
  invented.batches.later('judiciary', null);
  await fill(subject);
  expect(await knownAt(op().at)).toMatchObject({ known_from: came.toISOString() });
});
