import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Browser,
  client,
  companies,
  FIELDS,
  maryam,
  purpose,
  type RelyingParty,
  sara,
  signInAt,
  type TestOidc,
  testOidc,
} from './support.ts';

let app: TestOidc;
let tax: RelyingParty;
let customs: RelyingParty;
beforeAll(async () => {
  app = await testOidc();
  tax = await app.party('tax');
  customs = await app.party('customs');
});
afterAll(() => app?.close());

const subjectOf = async (party: RelyingParty, token: string) =>
  ((await (await party.profile(token)).json()) as { subject: { type: string } }).subject;

describe('acting for several in one browser', () => {
  it('two systems act for two, and changing one leaves the other alone', async () => {
    const browser = new Browser();
    const company = await signInAt(tax, browser, sara);
    const self = await signInAt(customs, browser, { ...sara, actingFor: 'self' });
    expect(self.walk.asked).toEqual(['acting_for', 'decision']);
    expect(company.claims.represented).toMatchObject({ type: 'legal_entity', id: companies.arvand.id });
    expect(self.claims.represented).toEqual({ type: 'self' });
    const changed = await signInAt(
      tax,
      browser,
      { ...sara, actingFor: 'self' },
      { prompt: 'select_account' },
    );
    expect(changed.walk.asked).toEqual(['acting_for', 'decision']);
    expect(changed.claims.represented).toEqual({ type: 'self' });
    expect((await signInAt(customs, browser, {})).claims.represented).toEqual({ type: 'self' });
    const back = await signInAt(tax, browser, {}, { entity_hint: companies.arvand.id });
    expect(back.walk.asked).toEqual([]);
    expect(await subjectOf(tax, back.accessToken)).toEqual({ type: 'legal_entity', id: companies.arvand.id });
    expect(await subjectOf(tax, changed.accessToken)).toEqual({ type: 'self' });
    expect(await subjectOf(tax, company.accessToken)).toEqual({
      type: 'legal_entity',
      id: companies.arvand.id,
    });
  });

  it('who has only herself to act for is not asked', async () => {
    const { walk, claims } = await signInAt(tax, new Browser(), maryam);
    expect(walk.asked).toEqual(['password', 'decision']);
    expect(claims.represented).toEqual({ type: 'self' });
  });

  it('a hint that cannot be followed shows the choice with the reason', async () => {
    const browser = new Browser();
    const { page } = await tax.open(browser, { entity_hint: companies.pars.id });
    const choice = await page.submit({
      national_id: sara.id,
      password: (await import('./support.ts')).password,
    });
    expect(choice.fields).toContain('acting_for');
    expect(choice.find('[role=alert]').text).toContain('امضا');
    expect(choice.choices('acting_for')).toEqual([companies.arvand.id, 'self']);
  });

  it('a purpose for companies only does not offer herself, and one for persons only asks nothing', async () => {
    await app.add(
      client('companies', {
        purposes: [purpose({ subjects: ['legal_entity'], fields: ['entity.legal_id'] })],
      }),
    );
    await app.add(
      client('persons', { purposes: [purpose({ subjects: ['self'], fields: ['person.birth_date'] })] }),
    );
    const { password } = await import('./support.ts');
    const { page } = await (await app.party('companies')).open(new Browser());
    const choice = await page.submit({ national_id: sara.id, password });
    expect(choice.choices('acting_for')).toEqual([companies.arvand.id]);
    expect((await choice.submit({ acting_for: 'self' })).status).toBe(403);
    const { walk } = await signInAt(await app.party('persons'), new Browser(), sara);
    expect(walk.asked).toEqual(['password', 'decision']);
  });
});

describe('being asked', () => {
  it('for the exact values, once; later only for what is new', async () => {
    await app.add(client('growing'));
    const party = await app.party('growing');
    const browser = new Browser();
    const first = await signInAt(party, browser, sara);
    expect(first.walk.pages.decision?.text).toContain(companies.arvand.fa);
    expect((await signInAt(party, browser, {})).walk.asked).toEqual([]);
    expect((await signInAt(party, new Browser(), sara)).walk.asked).toEqual(['password', 'acting_for']);
    await app.test.system.db
      .updateTable('purpose')
      .set({ fields: [...FIELDS, 'entity.legal_form'] })
      .where('client_id', '=', 'growing')
      .execute();
    app.test.clock.advance({ seconds: 10 });
    const token = await signInAt(await app.party('growing'), browser, { decision: 'allow' });
    expect(token.walk.asked).toEqual(['decision']);
    const page = token.walk.pages.decision;
    expect(page?.all('.vals dt').length).toBe(1);
    const body = (await (await party.profile(token.accessToken)).json()) as {
      fields: Record<string, unknown>;
    };
    expect(Object.keys(body.fields)).toContain('entity.legal_form');
    expect(Object.keys(body.fields)).toContain('entity.legal_name');
  });

  it('a yes to values that have changed since does not count: the page is shown again', async () => {
    await app.add(client('changing'));
    const { page } = await (await app.party('changing')).open(new Browser(), {
      entity_hint: companies.arvand.id,
    });
    const { password } = await import('./support.ts');
    const consent = await page.submit({ national_id: sara.id, password });
    const form = consent.form('decision');
    form.setAttribute('action', (form.getAttribute('action') ?? '').replace(/shown=[^&]+/, 'shown=other'));
    const again = await consent.submit({ decision: 'allow' }, { form });
    expect(again.status).toBe(409);
    expect(again.fields).toContain('decision');
  });

  it('what the law gives is told once and never asked', async () => {
    await app.add(client('lawful', { purposes: [purpose({ basis: 'law' })] }));
    const party = await app.party('lawful');
    const scope = { scope: 'openid business_profile' };
    const first = await signInAt(party, new Browser(), maryam, scope);
    expect(first.walk.asked).toEqual(['password', 'decision']);
    expect(first.walk.pages.decision?.choices('decision')).toEqual(['allow']);
    const again = await signInAt(party, new Browser(), maryam, scope);
    expect(again.walk.asked).toEqual(['password']);
    const body = (await (await party.profile(again.accessToken)).json()) as { basis: object };
    expect(body.basis).toEqual({ type: 'law' });
  });

  it('prompt=consent asks again for all of it', async () => {
    const browser = new Browser();
    await signInAt(tax, browser, maryam);
    const again = await signInAt(tax, browser, maryam, { prompt: 'consent' });
    expect(again.walk.asked).toEqual(['decision']);
    expect(again.walk.pages.decision?.all('.vals dt').length).toBeGreaterThan(1);
  });

  it('a register that is down or slow does not hold the sign-in up', async () => {
    await app.add(client('patient'));
    for (const registry of ['civil', 'legal-persons', 'addressing']) app.test.faults.slow(registry, 50_000);
    const began = performance.now();
    const { walk, accessToken } = await signInAt(await app.party('patient'), new Browser(), sara);
    expect(performance.now() - began).toBeLessThan(40_000);
    expect(walk.asked).toContain('decision');
    expect((await tax.profile(accessToken)).status).toBe(200);
    app.test.faults.mend();
  });
});

describe('what the tokens say', () => {
  it('the ID token of a client that asks for another algorithm, and claims by name', async () => {
    for (const alg of ['EdDSA', 'PS256', 'RS256']) {
      const id = `alg-${alg.toLowerCase()}`;
      await app.add(client(id, { metadata: { ...client(id).metadata, id_token_signed_response_alg: alg } }));
    }
    const party = await app.party('alg-eddsa');
    const claims = JSON.stringify({ id_token: { name: null }, userinfo: { phone_number: null } });
    const { journey, page } = await party.open(new Browser(), { scope: 'openid', claims });
    const { walk } = await import('../support/stories.ts');
    const done = await walk(page, maryam, { until: party.isBack });
    const code = done.end.url.searchParams.get('code') ?? '';
    const answer = await fetch(`${app.url}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('alg-eddsa:alg-eddsa-secret').toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: party.redirectUri,
        code_verifier: journey.verifier,
      }),
    });
    const tokens = (await answer.json()) as { id_token: string; access_token: string };
    expect(JSON.parse(Buffer.from(tokens.id_token.split('.')[0] ?? '', 'base64url').toString()).alg).toBe(
      'EdDSA',
    );
    expect(decodeJwt(tokens.id_token)).toMatchObject({ name: 'مریم حسینی', represented: { type: 'self' } });
    const info = await fetch(`${app.url}/userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    const body = (await info.json()) as Record<string, unknown>;
    expect(body.phone_number).toMatch(/^\+989\d{9}$/);
    expect(body.business_profile).toBeUndefined();
    expect(body.sub).toBe(decodeJwt(tokens.id_token).sub);
  });

  it('userinfo carries the same fields as the profile, by a release that is on the record', async () => {
    const { accessToken } = await signInAt(tax, new Browser(), sara);
    const released = async () =>
      (
        await app.test.system.db
          .selectFrom('audit_event')
          .select('data')
          .where('kind', '=', 'profile.released')
          .execute()
      ).length;
    const before = await released();
    const info = await fetch(`${app.url}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
    const body = (await info.json()) as Record<string, object>;
    const profile = (await (await tax.profile(accessToken)).json()) as { fields: object };
    expect(body.business_profile).toEqual(profile.fields);
    expect(body.represented).toMatchObject({ id: companies.arvand.id });
    expect(await released()).toBe(before + 2);
  });
});
