import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { byKeys } from '../../src/db/index.ts';
import { Browser, type RelyingParty, sara, signInAt, type TestOidc, testOidc } from './support.ts';

let app: TestOidc;
let party: RelyingParty;
beforeAll(async () => {
  app = await testOidc();
  party = await app.party('tax');
});
afterAll(() => app?.close());

/** What the connections for lists of keys keep prepared, and how it is planned for whatever keys. */
async function plans(): Promise<Map<string, string>> {
  const db = byKeys(app.test.system.db);
  const kept = await sql<{ name: string; statement: string; parameters: number }>`
    select name, statement, cardinality(parameter_types) as parameters from pg_prepared_statements
    where statement not like '%pg_prepared_statements%'`.execute(db);
  const found = new Map<string, string>();
  for (const { name, statement, parameters } of kept.rows) {
    const values = Array.from({ length: parameters }, () => 'null').join(', ');
    const { rows } = await sql<Record<string, string>>`
      explain execute ${sql.id(name)}(${sql.raw(values)})`.execute(db);
    found.set(statement, rows.map(row => row['QUERY PLAN']).join('\n'));
  }
  return found;
}

it('what a sign-in or a profile looks up by its key is never looked for in the whole of a table, however few rows there are', async context => {
  if (!app.test.database.url)
    return context.skip('the embedded database has no connections of its own for keys');
  const browser = new Browser();
  const { accessToken } = await signInAt(party, browser, sara);
  for (let time = 0; time < 6; time++) {
    const { journey, page } = await party.open(browser);
    await party.finish(journey, page.url);
    expect((await party.profile(accessToken)).status).toBe(200);
  }
  // As a server does within a minute: from now on it knows that the tables are small, and plans anew.
  await sql`analyze`.execute(app.test.system.db);
  const found = await plans();
  const about = (part: string) => [...found.keys()].filter(text => text.includes(part));
  for (const part of ['select id, kind, payload', 'as grant_alive', 'profile.released', 'set consumed_at'])
    expect(about(part), part).not.toEqual([]);
  for (const [text, plan] of found)
    expect(plan, text).not.toMatch(/oidc_artifact_expires_at|Seq Scan|Bitmap|Materialize|Hash Join/);
});
