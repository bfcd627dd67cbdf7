import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findEntityByLegalId } from '../../src/entities/index.ts';
import { parseLegalId } from '../../src/identifiers.ts';
import { clearDisputed, markDisputed } from '../../src/profile/index.ts';
import { examplePurpose } from '../clients/example.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { signInAt } from '../support/stories.ts';
import { type Answer, seedLawful } from './lawful.ts';

const answers = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' as const };
const arvand = parseLegalId(companies.arvand.id);
let app: TestApp;
let party: RelyingParty;
beforeAll(async () => {
  app = await testApp({ config: { unchangedPolls: 0 } });
  party = await app.party();
  await seedLawful(app);
});
afterAll(() => app?.close());

const signIn = (parameters: Record<string, string> = {}) =>
  signInAt(party, new Browser(), answers, parameters);
const ask = async (token: string, query = '') => {
  const answer = await party.profile(token, query);
  return { answer, body: (await answer.json()) as Answer & { code?: string } };
};
const setObjects = (objects: string) => app.country.country.setValue(arvand, { objects });
const sinceNow = () => `?since=${new Date().toISOString()}`;
const administer = async (as: string, path: string, body: object) => {
  const answer = await fetch(`${app.url}/admin/api/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await app.adminToken(as)}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return (await answer.json()) as { approval?: { id: string } };
};

describe('asking only for what changed', () => {
  test('gives the rest by name, and what changed since with its value; the ETag is that of the whole', async () => {
    const { accessToken } = await signIn();
    const first = await ask(accessToken, '?since=0');
    expect(first.body.unchanged).toEqual([]);
    expect(Object.keys(first.body.fields).length).toBeGreaterThan(5);
    const again = await ask(accessToken, `?since=${first.body.version}`);
    expect(again.body.fields).toEqual({});
    expect(again.body.unchanged?.length).toBe(Object.keys(first.body.fields).length);
    expect(again.answer.headers.get('etag')).toBe((await ask(accessToken)).answer.headers.get('etag'));
    setObjects('صادرات فرش');
    const changed = await ask(accessToken, `?since=${first.body.version}&max_age=0`);
    expect(Object.keys(changed.body.fields)).toEqual(['entity.objects']);
    expect(changed.body.unchanged).not.toContain('entity.objects');
  });

  test('by a moment gives what was seen to change after it; nonsense is told how to be written', async () => {
    const { accessToken } = await signIn();
    await ask(accessToken);
    const later = await ask(accessToken, sinceNow());
    expect(later.body.unchanged).toContain('entity.legal_name');
    const all = await ask(accessToken, '?since=2001-01-01T00:00:00Z');
    expect(Object.keys(all.body.fields)).toContain('entity.legal_name');
    for (const bad of ['yesterday!', '', '2026-13-45T99:00:00Z', '2026-11-01', '9999-01-01T00:00:00Z'])
      expect((await ask(accessToken, `?since=${encodeURIComponent(bad)}`)).body.code).toBe(
        'release.since_malformed',
      );
    // A version of other fields is of no use, and takes nothing away.
    const other = await ask(accessToken, '?since=AAAAAAAAAAAA');
    expect(other.body.unchanged).toEqual([]);
  });

  test('by a moment gives what is disputed since, and what is disputed no longer', async () => {
    const { accessToken } = await signIn();
    const key = 'entity.registration_number';
    const caseId = randomUUID();
    const entity = await findEntityByLegalId(app.op(), arvand);
    const before = `${sinceNow()}&fields=${key}`;
    expect((await ask(accessToken, before)).body.unchanged).toEqual([key]);
    app.travel({ minutes: 1 });
    await markDisputed(app.op(), entity?.id ?? '', key, caseId);
    expect((await ask(accessToken, before)).body.fields[key]?.status).toBe('disputed');
    const told = sinceNow();
    expect((await ask(accessToken, told)).body.unchanged).toContain(key);
    app.travel({ minutes: 1 });
    await clearDisputed(app.op(), entity?.id ?? '', key, caseId);
    expect((await ask(accessToken, told)).body.fields[key]?.status).toBe('present');
    expect((await ask(accessToken, sinceNow())).body.unchanged).toContain(key);
  });

  test('by a moment gives all of it where the permission is newer, and not where only the sign-in is', async () => {
    const first = await signIn();
    await ask(first.accessToken);
    const noted = sinceNow();
    const { unchanged = [] } = (await ask(first.accessToken, noted)).body;
    expect(unchanged.length).toBeGreaterThan(5);
    app.travel({ minutes: 1 });
    const again = await signIn();
    expect((await ask(again.accessToken, noted)).body.unchanged).toEqual(unchanged);
    const anew = await signIn({ prompt: 'consent' });
    expect(anew.walk.asked).toContain('decision');
    const { body } = await ask(anew.accessToken, noted);
    expect(body.unchanged).toEqual([]);
    expect(Object.keys(body.fields)).toEqual(expect.arrayContaining(unchanged));
    app.travel({ minutes: 1 });
    expect((await ask(anew.accessToken, sinceNow())).body.unchanged).toEqual(unchanged);
  });

  test('by a moment gives all of it where the purpose has another version since', async () => {
    const own = await app.party('lawful');
    const enter = async () => (await signInAt(own, new Browser(), answers)).accessToken;
    await ask(await enter());
    app.travel({ minutes: 1 });
    const noted = sinceNow();
    expect((await ask(await enter(), noted)).body.unchanged?.length).toBe(2);
    app.travel({ minutes: 1 });
    const wider = ['entity.legal_id', 'entity.legal_name', 'entity.registration_number'];
    const asked = await administer(
      'demo-admin',
      'clients/lawful/purposes',
      examplePurpose({ fields: wider }),
    );
    await administer('demo-approver', `approvals/${asked.approval?.id}/decision`, { decision: 'approved' });
    const { body } = await ask(await enter(), noted);
    expect([Object.keys(body.fields).sort(), body.unchanged]).toEqual([wider, []]);
  });
});
