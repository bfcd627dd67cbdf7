import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSystem } from '../../src/app.ts';
import { seedClient } from '../../src/clients/index.ts';
import { readConfig } from '../../src/config.ts';
import { openDatabase, ping } from '../../src/db/index.ts';
import { systemOperation } from '../../src/operation.ts';
import { CALLBACK, client } from '../oidc/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { findPostgres } from '../support/needs.ts';
import { onServer } from '../support/template.ts';

const server = findPostgres();

const nameOf = ({ url }: TestDatabase) => new URL(url ?? '').pathname.slice(1);

/** Ends every connection to one database, as a restart or a failover of the server does. */
async function breakOff(database: TestDatabase): Promise<void> {
  const ended = 'select pg_terminate_backend(pid) from pg_stat_activity';
  await onServer(server ?? '', `${ended} where datname = '${nameOf(database)}'`);
}

async function letIn(database: TestDatabase, allowed: boolean): Promise<void> {
  await onServer(server ?? '', `alter database ${nameOf(database)} allow_connections ${allowed}`);
}

describe.skipIf(!server)('a process whose connections to the database break', () => {
  const ROUNDS = 25;
  let database: TestDatabase;
  let child: ChildProcess;
  let url: string;

  beforeAll(async () => {
    database = await testDatabase(undefined, { server: true });
    const env = {
      ISSUER: 'http://localhost:4400',
      DATABASE_URL: database.url ?? '',
      DATA_DIR: tmpdir(),
      DEMO: '0',
      LOG_LEVEL: 'silent',
      MASTER_KEY: randomBytes(32).toString('base64'),
      COOKIE_KEYS: [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')].join(),
    };
    const yekbar = await createSystem(readConfig(env));
    await seedClient(systemOperation(yekbar.system, 'test'), client('tax'));
    await yekbar.close();
    child = fork(new URL('../oidc/process.ts', import.meta.url), [], {
      env: { PATH: process.env.PATH ?? '', ...env },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const [port] = await once(child, 'message');
    url = `http://127.0.0.1:${port}`;
  }, 60_000);
  afterAll(async () => {
    if (child?.connected) child.disconnect();
    await database?.close();
  });

  const token = () =>
    fetch(`${url}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('tax:tax-secret')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'ssf.read' }),
    });
  const asked = new URLSearchParams({
    client_id: 'tax',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: CALLBACK,
    code_challenge: randomBytes(32).toString('base64url'),
    code_challenge_method: 'S256',
  });
  const signIn = () =>
    fetch(`${url}/auth?${asked}`, { redirect: 'manual', headers: { accept: 'text/html' } });
  const page = () => fetch(`${url}/status`, { headers: { accept: 'text/html', cookie: 'lang=en' } });

  it('goes on, tells who asked to come again at once, and answers the next as ever', async () => {
    const statuses = new Set<number>();
    const without: string[] = [];
    let over = false;
    const asking = [token, signIn, page, token, signIn, page].map(async ask => {
      while (!over && child.exitCode === null) {
        const answer = await ask().catch(() => undefined);
        if (!answer) return;
        await answer.text();
        statuses.add(answer.status);
        if (answer.status >= 500 && answer.headers.get('retry-after') !== '1')
          without.push(`${answer.status} ${answer.url}`);
      }
    });
    for (let round = 0; round < ROUNDS && child.exitCode === null; round++) {
      await pause(60);
      await breakOff(database);
    }
    over = true;
    await Promise.all(asking);
    expect(child.exitCode).toBe(null);
    expect([...statuses].sort()).toEqual([200, 303, 503]);
    expect(without).toEqual([]);
    const after = [await token(), await signIn(), await page()];
    expect(after.map(({ status }) => status)).toEqual([200, 303, 200]);
  }, 60_000);

  it('that lets nobody in again says so on pages and to programs, and goes on once it does', async () => {
    const { access_token: held } = (await (await token()).json()) as { access_token: string };
    const call = (path: string) => fetch(`${url}${path}`, { headers: { authorization: `Bearer ${held}` } });
    const before = (await call('/api/v1/profile')).status;
    await letIn(database, false);
    await breakOff(database);
    const shown = await page();
    expect([shown.status, shown.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await shown.text()).toMatch(/Our database did not answer just now[\s\S]*web\.database_away/);
    const started = await signIn();
    expect([started.status, started.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await started.text()).toContain('<h1');
    const told = await call('/api/v1/profile');
    expect([told.status, told.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await told.json()).toMatchObject({ code: 'web.database_away', status: 503, retry_after: 1 });
    const refused = await token();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.json()).toMatchObject({ code: 'web.database_away' });
    expect([(await call('/healthz')).status, (await call('/readyz')).status]).toEqual([200, 503]);
    await letIn(database, true);
    expect([(await token()).status, (await page()).status]).toEqual([200, 200]);
    expect([before, (await call('/api/v1/profile')).status]).toEqual([401, 401]);
  });
});

describe.skipIf(!server)('a transaction whose connection breaks between two statements', () => {
  it('fails as one that may be tried again, and the next works', async () => {
    const database = await testDatabase(undefined, { server: true });
    const { db } = database;
    const broken = db.transaction().execute(async transaction => {
      await sql`select 1`.execute(transaction);
      await breakOff(database);
      await pause(50);
      await sql`select 1`.execute(transaction);
    });
    await expect(broken).rejects.toMatchObject({ name: 'DatabaseAway', status: 503 });
    expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
    await database.close();
  });
});

describe('a new connection', () => {
  it('is given up where the server takes it and says nothing', async () => {
    const taken = Promise.withResolvers<Socket>();
    const silent = createServer(taken.resolve).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const databaseUrl = `postgres://nobody:none@127.0.0.1:${port}/none`;
    const db = openDatabase({ databaseUrl, dataDir: '', poolSize: 1 });
    const asked = expect(ping(db)).rejects.toMatchObject({ name: 'DatabaseAway' });
    await taken.promise;
    vi.advanceTimersByTime(10_000);
    await asked;
    vi.useRealTimers();
    await db.destroy();
    silent.close();
  });
});
