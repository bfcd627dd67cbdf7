/** An account ends its work with the life of its person, and by nobody else's word than the civil register's. */
import { refreshTokenGrant } from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resumeAccount, suspendAccount } from '../../src/admin/suspension.ts';
import { listEventsAbout } from '../../src/audit/index.ts';
import { listConsents } from '../../src/consent/index.ts';
import { parsePersonId } from '../../src/identifiers.ts';
import {
  closePerson,
  findPersonByIdentifier,
  getPerson,
  recordPersonState,
} from '../../src/identity/index.ts';
import { fillProfile, pushFacts } from '../../src/profile/index.ts';
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
  for (const personId of [await personOf(people.shirin.id), await personOf(people.navid.id)].map(
    one => one.id,
  ))
    await resumeAccount(app.op({ kind: 'person', personId }), suspension.id);
  await signInAt(party, new Browser(), asLaleh);
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
