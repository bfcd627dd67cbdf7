import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, companies, sara, signInAt, type TestOidc, testOidc } from './support.ts';

let app: TestOidc;
beforeAll(async () => {
  app = await testOidc();
});
afterAll(() => app?.close());

describe('signing in at a system', () => {
  it('she proves who she is, chooses her company, sees the fields, and the system gets them', async () => {
    const party = await app.party('tax');
    const { claims, walk, accessToken } = await signInAt(party, new Browser(), sara);
    expect(walk.asked).toEqual(['password', 'acting_for', 'decision']);
    expect(claims.acr).toBe('urn:yekbar:loa:1');
    expect(claims.represented).toMatchObject({
      type: 'legal_entity',
      id: companies.arvand.id,
      authority: { basis: 'registry', mode: 'sole' },
    });
    const response = await party.profile(accessToken);
    const body = (await response.json()) as { fields: Record<string, { value: unknown }> };
    expect(response.status, JSON.stringify(body)).toBe(200);
    expect(body.fields['entity.legal_id']?.value).toBe(companies.arvand.id);
  });
});
