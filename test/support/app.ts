/**
 * The whole program on a port of this machine, with the demo in it, on a database of its own: what a newcomer starts,
 * for journeys over HTTP and in a browser. The engine reads the machine's clock, so `travel` moves that one.
 */
import { createServer, type Server } from 'node:http';
import { vi } from 'vitest';
import { type App, createApp, createSystem } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import type { StatementListener } from '../../src/db/index.ts';
import { type DemoSystems, seedDemo, startDemoSystems } from '../../src/demo/index.ts';
import { createLog } from '../../src/log.ts';
import type { Actor, Operation, System } from '../../src/operation.ts';
import type { InventedCountry } from '../../src/registries/invented/index.ts';
import { Browser } from './browser.ts';
import { testConfig } from './config.ts';
import type { TestDatabase } from './database.ts';
import { demoDatabase } from './demo-database.ts';
import { RelyingParty } from './relying-party.ts';

export interface TestApp {
  /** http://localhost:<port>, the issuer. */
  readonly url: string;
  /** Addresses of the two demo systems, when they were started. */
  readonly tax: string;
  readonly customs: string;
  readonly system: System;
  readonly country: InventedCountry;
  readonly app: App;
  readonly database: TestDatabase;
  readonly log: readonly string[];
  op(actor?: Actor): Operation;
  /** openid-client for one of the demo's clients; at `demo-basic` unless told. */
  party(clientId?: string, redirectUri?: string, clientSecret?: string): Promise<RelyingParty>;
  /** A token for the admin API by client credentials. */
  adminToken(clientId?: string, scope?: string): Promise<string>;
  travel(by: { days?: number; hours?: number; minutes?: number }): void;
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** Starts the tax and the customs system too. */
  readonly systems?: boolean;
  readonly config?: Partial<Config>;
  readonly onStatement?: StatementListener;
}

export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { server, port } = await reservePorts();
  const url = `http://localhost:${port}`;
  const config = testConfig({ demo: true, issuer: url, port, ...options.config });
  const database = await demoDatabase(port, options.onStatement);
  const log: string[] = [];
  const yekbar = await createSystem(config, {
    db: database.db,
    log: createLog(config.logLevel, line => log.push(line)),
  });
  const { system, country } = yekbar;
  if (!country) throw new Error('the invented country did not start');
  await seedDemo(system, country);
  const app = await createApp(system);
  server.on('request', app.express);
  const beside: DemoSystems | undefined = options.systems ? await startDemoSystems(config) : undefined;
  let operations = 0;
  return {
    url,
    tax: `http://localhost:${port + 1}`,
    customs: `http://localhost:${port + 2}`,
    system,
    country,
    app,
    database,
    log,
    op: (actor = { kind: 'system' }) => ({
      system,
      db: system.db,
      actor,
      at: system.now(),
      tracking: `TEST-${String(++operations).padStart(4, '0')}-0000`,
      lang: 'fa',
      address: '192.0.2.1',
    }),
    party: (
      clientId = 'demo-basic',
      redirectUri = 'http://localhost:8085/callback',
      clientSecret = `${clientId}-secret`,
    ) => RelyingParty.connect({ issuer: url, clientId, clientSecret, redirectUri }),
    adminToken: (clientId = 'demo-admin', scope = 'admin:read admin:write') =>
      clientToken(url, clientId, scope),
    travel: ({ days = 0, hours = 0, minutes = 0 }) => {
      const now = Date.now() + ((days * 24 + hours) * 60 + minutes) * 60_000;
      vi.useFakeTimers({ toFake: ['Date'], now });
    },
    close: async () => {
      vi.useRealTimers();
      await beside?.close();
      server.closeAllConnections();
      await new Promise(done => server.close(done));
      await yekbar.close();
      await database.close();
    },
  };
}

async function clientToken(url: string, clientId: string, scope: string): Promise<string> {
  const basic = Buffer.from(`${clientId}:${clientId}-secret`).toString('base64');
  const discovery = (await (await fetch(`${url}/.well-known/openid-configuration`)).json()) as {
    token_endpoint: string;
  };
  const response = await fetch(discovery.token_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  const body = (await response.json()) as { access_token?: string };
  if (!body.access_token)
    throw new Error(`no token for ${clientId}: ${response.status} ${JSON.stringify(body)}`);
  return body.access_token;
}

/**
 * A port of ours that is taken, with the two above it free: there the demo puts its systems. Idle connections are ended
 * by who asks, never by the server in the moment in which she asks again.
 */
async function reservePorts(): Promise<{ server: Server; port: number }> {
  for (let tries = 0; tries < 50; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 4_000) * 3;
    const servers = [0, 1, 2].map(() =>
      createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000, keepAliveTimeout: 0 }),
    );
    const taken = await Promise.all(servers.map((server, at) => listens(server, port + at)));
    const [server, ...others] = servers;
    await Promise.all(others.map(other => new Promise(done => other.close(done))));
    if (server && taken.every(Boolean)) return { server, port };
    await new Promise(done => (server ? server.close(done) : done(undefined)));
  }
  throw new Error('no three free ports in a row');
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise(done => {
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => done(true));
  });
}

/** A person's browser that has signed in at Yekbar itself. */
export async function signedInBrowser(
  app: Pick<TestApp, 'url'>,
  nationalId: string,
  password: string,
  to = '/me',
): Promise<Browser> {
  const browser = new Browser();
  const page = await browser.open(`${app.url}/sign-in?to=${encodeURIComponent(to)}`);
  let after = await page.submit({ national_id: nationalId, password });
  // Where Yekbar's own pages ask whom to act for, they are about the person herself.
  if (after.fields.includes('acting_for')) after = await after.submit({ acting_for: 'self' });
  if (!after.url.href.startsWith(app.url) || after.status >= 400 || after.fields.includes('password'))
    throw new Error(`not signed in: ${after.status} ${after.url.pathname} ${after.text.slice(0, 300)}`);
  return browser;
}
