/** As of an earlier day: for whom a law says so, as it held then and as far as it was known then. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseLegalId } from '../../src/identifiers.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { signInAt } from '../support/stories.ts';
import { seedLawful } from './lawful.ts';

const answers = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' as const };
const arvand = parseLegalId(companies.arvand.id);
let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await seedLawful(app);
});
afterAll(() => app?.close());

interface Past {
  code?: string;
  as_of?: string;
  unknown?: string[];
  fields: Record<string, { value: unknown; known_from: string | null; known_until: string | null }>;
}
const past = async (of: RelyingParty, token: string, query: string) => {
  const answer = await of.profile(token, query);
  return { status: answer.status, body: (await answer.json()) as Past };
};

test('a purpose under law that entitles to it gets what held then, as far as it was known then', async () => {
  const lawful = await app.party('lawful', 'http://localhost:8085/callback', 'lawful-secret');
  const { accessToken } = await signInAt(lawful, new Browser(), answers);
  await past(lawful, accessToken, '?max_age=0');
  const before = app.country.country.entity('arvand').name;
  app.travel({ minutes: 1 });
  const then = encodeURIComponent(app.system.now().toISOString());
  app.travel({ minutes: 1 });
  app.country.country.setValue(arvand, { name: { ...before, fa: 'شرکت آروند نو' } });
  await past(lawful, accessToken, '?max_age=0');

  const now = await past(lawful, accessToken, '');
  expect(now.body.fields['entity.legal_name']?.value).toBe('شرکت آروند نو');
  const held = await past(lawful, accessToken, `?as_of=${then}&fields=entity.legal_name`);
  expect(held.body).toMatchObject({
    as_of: decodeURIComponent(then),
    unknown: [],
    fields: { 'entity.legal_name': { value: before.fa, known_until: expect.any(String) } },
  });
  const today = await past(lawful, accessToken, `?known_at=${then}`);
  expect(today.body.fields['entity.legal_name']?.value).toBe(before.fa);
  const long = await past(lawful, accessToken, '?as_of=2001-01-01');
  expect(long.body).toMatchObject({ fields: {}, unknown: ['entity.legal_id', 'entity.legal_name'] });
  const { rows } = await sql<{ data: { as_of?: string } }>`
    select data from audit_event where client_id = 'lawful' and kind = 'profile.released' order by id desc limit 1`.execute(
    app.system.db,
  );
  expect(rows[0]?.data.as_of).toMatch(/^2001-01-01T/);
  for (const bad of [
    'as_of=yesterday',
    'as_of=2999-01-01',
    'known_at=2026-13-40',
    'as_of=2020-01-01&since=0',
  ])
    expect((await past(lawful, accessToken, `?${bad}`)).body.code).toBe('release.as_of_malformed');
  app.country.country.restore();
});

test('others are refused, and the refusal is on the record', async () => {
  const party = await app.party();
  const { accessToken } = await signInAt(party, new Browser(), answers);
  const refused = await past(party, accessToken, '?as_of=2020-01-01');
  expect([refused.status, refused.body.code]).toEqual([403, 'release.history_not_allowed']);
});
