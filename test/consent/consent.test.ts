import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import { findPurpose, listActivePurposes, type Purpose, seedClient } from '../../src/clients/index.ts';
import {
  type Consent,
  findConsent,
  findCurrentConsent,
  giveConsent,
  listConsents,
  type NewConsent,
  withdrawConsent,
} from '../../src/consent/index.ts';
import { findEntityByLegalId } from '../../src/entities/index.ts';
import { isFault } from '../../src/errors.ts';
import { parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import { importPerson } from '../../src/identity/index.ts';
import { refreshPowersOf } from '../../src/mandates/index.ts';
import type { Actor } from '../../src/operation.ts';
import { examplePurpose } from '../clients/example.ts';
import { companies, people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
const ids: Record<string, string> = {};
const entityIds: Record<string, string> = {};

beforeAll(async () => {
  t = await testSystem();
  for (const key of ['sara', 'omid', 'laleh', 'navid'] as const) {
    const { id, fa, en } = people[key];
    const person = await importPerson(t.op(), {
      identifier: parsePersonId(id),
      name: { fa, en },
      birthDate: '1980-01-01',
      mobile: null,
      secret: '$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA',
    });
    ids[key] = person.id;
    await refreshPowersOf(t.op(), person.id);
  }
  const fields = ['entity.seat_address', 'entity.legal_name', 'entity.staff_count'];
  for (const id of ['tax', 'customs'])
    await seedClient(t.op(), {
      id,
      kind: 'sandbox',
      name: { fa: `سامانه ${id}`, en: `System ${id}` },
      agency: { id: `agency-${id}`, name: { fa: `دستگاه ${id}`, en: `Agency ${id}` } },
      metadata: {},
      secretHash: null,
      purposes: ['vat-registration', 'export-declaration'].map(key =>
        examplePurpose({ key, basis: 'consent', fields, subjects: ['legal_entity', 'self'] }),
      ),
    });
  const found = (await listActivePurposes(t.op(), 'tax')).find(({ key }) => key === 'vat-registration');
  if (found) purpose = found;
  for (const key of ['arvand', 'pars'] as const)
    entityIds[key] = (await findEntityByLegalId(t.op(), parseLegalId(companies[key].id)))?.id ?? '';
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.system.db.deleteFrom('consent_receipt').execute();
  await t.system.db.deleteFrom('consent').execute();
  t.clock.advance({ minutes: 1 });
});

const idOf = (who: string) => ids[who] ?? '';
const as = (who: string): Actor => ({ kind: 'person', personId: idOf(who) });
let purpose: Purpose;
const form = (change: Partial<NewConsent> = {}): NewConsent => ({
  personId: idOf('sara'),
  subjectId: entityIds.arvand ?? '',
  clientId: 'tax',
  purpose,
  fields: ['entity.legal_name', 'entity.seat_address'],
  textLang: 'fa',
  textHash: createHash('sha256').update('what she saw').digest(),
  ...change,
});
const give = (change?: Partial<NewConsent>) => giveConsent(t.op(as('sara')), form(change));
const current = () =>
  findCurrentConsent(t.op(), {
    personId: idOf('sara'),
    subjectId: entityIds.arvand ?? '',
    clientId: 'tax',
    purposeKey: purpose.key,
  });
/** A consent for the company with three signatories, as it would be once two of them have signed. */
async function jointConsent(): Promise<Consent> {
  const { id } = await give({ subjectId: idOf('sara') });
  await t.system.db
    .updateTable('consent')
    .set({ subject_id: entityIds.pars ?? '' })
    .where('id', '=', id)
    .execute();
  return (await findConsent(t.op(), id)) as Consent;
}
async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    if (isFault(error)) return error.code;
    throw error;
  }
}

test('what she allows is kept with its fields, its term and the text that she saw', async () => {
  const consent = await give();
  expect(await current()).toEqual(consent);
  expect(consent.fields).toEqual(['entity.legal_name', 'entity.seat_address']);
  expect(consent.expiresAt.getTime() - consent.givenAt.getTime()).toBe(365 * 86_400_000);
  const [event] = await listEventsAbout(t.op(), { kinds: ['consent.given'], limit: 1 });
  expect(event).toMatchObject({
    personId: idOf('sara'),
    subjectId: entityIds.arvand,
    clientId: 'tax',
    data: { consent: consent.id, purpose: 'vat-registration', fields: consent.fields },
  });
});

/** Another version of the same purpose. */
async function versionTwo(): Promise<Purpose> {
  const { db } = t.system;
  const { entity_fields, self_fields, ...row } = await db
    .selectFrom('purpose')
    .selectAll()
    .where('id', '=', purpose.id)
    .executeTakeFirstOrThrow();
  const id = randomUUID();
  const law = JSON.stringify(row.law);
  await db
    .insertInto('purpose')
    .values({ ...row, law, id, version: 2, state: 'replaced' })
    .execute();
  return (await findPurpose(t.op(), id)) as Purpose;
}

test('a new consent for the same purpose takes the place of the earlier one, across its versions', async () => {
  const first = await give();
  t.clock.advance({ days: 1 });
  const second = await give({ purpose: await versionTwo(), fields: purpose.fields });
  expect((await current())?.id).toBe(second.id);
  expect(await findConsent(t.op(), first.id)).toMatchObject({ endReason: 'replaced' });
});

test('consents to another client, for another purpose or another subject stand beside it', async () => {
  await give();
  await give({ clientId: 'customs' });
  await give({ purpose: { ...purpose, key: 'export-declaration' } });
  await give({ subjectId: idOf('sara') });
  const all = await listConsents(t.op(), { personId: idOf('sara') });
  expect(all.filter(({ endedAt }) => endedAt === null)).toHaveLength(4);
});

test('a double click and two tabs leave one consent that holds', async () => {
  await Promise.all([give(), give(), give()]);
  const all = await listConsents(t.op(), { personId: idOf('sara') });
  expect(all.filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
  expect(all.filter(({ endReason }) => endReason === 'replaced')).toHaveLength(2);
});

test('after its term a consent covers nothing, and the next one says that it had expired', async () => {
  const first = await give();
  t.clock.set(first.expiresAt);
  expect(await current()).toBeUndefined();
  await give();
  expect(await findConsent(t.op(), first.id)).toMatchObject({
    endReason: 'expired',
    endedAt: first.expiresAt,
  });
  t.clock.set('2026-11-22T07:00:00Z');
});

test('nobody allows more than the purpose asks, or for a company that he cannot bind alone', async () => {
  expect(await codeOf(give({ fields: ['person.birth_date'] }))).toBe('consent.beyond_purpose');
  expect(await codeOf(give({ fields: [] }))).toBe('consent.beyond_purpose');
  expect(await codeOf(give({ subjectId: entityIds.pars ?? '' }))).toBe('mandates.joint');
  expect(await codeOf(give({ personId: idOf('navid') }))).toBe('mandates.none');
});

test('she withdraws it with effect from now; twice is no error and stands on the record once', async () => {
  const { id } = await give();
  t.clock.advance({ seconds: 1 });
  expect(await withdrawConsent(t.op(as('sara')), id)).toMatchObject({ endReason: 'withdrawn' });
  expect(await current()).toBeUndefined();
  await withdrawConsent(t.op(as('sara')), id);
  const filter = { kinds: ['consent.withdrawn'] as const, clientId: 'tax', limit: 9 };
  const events = await listEventsAbout(t.op(), filter);
  expect(events.filter(({ data }) => data.consent === id)).toHaveLength(1);
  const row = await t.system.db.selectFrom('consent').select('ended_by').executeTakeFirstOrThrow();
  expect(row.ended_by).toBe(idOf('sara'));
});

test('any one of those who sign for a company may withdraw its consent, a stranger finds none', async () => {
  const { id } = await jointConsent();
  expect(await codeOf(withdrawConsent(t.op(as('navid')), id))).toBe('consent.not_found');
  expect((await findConsent(t.op(), id))?.endedAt).toBeNull();
  await withdrawConsent(t.op(as('laleh')), id);
  expect(await findConsent(t.op(), id)).toMatchObject({ endReason: 'withdrawn' });
});

test('who is not signed in, and who names a consent that is none, finds none', async () => {
  const { id } = await give();
  const stranger: Actor = { kind: 'stranger' };
  const other: Actor = { kind: 'client', clientId: 'customs', scopes: [] };
  expect(await codeOf(withdrawConsent(t.op(stranger), id))).toBe('consent.not_found');
  expect(await codeOf(withdrawConsent(t.op(other), id))).toBe('consent.not_found');
  expect(await codeOf(withdrawConsent(t.op(as('omid')), id))).toBe('consent.not_found');
  for (const none of [randomUUID(), 'x', "' or 1=1", ''])
    expect(await codeOf(withdrawConsent(t.op(as('sara')), none))).toBe('consent.not_found');
});

test('her list holds what she gave and what others gave for her companies', async () => {
  const joint = await jointConsent();
  await give();
  expect(await listConsents(t.op(), { personId: idOf('omid') })).toEqual([]);
  const seen = await listConsents(t.op(), {
    personId: idOf('omid'),
    subjectIds: [entityIds.pars ?? ''],
  });
  expect(seen.map(({ id }) => id)).toEqual([joint.id]);
  expect(await listConsents(t.op(), {})).toEqual([]);
});
