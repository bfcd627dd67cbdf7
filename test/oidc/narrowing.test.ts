import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, CALLBACK, type RelyingParty, sara, signInAt, type TestOidc, testOidc } from './support.ts';

let app: TestOidc;
let tax: RelyingParty;
beforeAll(async () => {
  app = await testOidc();
  tax = await app.party('tax');
});
afterAll(() => app?.close());

const ASKED = {
  response_type: 'code',
  client_id: 'tax',
  redirect_uri: CALLBACK,
  scope: 'openid business_profile',
  purpose: 'vat-registration',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
};

describe('a claim that narrows to some fields', () => {
  it.each([
    ['several in one text', { userinfo: { value: 'entity.legal_name,entity.objects' } }, 'catalogue'],
    ['no list', { id_token: { values: 'entity.legal_name' } }, 'values'],
    ['a NUL', { userinfo: { values: ['entity.legal_id', '\0'] } }, 'a value of business_profile'],
    ['what does not exist', { userinfo: { values: ['entity.nothing'] } }, 'entity.nothing'],
  ])('and names %s is refused, and does not count as all', async (_name, places, hint) => {
    const claims = Object.fromEntries(
      Object.entries(places).map(([place, narrowed]) => [place, { business_profile: narrowed }]),
    );
    const query = new URLSearchParams({ ...ASKED, claims: JSON.stringify(claims) });
    const { url } = await new Browser().open(`${app.url}/auth?${query}`, { until: tax.isBack });
    expect(url.searchParams.get('error')).toBe('invalid_request');
    expect(url.searchParams.get('error_description')).toContain(hint);
  });

  it('as one value gets that one', async () => {
    const claims = JSON.stringify({ userinfo: { business_profile: { value: 'entity.legal_id' } } });
    const { accessToken } = await signInAt(tax, new Browser(), sara, { claims });
    const info = await fetch(`${app.url}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
    const { business_profile: fields } = (await info.json()) as { business_profile: object };
    expect(Object.keys(fields)).toEqual(['entity.legal_id']);
  });
});
