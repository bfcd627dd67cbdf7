import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Browser, sara, type TestOidc, testOidc } from './support.ts';

let app: TestOidc;
beforeAll(async () => {
  app = await testOidc();
});
afterAll(() => app?.close());

it('a stolen dump holds no code, token, session, secret, key, name or number', async () => {
  const party = await app.party('tax');
  const browser = new Browser();
  const { journey, page } = await party.open(browser, {
    scope: 'openid profile business_profile offline_access',
    prompt: 'consent',
  });
  const { walk } = await import('../support/stories.ts');
  const { end } = await walk(page, sara, { until: party.isBack });
  const { tokens } = await party.finish(journey, end.url);
  await party.profile(tokens.access_token);
  const cookies = browser.jar.header(new URL(app.url)) ?? '';
  const secrets = [
    end.url.searchParams.get('code'),
    tokens.access_token,
    tokens.refresh_token,
    /session=([^;]+)/.exec(cookies)?.[1],
    'tax-secret',
    journey.nonce,
    sara.id,
    '"d":',
  ].filter((text): text is string => Boolean(text));
  expect(secrets.length).toBe(8);
  const { db } = app.test.system;
  const tables = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db);
  for (const { name } of tables.rows) {
    const { rows } = await sql<{
      text: string;
    }>`select row_to_json(t)::text as text from ${sql.table(name)} t`.execute(db);
    for (const { text } of rows) {
      const bytes = [...text.matchAll(/\\\\x([0-9a-f]+)/g)].map(found =>
        Buffer.from(found[1] ?? '', 'hex').toString('latin1'),
      );
      for (const secret of secrets)
        expect(
          text.includes(secret) || bytes.some(plain => plain.includes(secret)),
          `${name} holds ${secret}`,
        ).toBe(false);
    }
  }
});

it('two processes that start at the same moment sign with the same keys', async () => {
  const { loadSigningKeys } = await import('../../src/oidc/signing-keys.ts');
  await app.test.system.db.deleteFrom('signing_key').execute();
  const [one, two] = await Promise.all([loadSigningKeys(app.test.op()), loadSigningKeys(app.test.op())]);
  expect(one.jwks.keys.map(key => key.kid)).toEqual(two.jwks.keys.map(key => key.kid));
  expect(one.jwks.keys.length).toBe(5);
});
