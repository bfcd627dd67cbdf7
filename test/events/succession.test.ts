/**
 * The civil register gives a person another number, or makes two of its records one: what the systems that know her are
 * told, and what they get when they ask again.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hashSecret, seedClient } from '../../src/clients/index.ts';
import { listConsents } from '../../src/consent/index.ts';
import { dictionaries } from '../../src/i18n/index.ts';
import { parseLegalId, parseMobile, parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier, hashPassword, importPerson } from '../../src/identity/index.ts';
import { listMandates, listPowers, refreshFromRegister } from '../../src/mandates/index.ts';
import { fillProfile } from '../../src/profile/index.ts';
import { inventPerson } from '../../src/registries/invented/index.ts';
import { examplePurpose } from '../clients/example.ts';
import { askMany } from '../release/lawful.ts';
import { Browser } from '../support/browser.ts';
import { companies, password, people } from '../support/people.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { signInAt, walk } from '../support/stories.ts';
import { type Api, apiOf, type Told, uri } from './receiver.ts';
import { openStage, type Stage, typesOf } from './stage.ts';

const SYSTEM = 'files-of-people';
const purpose = { purpose: 'payroll-list' };
let it: Stage;
let api: Api;
let party: RelyingParty;
beforeAll(async () => {
  it = await openStage();
  await seedClient(it.app.op(), {
    id: SYSTEM,
    kind: 'sandbox',
    name: { fa: 'سامانهٔ پرونده‌ها', en: 'System of files' },
    agency: { id: 'files-agency', name: { fa: 'دستگاه پرونده‌ها', en: 'Agency of files' } },
    metadata: {
      redirect_uris: ['http://localhost:8085/callback'],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: 'openid profile business_profile',
    },
    secretHash: hashSecret(`${SYSTEM}-secret`),
    purposes: [
      examplePurpose({
        basis: 'consent',
        fields: ['person.national_id', 'person.given_name', 'entity.legal_name'],
        subjects: ['self', 'legal_entity'],
      }),
      examplePurpose({
        key: 'inspection',
        fields: ['person.national_id', 'entity.legal_id'],
        subjects: ['self', 'legal_entity'],
      }),
    ],
  });
  api = apiOf(it.app.url, await it.app.adminToken(SYSTEM, 'ssf.manage ssf.read'));
  party = await it.app.party(SYSTEM);
});
afterAll(() => it?.app.close());
beforeEach(() => it.clear());

/** The register's new number for somebody of the demo: the same person in everything. */
function pointer(key: 'sara' | 'maryam', n: number, reason: 'TAGHIR_SHENASE' | 'EDGHAM'): string {
  const { country } = it.app.country;
  const { given, family, birthDate, mobile } = country.person(key);
  const { id } = inventPerson(n);
  country.setValue(id, { given, family, birthDate, mobile });
  country.setValue(country.person(key).id, { successor: { id, reason } });
  return id;
}

async function askCivil(identifier: string): Promise<string> {
  const person = await findPersonByIdentifier(it.app.op(), parsePersonId(identifier));
  if (!person) throw new Error('no such account');
  await fillProfile(
    it.app.op(),
    { ...person, kind: 'person' },
    { keys: ['person.life_status'], timeoutMs: 15_000 },
  );
  return person.id;
}

const profileOf = async (token: string) => {
  const answer = await party.profile(token);
  const body = (await answer.json()) as {
    code?: string;
    subject: object;
    acting: { sub: string };
    fields: Record<string, { value: unknown }>;
  };
  return { status: answer.status, ...body };
};
const read = (stream: string): Promise<Told[]> => it.read(api, stream, {}, SYSTEM);

test('another number: the system hears that something changed, and finds it under the same sub', async () => {
  const answers = { id: people.maryam.id, actingFor: 'self', decision: 'allow' } as const;
  const { accessToken, claims } = await signInAt(party, new Browser(), answers, purpose);
  const before = await profileOf(accessToken);
  expect(before.fields['person.national_id']?.value).toBe(people.maryam.id);
  const stream = await api.stream();

  const id = pointer('maryam', 5_101, 'TAGHIR_SHENASE');
  await askCivil(people.maryam.id);
  const told = await read(stream);
  expect(typesOf(told)).toEqual([uri.profile]);
  expect(told[0]?.sub_id).toEqual({ format: 'iss_sub', iss: it.app.url, sub: claims.sub });
  expect(JSON.stringify(told)).not.toMatch(new RegExp(`${id}|${people.maryam.id}`));
  const after = await profileOf(accessToken);
  expect(after.fields['person.national_id']?.value).toBe(id);
  expect(after.acting.sub).toBe(before.acting.sub);
  // A system that asks under law by the number that it has finds her too, and is told.
  const subjects = [people.maryam.id, id].map(one => ({ type: 'self', id: one }));
  const many = await askMany(it.app, { purpose: 'inspection', subjects }, SYSTEM);
  expect(many.body.profiles).toMatchObject([
    { subject: subjects[0], renumbered: true, fields: { 'person.national_id': { value: id } } },
    { subject: subjects[1], fields: { 'person.national_id': { value: id } } },
  ]);
  expect(many.body.profiles[1]).not.toHaveProperty('renumbered');
});

test('two accounts that are one person: each system learns under which sub she goes on, and what ended', async () => {
  const answers = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' } as const;
  const browser = new Browser();
  const { accessToken, claims } = await signInAt(party, browser, answers, purpose);
  const stream = await api.stream();
  const others = await it.customs.stream();
  const navid = (await findPersonByIdentifier(it.app.op(), parsePersonId(people.navid.id)))?.id ?? '';

  const id = pointer('sara', 5_102, 'EDGHAM');
  const { given, family, birthDate, mobile } = it.app.country.country.person('sara');
  const second = await importPerson(it.app.op(), {
    identifier: parsePersonId(id),
    name: { fa: `${given.fa} ${family.fa}`, en: `${given.en} ${family.en}` },
    birthDate,
    mobile: parseMobile(mobile),
    secret: await hashPassword(password),
  });
  const first = await askCivil(people.sara.id);

  const told = await read(stream);
  const before = { format: 'iss_sub', iss: it.app.url, sub: claims.sub };
  const change = told.find(({ events }) => events[uri.subject] !== undefined);
  const successor = change?.events[uri.subject]?.successor as { sub: string } | undefined;
  expect(change?.sub_id).toEqual(before);
  expect(change?.events[uri.subject]).toEqual({
    event_timestamp: change?.iat,
    change: 'merged',
    successor: { format: 'iss_sub', iss: it.app.url, sub: expect.any(String) },
  });
  // First of all, so that what ends after it is understood.
  expect(typesOf(told)[0]).toBe(uri.subject);
  expect(typesOf(told)).toEqual(expect.arrayContaining([uri.consent, uri.session]));
  expect(told.find(({ events }) => events[uri.consent])?.sub_id).toMatchObject({ user: before });
  expect(JSON.stringify(told)).not.toMatch(new RegExp(`${id}|${people.sara.id}`));
  // A system that does not know her hears nothing.
  expect(await it.read(it.customs, others, {}, 'demo-customs')).toEqual([]);

  // What was opened is closed: token, consents, session. The mandate that she gave stands, her office too.
  expect(await profileOf(accessToken)).toMatchObject({ status: 403, code: 'release.person_inactive' });
  const consents = await listConsents(it.app.op(), { personId: first });
  expect(consents.filter(({ endedAt }) => endedAt === null)).toEqual([]);
  const { page } = await party.open(browser, purpose);
  expect(page.fields).toContain('password');
  // Title and text stand apart on the page.
  const [, whatToDo = ''] = dictionaries.fa.faults['identity.merged']({}).split('. ');
  expect((await walk(page, { id: people.sara.id })).end.text).toContain(whatToDo);
  const use = { clientId: 'demo-tax', purposeKey: 'vat-registration' };
  const usable = async (personId: string) =>
    (await listPowers(it.app.op(), personId, use))
      .filter(({ state }) => state === 'usable')
      .map(({ entity }) => entity.legalId);
  expect(await usable(navid)).toContain(companies.arvand.id);
  expect(await usable(second.id)).toContain(companies.arvand.id);

  const { mandates } = await listMandates(it.app.op(), second.id);
  expect(mandates.map(({ state }) => state)).toContain('active');

  // Under the number that counts she comes by the name that was announced, and is asked for consent anew.
  const again = await signInAt(party, new Browser(), { ...answers, id }, purpose);
  expect(again.claims.sub).toBe(successor?.sub);
  expect(again.walk.asked).toContain('decision');
  expect((await profileOf(again.accessToken)).fields['entity.legal_name']?.value).toBeTruthy();
});

test('a company with another number: whoever knows it hears under which, and the old one leads there', async () => {
  const { country } = it.app.country;
  const answers = { id: people.laleh.id, actingFor: companies.zagros.id, decision: 'allow' } as const;
  const { accessToken } = await signInAt(party, new Browser(), answers, purpose);
  expect(await profileOf(accessToken)).not.toHaveProperty('subject.successor');
  const stream = await api.stream();
  const { legalId } = country.entity('zagros');
  country.setValue(legalId, {
    successor: { legalId: country.entity('pars').legalId, reason: 'EDGHAM', since: '2026-11-01' },
  });
  await refreshFromRegister(it.app.op(), parseLegalId(legalId));
  await refreshFromRegister(it.app.op(), parseLegalId(legalId));
  const told = (await read(stream)).filter(({ events }) => events[uri.subject]);
  expect(told.map(({ sub_id, events }) => [sub_id, events[uri.subject]])).toEqual([
    [
      { format: 'opaque', id: legalId },
      {
        event_timestamp: told[0]?.iat,
        change: 'merged',
        successor: { format: 'opaque', id: companies.pars.id },
      },
    ],
  ]);

  // The old number answers with a pointer, to who is signed in for it and to who asks for many.
  const successor = { id: companies.pars.id, reason: 'merged', since: '2026-11-01' };
  const { subject } = await profileOf(accessToken);
  expect(subject).toEqual({ type: 'legal_entity', id: legalId, successor });
  const asked = [legalId, companies.arvand.id].map(id => ({ type: 'legal_entity', id }));
  const many = await askMany(it.app, { purpose: 'inspection', subjects: asked }, SYSTEM);
  expect(many.body.profiles.map(one => one.subject)).toEqual([{ ...asked[0], successor }, asked[1]]);
});
