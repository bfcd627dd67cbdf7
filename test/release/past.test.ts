/** As of an earlier day: for whom a law says so, as it held then and as far as it was known then. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseLegalId } from '../../src/identifiers.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { signInAt } from '../support/stories.ts';
import { askMany, seedLawful } from './lawful.ts';

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

test('of many subjects at once, each by itself and on the record with the moment that was asked for', async () => {
  const before = app.country.country.entity('arvand').name;
  const subjects = [
    { type: 'legal_entity', id: companies.arvand.id },
    { type: 'legal_entity', id: companies.pars.id },
    { type: 'legal_entity', id: '12' },
  ];
  const then = new Date(app.system.now().getTime() - 60_000).toISOString();
  const held = await askMany(app, { subjects, as_of: then, fields: ['entity.legal_name'] });
  expect(held.body).toMatchObject({
    as_of: then,
    known_at: expect.any(String),
    profiles: [
      { unknown: [], fields: { 'entity.legal_name': { value: before.fa, known_until: expect.any(String) } } },
      { subject: subjects[1], unknown: [], fields: { 'entity.legal_name': { value: companies.pars.fa } } },
      { code: 'release.subject_malformed' },
    ],
  });
  const alone = await askMany(app, { subjects: subjects.slice(0, 1), as_of: '2001-01-01' });
  expect(alone.body.profiles[0]).toMatchObject({
    fields: {},
    unknown: ['entity.legal_id', 'entity.legal_name'],
  });
  const { rows } = await sql<{ as_of: string }>`
    select data ->> 'as_of' as as_of from audit_event
    where client_id = 'lawful' and data ->> 'batch' = 'true' order by id desc limit 3`.execute(app.system.db);
  expect(rows.map(row => row.as_of)).toEqual([expect.stringMatching(/^2001-01-01T/), then, then]);

  expect((await askMany(app, { subjects, as_of: 'yesterday' })).body.code).toBe('release.as_of_malformed');
  expect((await askMany(app, { subjects, known_at: '2999-01-01' })).body.code).toBe(
    'release.as_of_malformed',
  );
});

test('others are refused, and the refusal is on the record', async () => {
  const party = await app.party();
  const { accessToken } = await signInAt(party, new Browser(), answers);
  const refused = await past(party, accessToken, '?as_of=2020-01-01');
  expect([refused.status, refused.body.code]).toEqual([403, 'release.history_not_allowed']);
  await sql`update purpose set history = false where client_id = 'lawful'`.execute(app.system.db);
  const subjects = [{ type: 'legal_entity', id: companies.arvand.id }];
  const many = await askMany(app, { subjects, as_of: '2020-01-01' });
  // Decided with the release itself: what this process still knew of the purpose does not count.
  expect(many.body.code ?? many.body.profiles[0]?.code).toBe('release.history_not_allowed');
});
