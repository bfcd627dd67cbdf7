/** Two processes of the operating system on one database, with requests going to them in turn: nothing is kept in one. */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { request as ask, createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as jose from 'jose';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSystem, type Yekbar } from '../../src/app.ts';
import { liftUnconfirmed, seedClient, stopClients } from '../../src/clients/index.ts';
import { readConfig } from '../../src/config.ts';
import { addTotp, offerTotp } from '../../src/factors/index.ts';
import { parsePersonId } from '../../src/identifiers.ts';
import { importPerson } from '../../src/identity/index.ts';
import { systemOperation } from '../../src/operation.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { findPostgres } from '../support/needs.ts';
import { essential } from './proofs.ts';
import { Browser, CALLBACK, client, password, people, RelyingParty, signInAt } from './support.ts';

describe.skipIf(!findPostgres())('two processes on one database', () => {
  let database: TestDatabase;
  let yekbar: Yekbar;
  let front: Server;
  let url: string;
  let tax: RelyingParty;
  let sara: string;
  let keys: jose.GenerateKeyPairResult;
  const children: ChildProcess[] = [];
  const ports: number[] = [];
  const asked: number[] = [];

  beforeAll(async () => {
    database = await testDatabase(undefined, { server: true });
    front = createServer((req, res) => {
      // In turn: no two requests of a sign-in in a row meet the same process.
      const port = ports[asked.length % ports.length] ?? 0;
      asked.push(port);
      const { method, url: path, headers } = req;
      const passed = ask({ host: '127.0.0.1', port, method, path, headers }, answer => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
      });
      passed.on('error', () => res.destroy());
      req.pipe(passed);
    });
    await new Promise<void>(done => front.listen(0, '127.0.0.1', done));
    url = `http://localhost:${(front.address() as AddressInfo).port}`;
    const env = {
      ISSUER: url,
      DATABASE_URL: database.url ?? '',
      DATA_DIR: tmpdir(),
      DEMO: '0',
      LOG_LEVEL: 'silent',
      MASTER_KEY: randomBytes(32).toString('base64'),
      COOKIE_KEYS: [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')].join(),
    };
    yekbar = await createSystem(readConfig(env));
    const op = systemOperation(yekbar.system, 'test');
    await seedClient(op, client('tax'));
    keys = await jose.generateKeyPair('ES256', { extractable: true });
    const jwks = {
      keys: [{ ...(await jose.exportJWK(keys.publicKey)), kid: 'es', use: 'sig', alg: 'ES256' }],
    };
    const metadata = { ...client('keyed').metadata, token_endpoint_auth_method: 'private_key_jwt', jwks };
    await seedClient(op, client('keyed', { secretHash: null, metadata }));
    const person = (who: keyof typeof people) =>
      importPerson(op, {
        identifier: parsePersonId(people[who].id),
        name: { fa: people[who].fa, en: people[who].en },
        birthDate: '1990-01-01',
        mobile: null,
        password,
      });
    sara = (await person('sara')).id;
    await person('maryam');
    for (const at of [0, 1]) {
      const child = fork(new URL('process.ts', import.meta.url), [], {
        env: { PATH: process.env.PATH ?? '', ...env },
        execArgv: [],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      children.push(child);
      child.once('message', port => {
        ports[at] = Number(port);
      });
    }
    await Promise.all(
      children.map(
        child =>
          new Promise<void>((done, failed) => {
            child.once('message', () => done());
            child.once('exit', code => failed(new Error(`a process ended (${code})`)));
          }),
      ),
    );
    tax = await RelyingParty.connect({
      issuer: url,
      clientId: 'tax',
      clientSecret: 'tax-secret',
      redirectUri: CALLBACK,
    });
  }, 60_000);
  afterAll(async () => {
    for (const child of children) child.disconnect();
    front?.closeAllConnections();
    front?.close();
    await yekbar?.close();
    await database?.close();
  });

  it('one sign-in goes through both, and so does the session; keys and tokens are the same', async () => {
    asked.length = 0;
    const browser = new Browser();
    const answers = { id: people.maryam.id, actingFor: 'self', decision: 'allow' } as const;
    const first = await signInAt(tax, browser, answers);
    expect(new Set(asked).size).toBe(2);
    const second = await signInAt(tax, browser, answers);
    expect([second.walk.asked, second.claims.sub]).toEqual([[], first.claims.sub]);
    for (let turn = 0; turn < 2; turn++)
      expect((await tax.profile(first.accessToken)).status, String(turn)).toBe(200);
  });

  it('wrong passwords are counted together', async () => {
    const { page } = await tax.open(new Browser());
    const codes: number[] = [];
    for (let turn = 0; turn < 7; turn++)
      codes.push((await page.submit({ national_id: people.omid.id, password: 'wrong-password' })).status);
    expect(codes.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(codes.at(-1)).toBe(429);
  });

  it('a code of an authenticator is accepted by one of them, once', async () => {
    const op = systemOperation(yekbar.system, 'test');
    const offer = await offerTotp(op, sara);
    const totp = new TOTP({ secret: Secret.fromBase32(offer.secret) });
    const code = (ahead: number) => totp.generate({ timestamp: Date.now() + ahead * 30_000 });
    await addTotp(op, sara, offer.sealed, code(-1));
    const steps = [];
    for (const browser of [new Browser(), new Browser()]) {
      const { page } = await tax.open(browser, essential(2));
      steps.push(await page.submit({ national_id: people.sara.id, password }));
    }
    const now = code(0);
    const done = await Promise.all(steps.map(step => step.submit({ code: now }, { follow: false })));
    // The other hears that it is wrong, or that somebody is just trying.
    const [one, other] = done.map(({ status }) => status).sort();
    expect([one, other === 403 || other === 429]).toEqual([303, true]);
  });

  const basic = { authorization: `Basic ${btoa('tax:tax-secret')}` };
  /** The same at both processes at the same moment, twice. */
  const atBoth = (path: string, init: RequestInit) =>
    Promise.all(
      [0, 1, 0, 1].map(at => fetch(`http://127.0.0.1:${ports[at]}${path}`, { redirect: 'manual', ...init })),
    );
  const tokenAtBoth = (body: Record<string, string>, headers: Record<string, string> = basic) =>
    atBoth('/token', { method: 'POST', headers, body: new URLSearchParams(body) });

  it('of a code or a refresh token that both are given nothing stays', async () => {
    const browser = new Browser();
    const asked = { scope: 'openid business_profile offline_access', prompt: 'consent' };
    const answers = { id: people.maryam.id, actingFor: 'self', decision: 'allow' } as const;
    const refresh = async () => {
      const { tokens } = await signInAt(tax, browser, answers, asked);
      return { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    };
    const redeem = async () => {
      const { journey, page } = await tax.open(browser);
      const code = page.url.searchParams.get('code') ?? '';
      const proof = { redirect_uri: CALLBACK, code_verifier: journey.verifier };
      return { grant_type: 'authorization_code', code, ...proof };
    };
    for (const body of [refresh, redeem]) {
      const given = (await tokenAtBoth(await body())).filter(({ status }) => status === 200);
      expect(given.length).toBe(1);
      for (const answer of given) {
        const { access_token } = (await answer.json()) as { access_token: string };
        expect((await tax.profile(access_token)).status).toBe(401);
      }
    }
  });

  it('a pushed request, an assertion and a proof are accepted by one of them, once', async () => {
    const browser = new Browser();
    const answers = { id: people.maryam.id, actingFor: 'self', decision: 'allow' } as const;
    await signInAt(tax, browser, answers);
    const { url: address } = await tax.begin();
    const pushed = await fetch(`${url}/par`, { method: 'POST', headers: basic, body: address.searchParams });
    const { request_uri } = (await pushed.json()) as { request_uri: string };
    const cookie = browser.jar.header(new URL(url)) ?? '';
    const query = new URLSearchParams({ client_id: 'tax', request_uri });
    const ends = await atBoth(`/auth?${query}`, { headers: { cookie } });
    const codes = ends.filter(({ headers }) => headers.get('location')?.includes('code='));
    expect(codes).toHaveLength(1);

    const sign = (claims: jose.JWTPayload, header: Record<string, unknown>) =>
      new jose.SignJWT({ jti: randomUUID(), ...claims })
        .setProtectedHeader({ alg: 'ES256', ...header })
        .setIssuedAt()
        .sign(keys.privateKey);
    const assertion = () =>
      sign({ iss: 'keyed', sub: 'keyed', aud: url, exp: Math.floor(Date.now() / 1000) + 60 }, { kid: 'es' });
    const body = async () => ({
      grant_type: 'client_credentials',
      scope: 'ssf.read',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await assertion(),
    });
    const statuses = (all: Response[]) => all.map(({ status }) => status === 200).sort();
    expect(statuses(await tokenAtBoth(await body(), {}))).toEqual([false, false, false, true]);
    const jwk = await jose.exportJWK(keys.publicKey);
    const dpop = await sign({ htm: 'POST', htu: `${url}/token` }, { typ: 'dpop+jwt', jwk });
    const answered = await Promise.all(
      [0, 1, 0, 1].map(async at =>
        fetch(`http://127.0.0.1:${ports[at]}/token`, {
          method: 'POST',
          headers: { dpop },
          body: new URLSearchParams(await body()),
        }),
      ),
    );
    expect(statuses(answered)).toEqual([false, false, false, true]);
  });

  it('what is stopped anywhere is refused by both at once, however lately they read of it', async () => {
    const answers = { id: people.maryam.id, actingFor: 'self', decision: 'allow' } as const;
    const { accessToken } = await signInAt(tax, new Browser(), answers);
    const profile = () => atBoth('/api/v1/profile', { headers: { authorization: `Bearer ${accessToken}` } });
    expect((await profile()).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const op = systemOperation(yekbar.system, 'test');
    await stopClients(op, { client: 'tax' }, 'leak', async () => {});
    expect((await profile()).every(({ status }) => status === 401 || status === 403)).toBe(true);
    await liftUnconfirmed({ ...op, at: new Date(op.at.getTime() + 2 * 86_400_000) }, async () => {});
    expect((await profile()).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});
