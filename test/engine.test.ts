/** House law: what we rely on in the engine, so that an upgrade that changes it fails here and not in the field. */
import { readFileSync } from 'node:fs';
import Provider, { errors, interactionPolicy } from 'oidc-provider';
import { describe, expect, it } from 'vitest';
import { guardedFetch } from '../src/oidc/outgoing.ts';
import { Browser, CALLBACK, maryam, signInAt, testOidc } from './oidc/support.ts';

const bare = () => new Provider('http://localhost:1', { cookies: { keys: ['a'] } });

describe('the engine', () => {
  it('is of the version whose source was read', () => {
    const file = new URL('../node_modules/oidc-provider/package.json', import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8')).version).toMatch(/^9\./);
  });

  it('compares client secrets by a method that can be replaced, and finds its clients by the same class', async () => {
    const { Client } = bare();
    expect(typeof Client.prototype.compareClientSecret).toBe('function');
    expect(Object.getOwnPropertyDescriptor(Client.prototype, 'compareClientSecret')?.writable).toBe(true);
  });

  it('tells of sign-outs and ends sessions by methods that can be replaced, and issues logout tokens', async () => {
    const { Client, Session, IdToken } = bare();
    for (const [prototype, method] of [
      [Client.prototype, 'backchannelLogout'],
      [Session.prototype, 'destroy'],
      [Session.prototype, 'persist'],
      [IdToken.prototype, 'issue'],
    ] as const)
      expect(Object.getOwnPropertyDescriptor(prototype, method)?.writable, method).toBe(true);
    const source = (file: string) =>
      readFileSync(new URL(`../node_modules/oidc-provider/lib/${file}`, import.meta.url), 'utf8');
    // In one place only, and there after everybody was told.
    expect(source('actions/end_session.js').match(/session\.destroy\(\)/g)?.length).toBe(1);
    expect(source('models/id_token.js')).toContain("typ: 'logout+jwt'");
  });

  it('has the errors that a store and the checks throw', () => {
    for (const [name, code] of [
      ['InvalidGrant', 'invalid_grant'],
      ['InvalidRequestUri', 'invalid_request_uri'],
      ['InvalidRequest', 'invalid_request'],
      ['InvalidScope', 'invalid_scope'],
      ['InsufficientScope', 'insufficient_scope'],
      ['InvalidClientMetadata', 'invalid_client_metadata'],
      ['UnmetAuthenticationRequirements', 'unmet_authentication_requirements'],
    ] as const)
      expect(
        new (errors[name] as new (text: string, detail: string) => { error: string })('x', 'y').error,
      ).toBe(code);
    expect(new errors.SessionNotFound('x')).toBeInstanceOf(errors.InvalidRequest);
  });

  it('has the prompts and checks that the policy changes', () => {
    const policy = interactionPolicy.base();
    expect(policy.map(prompt => prompt.name)).toEqual(['login', 'consent']);
    expect(policy.get('login')?.checks.map(check => check.reason)).toEqual([
      'login_prompt',
      'no_session',
      'max_age',
      'id_token_hint',
      'claims_id_token_sub_value',
      'essential_acrs',
      'essential_acr',
    ]);
    expect(policy.get('consent')?.checks.map(check => check.reason)).toEqual([
      'consent_prompt',
      'native_client_prompt',
      'op_scopes_missing',
      'op_claims_missing',
      'rs_scopes_missing',
      'rar_prompt',
    ]);
  });

  it('reads a session outside of its own requests, and tells which request it is in within them', async () => {
    const app = await testOidc();
    const browser = new Browser();
    await signInAt(await app.party('tax'), browser, maryam);
    // requirePerson reads the session by createContext and Session.get.
    expect((await browser.open(`${app.url}/me`)).heading).toBe('person /me');
    expect(Provider.ctx).toBeUndefined();
    await app.close();
  });

  it('follows no redirect and fetches nothing from special addresses, except this machine in the demo', async () => {
    const live = guardedFetch({ demo: false, production: true });
    for (const address of [
      'http://example.org/',
      'https://localhost:1/',
      'http://127.0.0.1:1/',
      'file:///etc/passwd',
    ])
      await expect(live(address)).rejects.toThrow(TypeError);
    const demo = guardedFetch({ demo: true, production: false });
    await expect(demo('http://169.254.169.254/')).rejects.toThrow('not_https');
  });

  it('answers a session that changed nothing without writing it', async () => {
    const statements: string[] = [];
    const app = await testOidc({ onStatement: sql => statements.push(sql) });
    const party = await app.party('tax');
    const browser = new Browser();
    await signInAt(party, browser, maryam);
    statements.length = 0;
    const { page } = await party.open(browser);
    expect(page.url.href).toContain(CALLBACK);
    expect(statements.filter(sql => /^insert into oidc_artifact/.test(sql)).length).toBe(1);
    await app.close();
  });
});
