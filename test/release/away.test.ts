/** What a client gets later and while the person is away: values asked for anew, refresh tokens under consent and law. */
import { refreshTokenGrant } from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashSecret, seedClient } from '../../src/clients/index.ts';
import { listConsents, withdrawConsent } from '../../src/consent/index.ts';
import { parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier } from '../../src/identity/index.ts';
import { refreshFromRegister } from '../../src/mandates/index.ts';
import { examplePurpose } from '../clients/example.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { signInAt } from '../support/stories.ts';
import type { Answer } from './lawful.ts';

const answers = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' as const };
const arvand = parseLegalId(companies.arvand.id);
let app: TestApp;
let party: RelyingParty;
beforeAll(async () => {
  app = await testApp();
  party = await app.party();
});
afterAll(() => app?.close());

const signIn = (parameters: Record<string, string> = {}) =>
  signInAt(party, new Browser(), answers, parameters);
const ask = async (token: string, query = '') => ({ answer: await party.profile(token, query) });

test('what is past its time goes out marked, nobody waits, and it is asked for behind that answer', {
  timeout: 150_000,
}, async () => {
  await signIn();
  app.travel({ days: 100 });
  app.country.country.setValue(arvand, { objects: 'صادرات زعفران' });
  const { accessToken, walk } = await signIn();
  expect(walk.asked).not.toContain('decision');
  const objects = async () => {
    const { answer } = await ask(accessToken, '?fields=entity.objects');
    const { fields } = (await answer.json()) as Answer;
    return fields['entity.objects'];
  };
  expect(await objects()).toMatchObject({ value: expect.not.stringContaining('زعفران'), stale: true });
  await expect
    .poll(objects, { interval: 3_000, timeout: 50_000 })
    .toMatchObject({ value: 'صادرات زعفران', stale: false });
});

test('use without the person, by a refresh token, stands on the consent and ends with it', async () => {
  const { tokens } = await signIn({ scope: 'openid business_profile offline_access', prompt: 'consent' });
  const renewed = await refreshTokenGrant(party.config, tokens.refresh_token ?? '');
  expect((await ask(renewed.access_token, '?fields=entity.registration_number')).answer.status).toBe(200);
  const sara = await findPersonByIdentifier(app.op(), parsePersonId(people.sara.id));
  for (const consent of await listConsents(app.op(), { personId: sara?.id ?? '' }))
    if (!consent.endedAt)
      await withdrawConsent(app.op({ kind: 'person', personId: sara?.id ?? '' }), consent.id);
  expect(
    (await ask(renewed.access_token, '?fields=entity.registration_number')).answer.status,
  ).toBeGreaterThan(400);
  await expect(refreshTokenGrant(party.config, renewed.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

test('under a law there is no consent: a refresh token serves as long as the power stands', async () => {
  await seedClient(app.op(), {
    id: 'lawful-offline',
    kind: 'sandbox',
    name: { fa: 'سامانهٔ بازرسی', en: 'Inspection system' },
    agency: { id: 'lawful-agency', name: { fa: 'دستگاه', en: 'Agency' } },
    metadata: {
      redirect_uris: ['http://localhost:8085/callback'],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: 'openid profile business_profile offline_access',
    },
    secretHash: hashSecret('lawful-offline-secret'),
    purposes: [examplePurpose()],
  });
  const lawful = await app.party('lawful-offline');
  const { tokens } = await signInAt(lawful, new Browser(), answers, {
    scope: 'openid business_profile offline_access',
    purpose: 'payroll-list',
    prompt: 'consent',
  });
  const renewed = await refreshTokenGrant(lawful.config, tokens.refresh_token ?? '');
  const answer = await lawful.profile(renewed.access_token);
  expect(await answer.json()).toMatchObject({ basis: { type: 'law' }, fields: { 'entity.legal_name': {} } });
  app.country.country.endOffice(arvand, parsePersonId(people.sara.id), '2026-01-01', 'removed');
  await refreshFromRegister(app.op(), arvand);
  await expect(refreshTokenGrant(lawful.config, renewed.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});
