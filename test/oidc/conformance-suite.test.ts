/** The configurations that examples/conformance writes for the suite, followed as the suite's own browser follows them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Configuration,
  configurations,
  keys,
  REGISTRATION_TOKEN,
  secretOf,
} from '../../examples/conformance/configurations.ts';
import { seedConformanceClients } from '../../src/demo/conformance.ts';
import type { WebPage } from '../support/browser.ts';
import { CALLBACK, isBack, SUITE, visit } from './suite-browser.ts';
import { Browser, type TestOidc, testOidc } from './support.ts';

let app: TestOidc;
let files: Readonly<Record<string, Configuration>>;
beforeAll(async () => {
  app = await testOidc();
  await seedConformanceClients(app.test.op({ kind: 'system' }));
  files = configurations(app.url);
});
afterAll(() => app?.close());

const asked = (client_id: string, more: Record<string, string> = {}) =>
  `${app.url}/auth?${new URLSearchParams({
    client_id,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid',
    state: 'a-state',
    nonce: 'a-nonce',
    ...more,
  })}`;

async function token(body: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(`${app.url}/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ grant_type: 'authorization_code', redirect_uri: CALLBACK, ...body }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}
const basic = (id: string, secret: string) => ({ authorization: `Basic ${btoa(`${id}:${secret}`)}` });
const codeIn = (page: WebPage) => page.url.searchParams.get('code') ?? '';

describe('static.json', () => {
  it('signs in without PKCE, allows what a scope asks, and redeems by both secrets', async () => {
    const { browser } = files['static.json'] as Configuration;
    const id = 'conformance-basic-1';
    const plain = await visit(browser, asked(id));
    expect((await token({ code: codeIn(plain) }, basic(id, secretOf(id)))).status).toBe(200);
    const withName = await visit(browser, asked(id, { scope: 'openid profile phone' }));
    expect(codeIn(withName)).not.toBe('');
    const posted = await visit(browser, asked('conformance-post'));
    const secret = { client_id: 'conformance-post', client_secret: secretOf('conformance-post') };
    expect((await token({ code: codeIn(posted), ...secret })).status).toBe(200);
  });

  it('follows the modules that want another script', async () => {
    const { browser, override = {} } = files['static.json'] as Configuration;
    const one = new Browser();
    await visit(browser, asked('conformance-basic-1'), one);
    for (const more of [{ prompt: 'login' }, { max_age: '0' }]) {
      const again = await visit(
        override['oidcc-prompt-login']?.browser ?? [],
        asked('conformance-basic-1', more as Record<string, string>),
        one,
      );
      expect(codeIn(again), JSON.stringify(more)).not.toBe('');
    }
    await visit(
      override['oidcc-ensure-registered-redirect-uri']?.browser ?? [],
      asked('conformance-basic-1', { redirect_uri: `${CALLBACK}/other` }),
    );
  });
});

describe('dynamic.json', () => {
  const register = async (bearer: string, more: object = {}) => {
    const response = await fetch(`${app.url}/reg`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        client_name: 'conformance 1',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [CALLBACK],
        post_logout_redirect_uris: [`${SUITE}post_logout_redirect`],
        token_endpoint_auth_method: 'client_secret_basic',
        contacts: ['suite@example.com'],
        ...more,
      }),
    });
    return (await response.json()) as Record<string, string>;
  };

  it('registers as the suite does, and needs no PKCE; with the other token it does', async () => {
    const { browser } = files['dynamic.json'] as Configuration;
    const lax = await register(REGISTRATION_TOKEN);
    expect(codeIn(await visit(browser, asked(lax.client_id ?? '')))).not.toBe('');
    const strict = await register('demo-initial-access-token');
    const refused = await new Browser().open(asked(strict.client_id ?? ''), { until: isBack });
    expect(refused.url.searchParams.get('error')).toBe('invalid_request');
    // What asks for a profile gets it whole.
    const jwks = { keys: [{ ...keys['conformance-fapi-1'], d: undefined }] };
    const bound = { token_endpoint_auth_method: 'private_key_jwt', jwks, security_profile: 'fapi2' };
    expect((await register(REGISTRATION_TOKEN, bound)).require_pkce).not.toBe(false);
  });

  it('follows the modules of logout, and those that look at a page', async () => {
    const { browser, override = {} } = files['dynamic.json'] as Configuration;
    const { client_id: id = '', client_secret: secret = '' } = await register(REGISTRATION_TOKEN);
    const scriptsOf = (name: string) => override[name]?.browser ?? [];
    await visit(scriptsOf('oidcc-registration-logo-uri'), asked(id));
    await visit(
      scriptsOf('oidcc-redirect-uri-query-added'),
      asked(id, { redirect_uri: `${CALLBACK}?foo=bar` }),
    );
    const home = `${SUITE}post_logout_redirect`;
    const leave = async (name: string, query: (hint: string) => Record<string, string>) => {
      const scripts = name ? scriptsOf(`oidcc-rp-initiated-logout-${name}`) : browser;
      const one = new Browser();
      const { body } = await token({ code: codeIn(await visit(scripts, asked(id), one)) }, basic(id, secret));
      return visit(scripts, `${app.url}/session/end?${new URLSearchParams(query(body.id_token ?? ''))}`, one);
    };
    const full = (id_token_hint: string) => ({ id_token_hint, post_logout_redirect_uri: home, state: 'x' });
    expect((await leave('', full)).url.href).toBe(`${home}?state=x`);
    await leave('no-params', () => ({}));
    await leave('only-state', () => ({ state: 'x' }));
    await leave('no-post-logout-redirect-uri', hint => ({ id_token_hint: hint, state: 'x' }));
    await leave('bad-post-logout-redirect-uri', hint => ({ ...full(hint), post_logout_redirect_uri: SUITE }));
    await leave('modified-id-token-hint', hint => full(`${hint.slice(0, -9)}AAAAAAAA`));
    await leave('no-id-token-hint', () => ({ post_logout_redirect_uri: home, state: 'x' }));
  });
});
