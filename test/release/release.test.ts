import { createHash, randomUUID } from 'node:crypto';
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdrawConsent } from '../../src/consent/index.ts';
import { parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import { refreshFromRegister } from '../../src/mandates/index.ts';
import {
  Browser,
  client,
  companies,
  FIELDS,
  maryam,
  type RelyingParty,
  sara,
  signInAt,
  type TestOidc,
  testOidc,
} from '../oidc/support.ts';

let app: TestOidc;
let tax: RelyingParty;
beforeAll(async () => {
  app = await testOidc();
  tax = await app.party('tax');
});
afterAll(() => app?.close());

interface Body {
  readonly code?: string;
  readonly detail?: string;
  readonly request_id?: string;
  readonly basis: { readonly id: string };
  readonly release: string;
  readonly fields: Record<string, { status: string; value: unknown; source: { registry: string } | null }>;
}
const read = async (response: Response) => ({
  status: response.status,
  body: (await response.json()) as Body,
});
const events = (kind: string) =>
  app.test.system.db
    .selectFrom('audit_event')
    .select(['public_id', 'subject_id', 'client_id', 'data'])
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .execute();

describe('a release', () => {
  it('hands over the fields of the purpose, and is on the record before the answer', async () => {
    const { accessToken, claims } = await signInAt(tax, new Browser(), sara);
    const { status, body } = await read(await tax.profile(accessToken));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      subject: { type: 'legal_entity', id: companies.arvand.id },
      acting: { sub: claims.sub, authority: { basis: 'registry', mode: 'sole' } },
      purpose: 'vat-registration',
      basis: { type: 'consent' },
    });
    expect(body.fields['entity.legal_name']).toMatchObject({
      value: companies.arvand.fa,
      status: 'present',
      class: 'authoritative',
      source: { registry: 'legal-persons' },
      stale: false,
    });
    const [event] = await events('profile.released');
    expect(event).toMatchObject({ public_id: body.release, subject_id: app.arvandId, client_id: 'tax' });
    expect(event?.data).toEqual({
      purpose: 'vat-registration',
      basis: 'consent',
      consent: body.basis.id,
      fields: FIELDS.filter(key => key.startsWith('entity.')),
    });
  });

  it('of a company says nothing of fields that only people have', async () => {
    const { accessToken } = await signInAt(tax, new Browser(), sara);
    const { body } = await read(await tax.profile(accessToken));
    expect(Object.keys(body.fields)).toEqual(FIELDS.filter(key => key.startsWith('entity.')));
  });

  it('marks as withheld what the purpose has and nobody allowed', async () => {
    const { accessToken } = await signInAt(tax, new Browser(), sara);
    const { basis } = (await read(await tax.profile(accessToken))).body;
    const { db } = app.test.system;
    const allowed = FIELDS.filter(key => key.startsWith('entity.') && key !== 'entity.legal_name');
    await db.updateTable('consent').set({ fields: allowed }).where('id', '=', basis.id).execute();
    const { body } = await read(await tax.profile(accessToken));
    expect(body.fields['entity.legal_name']).toMatchObject({ status: 'withheld', value: null });
    expect((await events('profile.released'))[0]?.data.fields).toEqual(allowed);
  });

  it('is narrowed by ?fields=, and refused for a field that the purpose lacks', async () => {
    const { accessToken } = await signInAt(tax, new Browser(), sara);
    const one = await read(await tax.profile(accessToken, '?fields=entity.legal_id'));
    expect(Object.keys(one.body.fields)).toEqual(['entity.legal_id']);
    const lacking = await read(await tax.profile(accessToken, '?fields=entity.legal_id,entity.capital'));
    expect([lacking.status, lacking.body.code]).toEqual([400, 'release.field_not_in_purpose']);
    expect(lacking.body.detail).toContain('entity.capital');
    for (const wrong of ['fields=', 'fields[]=entity.legal_id', 'field=entity.legal_id'])
      expect((await tax.profile(accessToken, `?${wrong}`)).status, wrong).toBe(400);
    expect((await tax.profile(accessToken, `?fields=${'a,'.repeat(500)}`)).status).toBe(400);
  });

  it('answers 304 while nothing has changed', async () => {
    const { accessToken } = await signInAt(tax, new Browser(), sara);
    const etag = (await tax.profile(accessToken)).headers.get('etag') ?? '';
    const again = await tax.profile(accessToken, '', { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await tax.profile(accessToken, '', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('is signed for who asks for a JWT', async () => {
    const { accessToken } = await signInAt(tax, new Browser(), sara);
    const answer = await tax.profile(accessToken, '', { accept: 'application/jwt' });
    expect(answer.headers.get('content-type')).toContain('application/jwt');
    const keys = createRemoteJWKSet(new URL(`${app.url}/jwks`));
    const { payload } = await jwtVerify(await answer.text(), keys, {
      issuer: app.url,
      audience: 'tax',
      typ: 'profile+jwt',
      algorithms: ['ES256'],
    });
    expect(payload.fields).toHaveProperty(['entity.legal_id', 'value'], companies.arvand.id);
  });

  it('of many at the same moment are each their own, and each on the record', async () => {
    const tokens = await Promise.all(
      [sara, maryam].map(async who => (await signInAt(tax, new Browser(), who)).accessToken),
    );
    const asked = Array.from({ length: 60 }, (_, at) => tokens[at % 2] ?? '');
    const answers = await Promise.all(asked.map(async token => read(await tax.profile(token))));
    answers.forEach(({ status, body }, at) => {
      expect(status).toBe(200);
      expect(body.fields['entity.legal_id']?.status).toBe(at % 2 === 0 ? 'present' : undefined);
    });
    const ids = new Set(answers.map(({ body }) => body.release));
    expect(ids.size).toBe(60);
    const known = new Set((await events('profile.released')).map(event => event.public_id));
    for (const id of ids) expect(known.has(id)).toBe(true);
  });
});

describe('a release is refused at the next call', () => {
  const refusal = async (party: RelyingParty, token: string) => {
    const response = await party.profile(token);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const { status, body } = await read(response);
    expect(body.detail?.length).toBeGreaterThan(30);
    expect(body.request_id).toBe(response.headers.get('x-request-id'));
    return [status, body.code];
  };

  it('without a token, or with one that is not known', async () => {
    for (const authorization of [
      '',
      'Bearer',
      'Bearer x',
      `Bearer ${'x'.repeat(43)}`,
      `Basic ${'x'.repeat(43)}`,
    ]) {
      const response = await fetch(`${app.url}/api/v1/profile`, { headers: { authorization } });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
    }
    const query = await fetch(`${app.url}/api/v1/profile?access_token=${'x'.repeat(43)}`);
    expect(query.status).toBe(401);
  });

  it('when the token was not given for fields', async () => {
    const { accessToken } = await signInAt(tax, new Browser(), maryam, { scope: 'openid' });
    expect(await refusal(tax, accessToken)).toEqual([403, 'release.scope_missing']);
  });

  it('when the consent was withdrawn; no release is written, the refusal is', async () => {
    await app.add(client('withdrawn'));
    const party = await app.party('withdrawn');
    const browser = new Browser();
    const { accessToken } = await signInAt(party, browser, sara);
    const { body } = await read(await party.profile(accessToken));
    const op = app.test.op({ kind: 'person', personId: app.persons.sara });
    await withdrawConsent(op, body.basis.id);
    const before = (await events('profile.released')).length;
    expect(await refusal(party, accessToken)).toEqual([403, 'release.consent_withdrawn']);
    expect((await events('profile.released')).length).toBe(before);
    const [refused] = await events('profile.release_refused');
    expect(refused).toMatchObject({ client_id: 'withdrawn', data: { reason: 'consent_withdrawn' } });
    const info = await fetch(`${app.url}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(info.status).toBe(403);
    expect(await app.oidc.endGrantsOf(op, { consentId: body.basis.id })).toBe(1);
    // With the grant the token is worth nothing either, and whoever shows it is still told why.
    expect(await refusal(party, accessToken)).toEqual([403, 'release.consent_withdrawn']);
    const after = await fetch(`${app.url}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(after.status).toBe(401);
    const again = await signInAt(party, browser, sara);
    expect(again.walk.asked).toContain('decision');
    expect((await party.profile(again.accessToken)).status).toBe(200);
  });

  it('when the power ended in the register, and no new token is given by it', async () => {
    const legalId = parseLegalId(companies.arvand.id);
    const party = tax;
    const { accessToken, tokens } = await signInAt(party, new Browser(), sara, {
      scope: 'openid business_profile offline_access',
      prompt: 'consent',
    });
    const day = new Date(app.test.clock.now().getTime() - 86_400_000).toISOString().slice(0, 10);
    app.test.country.endOffice(legalId, parsePersonId(sara.id), day);
    await refreshFromRegister(app.test.op(), legalId);
    expect(await refusal(party, accessToken)).toEqual([403, 'release.power_ended']);
    const refresh = await fetch(`${app.url}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('tax:tax-secret').toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }),
    });
    expect(await refresh.json()).toMatchObject({ error: 'invalid_grant' });
    app.test.country.restore();
    await refreshFromRegister(app.test.op(), legalId);
  });

  it('when the client is suspended, and when the person may no longer act', async () => {
    const { db } = app.test.system;
    const { accessToken } = await signInAt(tax, new Browser(), maryam);
    await db.updateTable('client').set({ state: 'suspended' }).where('id', '=', 'tax').execute();
    expect(await refusal(tax, accessToken)).toEqual([403, 'release.client_suspended']);
    await db.updateTable('client').set({ state: 'active' }).where('id', '=', 'tax').execute();
    await db.updateTable('person').set({ state: 'deceased' }).where('id', '=', app.persons.maryam).execute();
    expect(await refusal(tax, accessToken)).toEqual([403, 'release.person_inactive']);
    await db.updateTable('person').set({ state: 'active' }).where('id', '=', app.persons.maryam).execute();
    expect((await tax.profile(accessToken)).status).toBe(200);
  });

  it('when the token has expired', async () => {
    const { accessToken } = await signInAt(tax, new Browser(), maryam);
    app.test.clock.advance({ minutes: 11 });
    expect(await refusal(tax, accessToken)).toEqual([401, 'release.token_unknown']);
    app.test.clock.advance({ minutes: -11 });
  });
});

describe('a token that is bound to a key (DPoP)', () => {
  it('opens the profile with a fresh proof of that key, once, and with nothing else', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwk = await exportJWK(publicKey);
    const proof = (claims: Record<string, unknown>, key = privateKey, of = jwk) =>
      new SignJWT({ jti: randomUUID(), iat: Math.floor(app.test.clock.now().getTime() / 1000), ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: of })
        .sign(key);
    const browser = new Browser();
    await signInAt(tax, browser, maryam);
    const { journey, page } = await tax.open(browser);
    const answer = await fetch(`${app.url}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from('tax:tax-secret').toString('base64')}`,
        dpop: await proof({ htm: 'POST', htu: `${app.url}/token`, iat: Math.floor(Date.now() / 1000) }),
      },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: page.url.searchParams.get('code') ?? '',
        redirect_uri: tax.redirectUri,
        code_verifier: journey.verifier,
      }),
    });
    const { access_token: token, token_type: type } = (await answer.json()) as Record<string, string>;
    expect(type).toBe('DPoP');
    const htu = `${app.url}/api/v1/profile`;
    const ath = createHash('sha256')
      .update(token ?? '')
      .digest('base64url');
    const ask = async (dpop: string, scheme = 'DPoP') =>
      (
        await fetch(`${htu}?fields=person.birth_date`, {
          headers: { authorization: `${scheme} ${token}`, dpop },
        })
      ).status;
    const good = await proof({ htm: 'GET', htu, ath });
    expect(await ask(good)).toBe(200);
    expect(await ask(good)).toBe(401);
    const raced = await proof({ htm: 'GET', htu, ath });
    expect((await Promise.all([1, 2, 3, 4].map(() => ask(raced)))).sort()).toEqual([200, 401, 401, 401]);
    const other = await generateKeyPair('ES256');
    const old = Math.floor(app.test.clock.now().getTime() / 1000) - 120;
    for (const bad of [
      await proof({ htm: 'POST', htu, ath }),
      await proof({ htm: 'GET', htu: `${app.url}/userinfo`, ath }),
      await proof({ htm: 'GET', htu }),
      await proof({ htm: 'GET', htu, ath, iat: old }),
      await proof({ htm: 'GET', htu, ath, jti: '' }),
      await proof({ htm: 'GET', htu, ath }, other.privateKey, await exportJWK(other.publicKey)),
      await proof({ htm: 'GET', htu, ath }, other.privateKey),
      'nonsense',
      '',
    ])
      expect(await ask(bad)).toBe(401);
    expect(await ask(await proof({ htm: 'GET', htu, ath }), 'Bearer')).toBe(401);
  });
});
