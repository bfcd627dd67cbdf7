import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import * as jose from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Browser, CALLBACK, client, type TestOidc, testOidc } from './support.ts';

let app: TestOidc;
let key: CryptoKey;
beforeAll(async () => {
  app = await testOidc();
  const pair = await jose.generateKeyPair('ES256', { extractable: true });
  key = pair.privateKey;
  const jwk = { ...(await jose.exportJWK(pair.publicKey)), kid: 'k', use: 'sig', alg: 'ES256' };
  await app.add(
    client('keyed', {
      secretHash: null,
      metadata: {
        ...client('keyed').metadata,
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [jwk] },
      },
    }),
  );
});
afterAll(() => app?.close());
beforeEach(() => {
  app.test.clock.advance({ hours: 1 });
});

const good = {
  client_id: 'tax',
  response_type: 'code',
  redirect_uri: CALLBACK,
  scope: 'openid business_profile',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
  state: 'the-state',
};
const names = [
  ...Object.keys(good),
  ...[
    'nonce',
    'prompt',
    'max_age',
    'ui_locales',
    'acr_values',
    'claims',
    'login_hint',
    'id_token_hint',
    'purpose',
  ],
  ...[
    'response_mode',
    'request',
    'request_uri',
    'entity_hint',
    'dpop_jkt',
    'resource',
    'authorization_details',
  ],
  ...['display', 'registration', 'web_message_uri', '__proto__', 'constructor'],
];
const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }).map(text => text.toWellFormed()),
  fc.constantFrom(
    ...[
      '',
      ' ',
      '0',
      '-1',
      '1e99',
      'null',
      'true',
      '{}',
      '[]',
      '{"id_token":null}',
      '{"id_token":{"acr":1}}',
    ],
    ...[
      '{"userinfo":{"business_profile":{"values":[null,{}]}}}',
      '{"id_token":{"acr":{"essential":true,"values":"x"}}}',
    ],
    ...[
      'openid openid',
      'openid admin:write',
      'code token',
      'none',
      'none login',
      'query',
      'fragment',
      'jwt',
      'web_message',
    ],
    ...[
      'http://evil.example/',
      'http://localhost:8085/callback/../x',
      'http://localhost:8085/callback%00',
      '//evil.example',
    ],
    ...[
      'javascript:alert(1)',
      'urn:ietf:params:oauth:request_uri:x',
      'eyJhbGciOiJub25lIn0.e30.',
      '\0',
      '%00',
      '<script>',
    ],
    ...['9'.repeat(3000), 'ي ك', '\u202e', 'urn:yekbar:loa:9 urn:yekbar:loa:2'],
  ),
);
const changes = fc.array(fc.tuple(fc.constantFrom(...names), fc.option(odd, { nil: undefined })), {
  minLength: 1,
  maxLength: 5,
});

/** A good request with a few parameters put in another's place, doubled or taken away. */
function asked(base: Record<string, string>, changed: readonly (readonly [string, string | undefined])[]) {
  const query = new URLSearchParams(base);
  changed.forEach(([name, value], at) => {
    if (value === undefined) query.delete(name);
    else if (at % 3 === 2) query.append(name, value);
    else query.set(name, value);
  });
  return query;
}

/** Nobody is sent anywhere but on, or back to the address that was registered; nothing broke, and nothing shows why. */
async function isSound(answer: Response, what: unknown): Promise<void> {
  const said = `${answer.status} ${JSON.stringify(what)}`.slice(0, 600);
  const text = await answer.text();
  expect(answer.status, said).toBeLessThan(500);
  const location = answer.headers.get('location');
  if (location) {
    const to = new URL(location, app.url);
    expect([app.url, new URL(CALLBACK).origin], said).toContain(to.origin);
    if (to.origin !== app.url) expect(to.origin + to.pathname, said).toBe(CALLBACK);
  }
  expect(text).not.toMatch(/node_modules|at .*\.ts:\d|TypeError|SyntaxError/);
  if (answer.headers.get('content-type')?.startsWith('text/html'))
    expect(text.replace(/<script type="module" src="\/assets\/[\w.-]+\?v=\w+"><\/script>/g, '')).not.toMatch(
      /<script>(?!document\.forms)/,
    );
}
const nothingBroke = () =>
  expect(
    app.test.log.filter(line => /"engine"|unexpected/.test(line) && line.includes('error')),
    'log',
  ).toEqual([]);

test('fuzz of authorization parameters: none breaks anything, and none leads to an address that is not registered', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(changes, fc.constantFrom('GET', 'POST', 'PAR'), async (changed, way) => {
      const query = asked(good, changed);
      if (way === 'GET')
        await isSound(await fetch(`${app.url}/auth?${query}`, { redirect: 'manual' }), changed);
      else
        await isSound(
          await fetch(app.url + (way === 'PAR' ? '/par' : '/auth'), {
            method: 'POST',
            redirect: 'manual',
            headers: way === 'PAR' ? { authorization: `Basic ${btoa('tax:tax-secret')}` } : {},
            body: query,
          }),
          changed,
        );
    }),
    // A NUL, which the database takes in no text, in each of them first.
    { numRuns: 150, examples: names.map((name): [[string, string][], 'GET'] => [[[name, '\0']], 'GET']) },
  );
  nothingBroke();
});

test('fuzz of request objects (JAR): what was signed is read with the same care, what was not is refused', {
  timeout: 60_000,
}, async () => {
  const value = fc.oneof(odd, fc.jsonValue({ maxDepth: 2 }));
  const claims = fc.dictionary(
    fc.constantFrom(...names, 'iss', 'aud', 'exp', 'nbf', 'iat', 'jti', 'sub'),
    value,
    {
      minKeys: 1,
      maxKeys: 4,
    },
  );
  const cut = fc.tuple(fc.nat(400), fc.base64String({ maxLength: 40 }));
  const now = Math.floor(Date.now() / 1000);
  const base = { ...good, client_id: 'keyed', iss: 'keyed', aud: app.url, exp: now + 60, nbf: now - 5 };
  const sign = (more: Record<string, unknown>, header: Record<string, unknown> = {}) =>
    new jose.SignJWT({ ...base, jti: randomUUID(), ...more })
      .setProtectedHeader({ alg: 'ES256', kid: 'k', typ: 'oauth-authz-req+jwt', ...header })
      .sign(key);
  const whole = await sign({});
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        claims.map(more => ({ more })),
        cut.map(([at, text]) => ({ text: whole.slice(0, at) + text + whole.slice(at + text.length) })),
        fc
          .array(fc.base64String({ maxLength: 60 }), { maxLength: 6 })
          .map(parts => ({ text: parts.join('.') })),
      ),
      async one => {
        const request = 'text' in one ? one.text : await sign(one.more).catch(() => undefined);
        if (request === undefined) return;
        const query = new URLSearchParams({ client_id: 'keyed', request });
        await isSound(await fetch(`${app.url}/auth?${query}`, { redirect: 'manual' }), one);
      },
    ),
    { numRuns: 150 },
  );
  nothingBroke();
});

test('fuzz of forms: whatever is posted to whichever address of the engine or step of sign-in is refused in peace', {
  timeout: 60_000,
}, async () => {
  const places = [
    '/token',
    '/revoke',
    '/introspect',
    '/device',
    '/device/auth',
    '/session/end',
    '/session/end/confirm',
  ];
  const steps = ['login', 'second-factor', 'acting-for', 'consent', 'cancel'];
  const fields = [
    ...[
      'national_id',
      'password',
      'passkey',
      'factor',
      'code',
      'send',
      'acting_for',
      'decision',
      'grant_type',
      'token',
    ],
    ...[
      'code_verifier',
      'refresh_token',
      'device_code',
      'user_code',
      'xsrf',
      'confirm',
      'logout',
      'client_id',
      'scope',
    ],
    ...[
      'client_assertion',
      'client_assertion_type',
      'id_token_hint',
      'post_logout_redirect_uri',
      '__proto__',
      'x[y]',
    ],
  ];
  const form = fc.array(fc.tuple(fc.constantFrom(...fields), odd), { maxLength: 8 });
  const where = fc.oneof(fc.constantFrom(...places), fc.constantFrom(...steps));
  const browser = new Browser();
  const page = await browser.open(`${app.url}/auth?${new URLSearchParams(good)}`);
  const cookie = browser.jar.header(page.url);
  await fc.assert(
    fc.asyncProperty(where, form, async (place, posted) => {
      app.test.clock.advance({ hours: 1 });
      const address = place.startsWith('/')
        ? app.url + place
        : `${page.url.origin}${page.url.pathname}/${place}`;
      const answer = await fetch(address, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          origin: app.url,
          accept: 'text/html',
          authorization: place.startsWith('/session') ? '' : `Basic ${btoa('tax:tax-secret')}`,
          ...(cookie ? { cookie } : {}),
        },
        body: new URLSearchParams(posted),
      });
      await isSound(answer, [place, posted]);
    }),
    { numRuns: 150 },
  );
  nothingBroke();
});
