import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { findPostgres } from '../support/needs.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

describe.skipIf(!findPostgres())('the demo on a database that several processes share', () => {
  it('is made once, however many of them start at the same moment', async () => {
    const database = await testDatabase(undefined, { server: true });
    const env = {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: database.url ?? '',
      DATA_DIR: tmpdir(),
      DEMO: '1',
      LOG_LEVEL: 'silent',
      MASTER_KEY: randomBytes(32).toString('base64'),
      COOKIE_KEYS: [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')].join(),
    };
    const seed = () => promisify(execFile)(process.execPath, [main, 'seed'], { env });
    const ended = await Promise.allSettled([seed(), seed()]);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    const people = await database.db.selectFrom('person').select('id').execute();
    expect(people.length).toBeGreaterThan(3);
    await database.close();
  }, 90_000);
});
