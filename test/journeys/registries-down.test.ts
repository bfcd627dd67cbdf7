import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { signInAt } from '../support/stories.ts';

interface Envelope {
  value: unknown;
  status: string;
  stale: boolean;
  fetched_at: string | null;
  fresh_until: string | null;
  source: { registry: string; custodian: string; record: string | null } | null;
}
interface Profile {
  fields: Record<string, Envelope>;
  subject: { type: string; id?: string };
}

const REGISTRIES = [
  'civil',
  'shahkar',
  'legal-persons',
  'addressing',
  'licences',
  'tax',
  'welfare',
  'banking',
];
const answers = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' as const };
let app: TestApp;
let party: RelyingParty;
beforeAll(async () => {
  app = await testApp();
  party = await app.party();
});
afterAll(() => app?.close());

test('with every registry down she signs in all the same, and old values are given marked stale', async () => {
  for (const registry of REGISTRIES) app.country.faults.down(registry);
  app.travel({ days: 200 });
  const began = performance.now();
  const { accessToken, claims } = await signInAt(party, new Browser(), answers);
  expect(performance.now() - began).toBeLessThan(45_000);
  expect((claims.represented as { id: string }).id).toBe(companies.arvand.id);
  const profile = (await (await party.profile(accessToken)).json()) as Profile;
  const values = Object.values(profile.fields).filter(field => field.source && field.value !== null);
  expect(values.length).toBeGreaterThanOrEqual(10);
  expect(values.filter(field => field.stale).length).toBeGreaterThanOrEqual(5);
  for (const field of values.filter(one => one.stale))
    expect(Date.parse(field.fetched_at ?? '')).toBeLessThan(Date.now() - 100 * 86_400_000);
  app.country.faults.mend();
});

test('a registry that is slow keeps nobody waiting', async () => {
  for (const registry of REGISTRIES) app.country.faults.slow(registry, 55_000);
  const began = performance.now();
  const { accessToken } = await signInAt(party, new Browser(), {
    ...answers,
    id: people.laleh.id,
    actingFor: companies.zagros.id,
  });
  expect((await party.profile(accessToken)).status).toBe(200);
  expect(performance.now() - began).toBeLessThan(45_000);
  app.country.faults.mend();
});

test('a registry that answers nonsense changes nothing that was known', async () => {
  const before = await signInAt(party, new Browser(), answers);
  const known = ((await (await party.profile(before.accessToken)).json()) as Profile).fields;
  for (const registry of REGISTRIES) app.country.faults.wrong(registry);
  app.travel({ days: 30 });
  const after = await signInAt(party, new Browser(), answers);
  const told = ((await (await party.profile(after.accessToken)).json()) as Profile).fields;
  for (const [key, field] of Object.entries(known))
    if (field.status === 'present') expect(told[key]?.value, key).toEqual(field.value);
  app.country.faults.mend();
});
