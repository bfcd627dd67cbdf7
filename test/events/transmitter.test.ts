import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { registerPurpose } from '../../src/clients/index.ts';
import { listConsents, withdrawConsent } from '../../src/consent/index.ts';
import { findEntityByLegalId } from '../../src/entities/index.ts';
import { listHealth, sweepEvents } from '../../src/events/index.ts';
import { parseLegalId } from '../../src/identifiers.ts';
import { setPassword } from '../../src/identity/index.ts';
import { refreshFromRegister } from '../../src/mandates/index.ts';
import { fillProfile } from '../../src/profile/index.ts';
import { examplePurpose } from '../clients/example.ts';
import { seedLawful } from '../release/lawful.ts';
import { Browser } from '../support/browser.ts';
import { companies, password, people } from '../support/people.ts';
import { signInAt } from '../support/stories.ts';
import { apiOf, uri } from './receiver.ts';
import { openStage, type Stage, typesOf } from './stage.ts';

let it: Stage;
beforeAll(async () => {
  it = await openStage();
});
afterAll(() => it?.app.close());
beforeEach(() => it.clear());

const fill = () =>
  fillProfile(
    it.app.op(),
    { id: it.arvand, kind: 'entity', identifier: parseLegalId(companies.arvand.id) },
    { timeoutMs: 10_000 },
  );
const say = (objects: string) =>
  it.app.country.country.setValue(parseLegalId(companies.arvand.id), { objects });

test('the transmitter describes itself as the framework wants, and only this machine’s own addresses', async () => {
  const answer = await fetch(`${it.app.url}/.well-known/ssf-configuration`);
  const said = (await answer.json()) as Record<string, unknown>;
  expect(said).toMatchObject({
    spec_version: '1_0',
    issuer: it.app.url,
    jwks_uri: `${it.app.url}/jwks`,
    delivery_methods_supported: ['urn:ietf:rfc:8935', 'urn:ietf:rfc:8936'],
    authorization_schemes: [{ spec_urn: 'urn:ietf:rfc:6749' }],
    default_subjects: 'ALL',
  });
  for (const [name, value] of Object.entries(said))
    if (name.endsWith('_endpoint'))
      expect(String(value).startsWith(`${it.app.url}/api/v1/events/`)).toBe(true);
});

describe('what a receiver is told', () => {
  test('a value that changed at its register: that something changed, for whom, and no word of what', async () => {
    const stream = await it.tax.stream();
    say('خرید و فروش چوب');
    await fill();
    const [told, ...others] = await it.read(it.tax, stream);
    expect(others).toEqual([]);
    expect(told?.sub_id).toEqual({ format: 'opaque', id: companies.arvand.id });
    expect(told?.events).toEqual({ [uri.profile]: { event_timestamp: told?.iat } });
    expect(JSON.stringify(told)).not.toMatch(/objects|چوب/);
  });

  test('nothing, where only an input changed and its own answer stayed, or where the field is not its', async () => {
    const stream = await it.tax.stream();
    it.app.country.country.setValue(parseLegalId(companies.arvand.id), { staff: 31 });
    await fill();
    await it.changed(['entity.staff_count']);
    await it.changed(['entity.objects'], it.sara);
    expect(await it.read(it.tax, stream)).toEqual([]);
  });

  test('nothing of a company that it has no right for; nor does another system hear of it', async () => {
    const [mine, theirs] = [await it.tax.stream(), await it.customs.stream()];
    const pars = (await findEntityByLegalId(it.app.op(), parseLegalId(companies.pars.id)))?.id ?? '';
    await it.changed(['entity.objects'], pars);
    await it.changed();
    expect((await it.read(it.tax, mine)).map(({ sub_id }) => sub_id.id)).toEqual([companies.arvand.id]);
    expect(await it.read(it.customs, theirs, {}, 'demo-customs')).toEqual([]);
  });

  test('a changed password: of the person by the name that she has there', async () => {
    const stream = await it.tax.stream();
    await setPassword(it.app.op(), it.sara, password, async () => {});
    const [told] = await it.read(it.tax, stream);
    expect(told?.sub_id).toEqual({ format: 'iss_sub', iss: it.app.url, sub: it.sub });
    expect(told?.events[uri.credential]).toMatchObject({
      credential_type: 'password',
      change_type: 'update',
    });
  });

  test('an office that ended: whose it was, and in which company', async () => {
    const stream = await it.tax.stream();
    const legalId = parseLegalId(companies.arvand.id);
    const before = it.app.country.country.entities.find(one => one.legalId === legalId)?.officers ?? [];
    it.app.country.country.setValue(legalId, { officers: [] });
    await refreshFromRegister(it.app.op(), legalId);
    it.app.country.country.setValue(legalId, { officers: before });
    await refreshFromRegister(it.app.op(), legalId);
    const told = (await it.read(it.tax, stream)).filter(
      ({ events }) => events[uri.authority]?.change === 'ended',
    );
    expect(told.map(({ sub_id }) => sub_id)).toContainEqual({
      format: 'complex',
      user: { format: 'iss_sub', iss: it.app.url, sub: it.sub },
      tenant: { format: 'opaque', id: companies.arvand.id },
    });
    await it.signIn();
  });

  test('a withdrawn consent; and a change that still waited is not told any more', async () => {
    const stream = await it.tax.stream();
    await it.changed();
    await it.keep();
    const consents = await listConsents(it.app.op(), { personId: it.sara });
    const mine = consents.find(one => one.clientId === 'demo-basic' && one.endedAt === null);
    await withdrawConsent(it.app.op({ kind: 'person', personId: it.sara }), mine?.id ?? '');
    const told = await it.read(it.tax, stream);
    expect(typesOf(told)).toEqual([uri.consent]);
    expect(told[0]?.events[uri.consent]).toMatchObject({ consent: mine?.id, purpose: 'vat-registration' });
    await it.signIn();
  });

  test('a change under a law, where somebody is signed in there, and no more after', async () => {
    await seedLawful(it.app);
    const lawful = apiOf(it.app.url, await it.app.adminToken('lawful', 'ssf.manage'));
    const stream = await lawful.stream();
    const name = () => it.changed(['entity.legal_name']);
    await name();
    expect(await it.read(lawful, stream, {}, 'lawful')).toEqual([]);
    const as = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' } as const;
    const scope = 'openid business_profile';
    await signInAt(await it.app.party('lawful'), new Browser(), as, { scope });
    await name();
    await it.changed();
    const [told, ...others] = await it.read(lawful, stream, {}, 'lawful');
    expect([told?.sub_id, others]).toEqual([{ format: 'opaque', id: companies.arvand.id }, []]);
    await it.app.app.oidc.endGrantsOf(it.app.op(), { personId: it.sara });
    await name();
    expect(await it.read(lawful, stream, { ack: [told?.jti] }, 'lawful')).toEqual([]);
    await it.signIn();
  });

  test('a change under a law still, after its purpose asks for less, but not of what that dropped', async () => {
    const party = await it.app.party('lawful');
    const as = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' } as const;
    const { accessToken } = await signInAt(party, new Browser(), as, { scope: 'openid business_profile' });
    const lawful = apiOf(it.app.url, await it.app.adminToken('lawful', 'ssf.manage'));
    const stream = await lawful.stream();
    const op = it.app.op({ kind: 'person', personId: it.sara });
    const fields = ['entity.legal_id'];
    await registerPurpose(op, 'lawful', examplePurpose({ history: true, fields }));
    const handed = (await (await party.profile(accessToken)).json()) as { fields: object };
    expect(Object.keys(handed.fields)).toEqual(fields);
    await it.changed(['entity.legal_name']);
    expect(await it.read(lawful, stream, {}, 'lawful')).toEqual([]);
    await it.changed(fields);
    expect(typesOf(await it.read(lawful, stream, {}, 'lawful'))).toEqual([uri.profile]);
    await sql`update purpose set basis = 'consent', history = false
      where client_id = 'lawful' and state = 'active'`.execute(it.app.system.db);
    expect(await it.read(lawful, stream, {}, 'lawful')).toEqual([]);
    await it.signIn();
  });

  test('a session that was ended', async () => {
    const stream = await it.tax.stream();
    await it.app.app.oidc.endSessionsOf(it.app.op(), it.sara);
    const told = await it.read(it.tax, stream);
    expect(new Set(typesOf(told))).toEqual(new Set([uri.session]));
    expect(JSON.stringify(told[0]?.sub_id)).toContain(it.sub);
    await it.signIn();
  });
});

describe('fetching', () => {
  test('gives an event again until it is acknowledged, with the same jti, and then never', async () => {
    const stream = await it.tax.stream();
    await it.changed();
    const [first] = await it.read(it.tax, stream);
    const [again] = await it.read(it.tax, stream);
    expect(again?.jti).toBe(first?.jti);
    expect(await it.read(it.tax, stream, { ack: [first?.jti] })).toEqual([]);
  });

  test('goes on in order where somebody came back after a week, a few at a time', async () => {
    const stream = await it.tax.stream();
    for (let n = 0; n < 5; n++) await it.changed();
    await it.keep();
    it.app.travel({ days: 7 });
    await it.renew();
    await sweepEvents(it.app.op());
    expect((await listHealth(it.app.op(), 'demo-basic'))[0]?.lag).toBeGreaterThan(6 * 86_400);
    const seen: string[] = [];
    let acks: string[] = [];
    for (let more = true; more; ) {
      const found = await it.tax.poll(stream, { maxEvents: 2, ack: acks });
      acks = Object.keys(found.tokens);
      seen.push(...acks);
      more = acks.length > 0;
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
    expect((await listHealth(it.app.op(), 'demo-basic'))[0]?.lag).toBe(0);
  });

  test('takes what is acknowledged out of order, and keeps what is not', async () => {
    const stream = await it.tax.stream();
    for (let n = 0; n < 3; n++) await it.changed();
    await it.keep();
    const [first, second, third] = Object.keys((await it.tax.poll(stream)).tokens);
    expect(Object.keys((await it.tax.poll(stream, { ack: [third, second] })).tokens)).toEqual([first]);
    await it.changed();
    await it.keep();
    expect(Object.keys((await it.tax.poll(stream, { ack: [first] })).tokens).length).toBe(1);
  });

  test('passes over garbage in acks; an error that a receiver reports is counted and the event not sent again', async () => {
    const [stream, other] = [await it.tax.stream(), await it.customs.stream()];
    await it.changed();
    await it.keep();
    const [jti = ''] = Object.keys((await it.tax.poll(stream)).tokens);
    await it.tax.poll(stream, { ack: ['', '../..', 'x'.repeat(500), "'; drop table change"] });
    await it.customs.poll(other, { ack: [jti] });
    expect(Object.keys((await it.tax.poll(stream)).tokens)).toEqual([jti]);
    await it.tax.poll(stream, { setErrs: { [jti]: { err: 'invalid_request', description: 'no' } } });
    expect((await it.tax.poll(stream)).tokens).toEqual({});
    expect((await listHealth(it.app.op(), 'demo-basic'))[0]?.stream).toMatchObject({
      refused: 1,
      failure: 'receiver_invalid_request',
    });
    for (const bad of [
      { ack: 'all' },
      { ack: [1] },
      { maxEvents: -1 },
      { maxEvents: 1.5 },
      { setErrs: [] },
      '[1]',
    ])
      expect((await it.tax.call('POST', `/streams/${stream}/poll`, bad)).status).toBe(400);
    expect(
      (await it.tax.call('POST', `/streams/${stream}/poll`, { ack: Array(5_000).fill('x') })).status,
    ).toBe(400);
  });

  test('waits for the next event, when it is not told to answer at once', async () => {
    const stream = await it.tax.stream();
    const poll = () => it.tax.poll(stream, { returnImmediately: false });
    // Only one waits, whichever comes first: the other is answered at once, with nothing.
    const both = [poll(), poll()];
    const early = await Promise.race(
      both.map(async (answer, at) => ({ tokens: (await answer).tokens, other: both[1 - at] })),
    );
    expect(early.tokens).toEqual({});
    await it.changed();
    await it.keep();
    expect(Object.keys((await early.other)?.tokens ?? {}).length).toBe(1);
  });
});
