import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { byKeys } from '../../src/db/index.ts';
import { applyChanges, upsertArtifacts } from '../../src/oidc/changes-store.ts';
import { type Artifact, consumeArtifacts, selectArtifacts, selectByUids } from '../../src/oidc/store.ts';
import { statementsOf } from '../../src/release/statement.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
beforeAll(async () => {
  t = await testSystem({ server: true });
});
afterAll(() => t.close());

const artifact = (more: Partial<Artifact> = {}): Artifact => ({
  ...{ id: randomBytes(32), kind: 'AccessToken', payload: randomBytes(300), grant_id: null, uid: null },
  ...{ account_id: null, client_id: null, business_profile: false, jkt: null },
  ...{
    created_at: t.system.now(),
    expires_at: new Date(t.system.now().getTime() + 60_000),
    consumed_at: null,
  },
  ...more,
});

/** What each sign-in and each profile asks the database, one of each. */
async function askAll(): Promise<void> {
  const db = byKeys(t.system.db);
  const at = t.system.now();
  const used = artifact();
  await upsertArtifacts(db, [used]);
  await applyChanges(db, { rows: [{ ...artifact(), for: used.id }], gone: [], bindings: [], events: [] });
  await applyChanges(db, { rows: [], gone: [randomBytes(32)], bindings: [], events: [] });
  await selectArtifacts(db, [used.id, randomBytes(32)], at);
  await selectByUids(db, [randomBytes(32)], at);
  await consumeArtifacts(db, [used.id], at);
  const { release, standing } = statementsOf(t.system);
  await standing(randomBytes(32));
  await release({
    ...{ token: used.id, jkt: null, fields: null, asOf: null },
    ...{ event: randomUUID(), tracking: '7K3M-92QD-4XTA' },
  });
}

/** What the connections for lists of keys keep prepared, and how it is planned for whatever keys. */
async function plans(): Promise<Map<string, string>> {
  const db = byKeys(t.system.db);
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
  if (!t.database.url) return context.skip('the embedded database has no connections of its own for keys');
  for (let time = 0; time < 6; time++) await askAll();
  // As a server does within a minute: from now on it knows that the tables are small, and plans anew.
  await sql`analyze`.execute(t.system.db);
  const found = await plans();
  const parts = ['select id, kind, payload', 'distinct on (uid)', 'set consumed_at', 'as grant_alive'];
  for (const part of [...parts, 'profile.released', 'with held', 'gone as', 'insert into oidc_artifact'])
    expect(
      [...found.keys()].filter(text => text.includes(part)),
      part,
    ).not.toEqual([]);
  for (const [text, plan] of found)
    expect(plan, text).not.toMatch(/oidc_artifact_expires_at|Seq Scan|Bitmap|Materialize|Hash Join/);
});
