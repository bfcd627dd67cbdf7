import { sql } from 'kysely';
import { tokenRevocation } from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withdrawConsent } from '../../src/consent/index.ts';
import { parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier } from '../../src/identity/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { signInAt } from '../support/stories.ts';
import { type Answer, askMany, seedLawful } from './lawful.ts';

const answers = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' as const };
const LIMIT = 6;
let app: TestApp;
let party: RelyingParty;
beforeAll(async () => {
  app = await testApp({ config: { unchangedPolls: LIMIT } });
  party = await app.party();
  await seedLawful(app);
});
afterAll(() => app?.close());

const signIn = (parameters: Record<string, string> = {}) =>
  signInAt(party, new Browser(), answers, parameters);
const ask = async (token: string, query = '', headers: Record<string, string> = {}) => {
  const answer = await party.profile(token, query, headers);
  return { answer, body: (await answer.json()) as Answer & { code?: string; basis: { id: string } } };
};
const arvand = parseLegalId(companies.arvand.id);
const setObjects = (objects: string) => app.country.country.setValue(arvand, { objects });

describe('asking again and again', () => {
  test('for what does not change is told of events, then limited openly, and others are not', async () => {
    const { accessToken } = await signIn();
    const query = '?fields=entity.legal_name';
    const headers = [];
    for (let n = 0; n < LIMIT; n++) headers.push((await ask(accessToken, query)).answer.headers);
    expect(headers.map(one => one.get('ratelimit')?.replace(/;t=\d+/, ''))).toEqual(
      Array.from({ length: LIMIT }, (_, n) => `"unchanged";r=${LIMIT - 1 - n}`),
    );
    expect(headers[0]?.get('link')).toBeNull();
    expect(headers.at(-1)?.get('link')).toBe(`<${app.url}/.well-known/ssf-configuration>; rel="monitor"`);
    const { answer, body } = await ask(accessToken, query);
    expect([answer.status, body.code]).toEqual([429, 'release.asked_again']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(500);
    expect(answer.headers.get('ratelimit')).toMatch(/^"unchanged";r=0;t=\d+$/);
    expect(answer.headers.get('ratelimit-policy')).toBe(`"unchanged";q=${LIMIT};w=600`);
    expect((await ask(accessToken, '?fields=entity.legal_id')).answer.status).toBe(200);
  });

  /** Asks until nothing is left. */
  const askToTheEnd = async (token: string, query: string) => {
    for (let n = 0; n < LIMIT; n++) expect((await ask(token, query)).answer.status).toBe(200);
    expect((await ask(token, query)).body.code).toBe('release.asked_again');
  };

  test('in another order of the fields is asking again; an accountant of the company is not held to that', async () => {
    const tax = await app.party('demo-tax', `${app.tax}/callback`);
    const enter = (id: string) => signInAt(tax, new Browser(), { ...answers, id });
    const { accessToken } = await enter(people.sara.id);
    await askToTheEnd(accessToken, '?fields=entity.objects,entity.legal_id');
    const turned = '?fields=entity.legal_id,entity.objects';
    expect((await ask(accessToken, turned)).answer.status).toBe(429);
    const other = await enter(people.navid.id);
    for (let n = 1; n <= 2; n++)
      expect((await ask(other.accessToken, turned)).answer.headers.get('ratelimit')).toContain(
        `r=${LIMIT - n};`,
      );
  });

  test('does not hide that the permission was withdrawn, or that the token was given back', async () => {
    const query = '?fields=entity.capital';
    const back = await signIn();
    await askToTheEnd(back.accessToken, query);
    await tokenRevocation(party.config, back.accessToken);
    expect((await ask(back.accessToken, query)).body.code).toBe('release.token_unknown');
    const { accessToken } = await signIn();
    expect((await ask(accessToken, query)).answer.status).toBe(200);
    expect((await ask(accessToken, query)).body.code).toBe('release.asked_again');
    const { basis } = (await ask(accessToken)).body;
    const sara = (await findPersonByIdentifier(app.op(), parsePersonId(people.sara.id)))?.id ?? '';
    await withdrawConsent(app.op({ kind: 'person', personId: sara }), basis.id);
    expect((await ask(accessToken, query)).body.code).toBe('release.consent_withdrawn');
  });
});

describe('saying how old is too old', () => {
  test('asks the registers before the answer, and marks what they do not say in time', async () => {
    const { accessToken } = await signIn();
    app.travel({ days: 1 });
    const { accessToken: token } = await signIn();
    setObjects('بازرگانی');
    const fresh = await ask(token, '?fields=entity.objects&max_age=60');
    expect(fresh.body.fields['entity.objects']).toMatchObject({ value: 'بازرگانی', stale: false });
    app.travel({ days: 1 });
    const { accessToken: last } = await signIn();
    app.country.faults.slow('legal-persons', 55_000);
    const began = performance.now();
    const slow = await ask(last, '?fields=entity.objects&max_age=60');
    expect(performance.now() - began).toBeLessThan(45_000);
    expect(slow.body.fields['entity.objects']).toMatchObject({ value: 'بازرگانی', stale: true });
    app.country.faults.mend();
    expect((await ask(last, '?max_age=-1')).body.code).toBe('release.max_age_malformed');
    expect((await ask(last, '?max_age=1e9')).body.code).toBe('release.max_age_malformed');
    expect(accessToken).not.toBe(last);
  });
});

describe('many at once, under law', () => {
  const batch = (body: unknown, client?: string, scope?: string) => askMany(app, body, client, scope);
  const entity = (id: string) => ({ type: 'legal_entity', id });

  test('each subject is answered and recorded by itself; who is unknown or not meant leaves the others', async () => {
    const { status, body } = await batch({
      subjects: [
        entity(companies.arvand.id),
        entity('10000000009'),
        entity(companies.pars.id),
        { type: 'self', id: people.sara.id },
        { type: 'legal_entity', id: 'x' },
        null,
      ],
    });
    expect(status).toBe(200);
    expect(body.purpose).toBe('payroll-list');
    expect(body.profiles.map(one => one.code ?? 'released')).toEqual([
      'released',
      expect.stringMatching(/^release\.subject_(unknown|malformed)$/),
      'released',
      'release.subject_not_in_purpose',
      'release.subject_malformed',
      'release.subject_malformed',
    ]);
    expect(body.profiles[0]?.fields?.['entity.legal_name']).toMatchObject({
      value: companies.arvand.fa,
      status: 'present',
    });
    const { rows } = await sql<{
      public_id: string;
      kind: string;
      data: { batch: boolean; fields: string[] };
    }>`
      select public_id, kind, data from audit_event where client_id = 'lawful' and kind like 'profile.%' order by id`.execute(
      app.system.db,
    );
    const released = rows.filter(({ kind }) => kind === 'profile.released');
    expect(released.map(row => row.public_id)).toEqual([
      body.profiles[0]?.release,
      body.profiles[2]?.release,
    ]);
    expect(released[0]?.data).toMatchObject({
      batch: true,
      fields: ['entity.legal_id', 'entity.legal_name'],
    });
    expect(rows.filter(({ kind }) => kind === 'profile.release_refused').length).toBeGreaterThanOrEqual(1);
  });

  test('only for purposes under law, only with the scope, only their fields, and a thousand at the most', async () => {
    const one = { subjects: [entity(companies.arvand.id)] };
    expect(await batch(one, 'demo-basic')).toMatchObject({
      status: 403,
      body: { code: 'release.purpose_not_law' },
    });
    expect(await batch(one, 'demo-basic', 'ssf.read')).toMatchObject({
      status: 403,
      body: { code: 'release.scope_missing' },
    });
    expect(await batch({ ...one, fields: ['entity.staff_count'] })).toMatchObject({
      status: 400,
      body: { code: 'release.field_not_in_purpose' },
    });
    expect(await batch({ ...one, purpose: 'other' })).toMatchObject({
      status: 400,
      body: { code: 'clients.unknown_purpose' },
    });
    for (const [subjects, code] of [
      [[], 'release.batch_size'],
      [Array(1_001).fill(entity(companies.arvand.id)), 'release.batch_size'],
      ['all', 'release.batch_malformed'],
    ] as const)
      expect(await batch({ subjects })).toMatchObject({ status: 400, body: { code } });
    const full = await batch({
      subjects: Array(1_000).fill(entity(companies.arvand.id)),
      fields: ['entity.legal_id'],
    });
    expect(full.body.profiles.length).toBe(1_000);
    expect(new Set(full.body.profiles.map(({ release }) => release)).size).toBe(1_000);
    const { accessToken } = await signIn();
    const answer = await fetch(`${app.url}/api/v1/profiles`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(one),
    });
    expect(answer.status).toBe(401);
  });
});

describe('verified_claims', () => {
  const wish = (claims: object, verification: object = { trust_framework: { value: 'ir_yekbar' } }) => ({
    verified_claims: { verification, claims },
  });
  const self = { ...answers, actingFor: 'self' };

  test('say in userinfo and in the ID token what a register vouches for, by which and when, and no more', async () => {
    const claims = {
      given_name: null,
      'person.birth_date': null,
      email: null,
      'person.email': null,
      nonsense: null,
    };
    // Demands that are met, and what need not be there (null).
    const exactly = {
      trust_framework: { values: ['eidas', 'ir_yekbar'] },
      assurance_level: { values: ['authoritative', 'verified'] },
      time: { max_age: 864_000 },
      evidence: [
        { type: { value: 'document' } },
        { type: { value: 'electronic_record' }, record: { type: { value: 'civil' }, source: null } },
      ],
    };
    const { claims: idToken, accessToken } = await signInAt(party, new Browser(), self, {
      scope: 'openid',
      claims: JSON.stringify({ userinfo: wish(claims), id_token: wish({ birthdate: null }, exactly) }),
    });
    expect(idToken.verified_claims).toMatchObject({
      verification: {
        trust_framework: 'ir_yekbar',
        // The civil register only matches what she said.
        assurance_level: 'verified',
        evidence: [{ type: 'electronic_record', record: { type: 'civil' } }],
      },
      claims: { birthdate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
    });
    expect(idToken.business_profile).toBeUndefined();
    const answer = await fetch(`${app.url}/userinfo`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    const { verified_claims: verified } = (await answer.json()) as { verified_claims: { claims: object } };
    expect(Object.keys(verified.claims).sort()).toEqual(['person.birth_date']);
    const { rows } = await sql<{ fields: string[] }>`
      select data->'fields' as fields from audit_event where kind = 'profile.released' and client_id = 'demo-basic'
      order by id desc limit 2`.execute(app.system.db);
    expect(rows.map(({ fields }) => fields)).toContainEqual(['person.birth_date']);
  });

  test('are left out where another trust framework is demanded, or the value is not the one that was asked for', async () => {
    for (const asked of [
      wish({ birthdate: null }, { trust_framework: { value: 'eidas' } }),
      wish({ birthdate: null }, { trust_framework: null, assurance_level: { value: 'authoritative' } }),
      wish({ birthdate: null }, { trust_framework: null, evidence: [{ type: { value: 'document' } }] }),
      wish({ birthdate: null }, { trust_framework: null, time: { max_age: -1 } }),
      wish({ birthdate: { value: '1900-01-01' } }),
      wish({}),
      { verified_claims: 'all' },
      { verified_claims: null },
    ]) {
      const { claims } = await signInAt(party, new Browser(), self, {
        scope: 'openid',
        claims: JSON.stringify({ id_token: asked }),
      });
      expect(claims.verified_claims).toBeUndefined();
    }
  });

  test('are described in discovery', async () => {
    const said = (await (await fetch(`${app.url}/.well-known/openid-configuration`)).json()) as Record<
      string,
      unknown
    >;
    expect(said).toMatchObject({
      verified_claims_supported: true,
      trust_frameworks_supported: ['ir_yekbar'],
      evidence_supported: ['electronic_record'],
    });
    expect(said.claims_in_verified_claims_supported).toContain('birthdate');
  });
});
