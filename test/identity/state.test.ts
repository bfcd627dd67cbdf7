/** An account ends its work with the life of its person, and by nobody else's word than the civil register's. */
import { refreshTokenGrant } from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resumeAccount, suspendAccount } from '../../src/admin/suspension.ts';
import { listEventsAbout } from '../../src/audit/index.ts';
import { listConsents } from '../../src/consent/index.ts';
import { parseMobile, parsePersonId } from '../../src/identifiers.ts';
import {
  closePerson,
  findPersonByIdentifier,
  getPerson,
  importPerson,
  recordPersonState,
} from '../../src/identity/index.ts';
import { recordOf } from '../../src/me/index.ts';
import { listOutbox } from '../../src/messages/index.ts';
import { fillProfile, pushFacts } from '../../src/profile/index.ts';
import { inventPerson } from '../../src/registries/invented/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import { signInAt, walk } from '../support/stories.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const personOf = async (identifier: string) => {
  const person = await findPersonByIdentifier(app.op(), parsePersonId(identifier));
  if (!person) throw new Error('nobody');
  return person;
};
const ask = async (identifier: string) =>
  fillProfile(app.op(), { ...(await personOf(identifier)), kind: 'person' }, { timeoutMs: 5_000 });
const lives = (identifier: string, alive: boolean) =>
  app.country.country.setAlive(parsePersonId(identifier), alive);
const twoResume = async (suspension: string) => {
  for (const colleague of [people.shirin, people.farhad]) {
    const personId = (await personOf(colleague.id)).id;
    await resumeAccount(app.op({ kind: 'person', personId }), suspension);
  }
};
const asSara = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' as const };

test('when the civil register says that she died, her sessions, grants and permissions end, and nobody signs in as her', async () => {
  const party = await app.party();
  const browser = new Browser();
  const scope = 'openid profile business_profile offline_access';
  const { tokens } = await signInAt(party, browser, asSara, { scope, prompt: 'consent' });
  expect((await party.profile(tokens.access_token)).status).toBe(200);
  const { id } = await personOf(people.sara.id);
  lives(people.sara.id, false);
  await ask(people.sara.id);
  expect((await getPerson(app.op(), id)).state).toBe('deceased');
  expect((await party.profile(tokens.access_token)).status).toBe(401);
  await expect(refreshTokenGrant(party.config, tokens.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  });
  const { db } = app.system;
  const grants = db.selectFrom('grant_binding').select('ended_at').where('person_id', '=', id);
  expect((await grants.execute()).filter(one => one.ended_at === null)).toEqual([]);
  expect(await app.app.oidc.listSessions(app.op(), id)).toEqual([]);
  expect((await listConsents(app.op(), { personId: id })).filter(one => one.endedAt === null)).toEqual([]);
  const again = await walk((await party.open(new Browser())).page, asSara);
  expect(party.isBack(again.end.url)).toBe(false);
  const events = await listEventsAbout(app.op(), {
    subjectIds: [id],
    kinds: ['identity.state_changed'],
    limit: 5,
  });
  expect(events.map(event => event.data)).toEqual([{ state: 'deceased' }]);
});

test('whom the register called dead by mistake goes on when it takes that back', async () => {
  lives(people.sara.id, true);
  await ask(people.sara.id);
  expect((await personOf(people.sara.id)).state).toBe('active');
  await signInAt(await app.party(), new Browser(), asSara);
});

test('with an account that staff stop her sessions and grants end, and what the register takes back lifts no suspension', async () => {
  const party = await app.party();
  const asLaleh = { id: people.laleh.id, actingFor: 'self', decision: 'allow' as const };
  const { accessToken } = await signInAt(party, new Browser(), asLaleh);
  expect((await party.profile(accessToken)).status).toBe(200);
  const { id } = await personOf(people.laleh.id);
  const input = { identifier: people.laleh.id, reason: 'stolen', reference: '12' };
  const suspension = await suspendAccount(app.op(), input);
  expect((await party.profile(accessToken)).status).toBe(401);
  expect(await app.app.oidc.listSessions(app.op(), id)).toEqual([]);
  const refused = await walk((await party.open(new Browser())).page, asLaleh, { until: party.isBack });
  expect(party.isBack(refused.end.url)).toBe(false);
  lives(people.laleh.id, false);
  await ask(people.laleh.id);
  lives(people.laleh.id, true);
  await ask(people.laleh.id);
  expect((await personOf(people.laleh.id)).state).toBe('suspended');
  await twoResume(suspension.id);
  await signInAt(party, new Browser(), asLaleh);
});

test('of whom somebody died meanwhile nobody says that the account goes on, though two lift the suspension', async () => {
  const { id } = await personOf(people.omid.id);
  const told = async () => (await listOutbox(app.op(), 1_000)).length;
  const input = { identifier: people.omid.id, reason: 'stolen', reference: '13' };
  const suspension = await suspendAccount(app.op(), input);
  await recordPersonState(app.op(), id, 'deceased');
  const before = await told();
  await twoResume(suspension.id);
  expect((await getPerson(app.op(), id)).state).toBe('deceased');
  expect(await told()).toBe(before);
  const entries = (await recordOf(app.op(), id, 50)).map(entry => entry.kind);
  expect(entries).toContain('accountSuspended');
  expect(entries).not.toContain('accountResumed');
  const lifted = { subjectIds: [id], kinds: ['admin.suspension_lifted' as const], limit: 5 };
  expect(await listEventsAbout(app.op(), lifted)).toHaveLength(1);
  await ask(people.omid.id);
  expect((await getPerson(app.op(), id)).state, 'the register takes it back').toBe('active');
});

test('a suspension holds over the account that the register joins with the suspended one, until two lift it', async () => {
  const { country } = app.country;
  const { given, family, birthDate, mobile } = country.person('reza');
  const { id: number } = inventPerson(5_950);
  country.setValue(number, { given, family, birthDate, mobile });
  const first = await personOf(people.reza.id);
  const second = await importPerson(app.op(), {
    identifier: parsePersonId(number),
    name: first.name,
    birthDate,
    mobile: parseMobile(mobile),
    secret: '$argon2id$none',
  });
  const stop = (identifier: string) =>
    suspendAccount(app.op(), { identifier, reason: 'court', reference: '77/14' });
  const [ofFirst, ofSecond] = [await stop(people.reza.id), await stop(number)];
  await twoResume(ofSecond.id);
  const state = async ({ id }: { id: string }) => (await getPerson(app.op(), id)).state;
  expect(await state(second)).toBe('active');

  country.setValue(parsePersonId(people.reza.id), { successor: { id: number, reason: 'EDGHAM' } });
  await ask(people.reza.id);
  expect([await state(first), await state(second)]).toEqual(['closed', 'suspended']);
  await expect(stop(number)).rejects.toMatchObject({ code: 'admin.suspension_holds' });
  await twoResume(ofFirst.id);
  expect(await state(second)).toBe('active');
});

test('that somebody lives lifts no suspension, and a closed account stays closed', async () => {
  const { id } = await personOf(people.omid.id);
  await recordPersonState(app.op(), id, 'suspended');
  await ask(people.omid.id);
  expect((await personOf(people.omid.id)).state).toBe('suspended');
  await closePerson(app.op(), id);
  await recordPersonState(app.op(), id, 'active');
  await recordPersonState(app.op(), id, 'deceased');
  expect((await getPerson(app.op(), id)).state).toBe('closed');
});

test('what the civil register sends by itself counts as what it answers', async () => {
  const { id } = await personOf(people.navid.id);
  const say = (value: string) =>
    pushFacts(app.op(), { id, kind: 'person' }, 'civil', {
      'person.life_status': { status: 'present', value, record: null, validFrom: null },
    });
  await say('deceased');
  expect((await personOf(people.navid.id)).state).toBe('deceased');
  await say('alive');
  expect((await personOf(people.navid.id)).state).toBe('active');
});

test('an answer that a newer one has overtaken brings nobody back to life', async () => {
  const { id, identifier } = await personOf(people.navid.id);
  const early = app.op();
  app.travel({ minutes: 1 });
  await pushFacts(app.op(), { id, kind: 'person' }, 'civil', {
    'person.life_status': { status: 'present', value: 'deceased', record: null, validFrom: null },
  });
  await fillProfile(early, { id, identifier, kind: 'person' }, { timeoutMs: 5_000 });
  expect((await personOf(people.navid.id)).state).toBe('deceased');
});

test('who died since the register was asked last is not let through by the sign-in that asks it', async () => {
  lives(people.maryam.id, false);
  app.travel({ days: 400 });
  const party = await app.party();
  const answers = { id: people.maryam.id, actingFor: 'self', decision: 'allow' as const };
  const { end } = await walk((await party.open(new Browser())).page, answers, { until: party.isBack });
  expect(party.isBack(end.url)).toBe(false);
  expect(await personOf(people.maryam.id)).toMatchObject({ state: 'deceased' });
});
