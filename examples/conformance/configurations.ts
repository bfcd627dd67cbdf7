/**
 * What the OpenID Foundation's conformance suite is told to try Yekbar's demo: one configuration for each plan, with the
 * demo's static clients (src/demo/conformance.ts registers them) and a script for the suite's browser, which signs
 * Maryam in by the names of the contract. `node examples/conformance/write.ts <issuer>` writes them as files.
 */
import personas from '../../src/registries/invented/personas.json' with { type: 'json' };
import keys from './keys.json' with { type: 'json' };

/** Part of the addresses at which the suite answers: …/test/a/yekbar/callback. */
export const ALIAS = 'yekbar';
/** Registrations with this token need no PKCE unless they say so: the suite's do not know `require_pkce`. */
export const REGISTRATION_TOKEN = 'demo-conformance-token';
/** Second clients of the FAPI plans are redirected to with a query of their own. */
export const SECOND_QUERY = '?dummy1=lorem&dummy2=ipsum';

export const secretOf = (clientId: string): string => `${clientId}-secret`;
export { keys };

type Command = readonly (string | number)[];
interface Task {
  readonly task: string;
  readonly match: string;
  readonly optional?: true;
  readonly commands?: readonly Command[];
}
export interface Script {
  readonly match: string;
  /** So many times; then the next script that matches. */
  readonly 'match-limit'?: number;
  readonly tasks: readonly Task[];
}
export interface Configuration {
  readonly alias: string;
  readonly description: string;
  readonly server: { readonly discoveryUrl: string };
  readonly browser: readonly Script[];
  readonly override?: Readonly<Record<string, { readonly browser: readonly Script[] }>>;
  readonly [more: string]: unknown;
}

const maryam = personas.people.find(({ key }) => key === 'maryam')?.national_id ?? '';
const SUBMIT = 'form[action*="/login"] button, button[name="decision"][value="allow"]';
const SIGN_IN = 'کد ملی';
const SIGNED_OUT = 'خارج شدید';

function scripts(issuer: string) {
  const pages = `${issuer}/interaction*`;
  const shown = (text: string, optional = false): Command => [
    'wait',
    'xpath',
    '//*',
    10,
    text,
    optional ? 'update-image-placeholder-optional' : 'update-image-placeholder',
  ];
  const answer = (...first: readonly Command[]): Task => ({
    task: 'Sign in, or allow',
    optional: true,
    match: pages,
    commands: [
      ...first,
      ['text', 'name', 'national_id', maryam, 'optional'],
      ['text', 'name', 'password', personas.password, 'optional'],
      ['click', 'css', SUBMIT],
    ],
  });
  const back: Task = {
    task: 'Verify Complete',
    match: `*/test/a/${ALIAS}/callback*`,
    commands: [['wait', 'id', 'submission_complete', 10]],
  };
  const auth = (...tasks: readonly Task[]): Script => ({ match: `${issuer}/auth*`, tasks });
  const end = (...tasks: readonly Task[]): Script => ({ match: `${issuer}/session/end*`, tasks });
  const signIn = auth(answer(), answer(), back);
  const once = (script: Script): Script => ({ ...script, 'match-limit': 1 });
  const leave: Task = {
    task: 'Sign out',
    match: `${issuer}/session/end*`,
    commands: [['click', 'css', 'button[name="logout"][value="yes"]']],
  };
  const page = (task: string, match: string, text: string): Task => ({
    task,
    match,
    commands: [shown(text)],
  });
  const leaving: Task = {
    task: 'Cancel, back to the system',
    match: pages,
    commands: [['click', 'css', 'form[action*="/cancel"] button']],
  };
  /** What is refused on a page, or by an answer to the client: the suite takes either. */
  const refusal = (code: string): Script =>
    auth({ ...page('An error page', `${issuer}/auth*`, code), optional: true }, { ...back, optional: true });
  return {
    usual: [signIn, end(leave, { task: 'Verify Complete', match: `*/test/a/${ALIAS}/post*` })],
    again: { browser: [auth(answer(shown(SIGN_IN, true)), answer(), back)] },
    refused: (code: string) => ({ browser: [auth(page('An error page', `${issuer}/auth*`, code))] }),
    /** Refused only the second time. */
    refusedThen: (code: string) => ({ browser: [once(signIn), refusal(code)] }),
    refusedSomehow: (code: string) => ({ browser: [refusal(code)] }),
    cancelled: { browser: [auth(leaving, back)] },
    /** Looked at, left, and opened again. */
    comesBack: { browser: [once(auth(page('The page of sign-in', pages, SIGN_IN))), signIn] },
    pictured: { browser: [auth(page('The page of sign-in', pages, SIGN_IN))] },
    stays: {
      browser: [signIn, end(leave, page('Signed out', `${issuer}/session/end/success*`, SIGNED_OUT))],
    },
    notOut: { browser: [signIn, end(page('An error page', `${issuer}/session/end*`, 'invalid_request'))] },
  };
}

/** By the name of the file. */
export function configurations(issuer: string): Readonly<Record<string, Configuration>> {
  const script = scripts(issuer);
  const base = (description: string) => ({
    alias: ALIAS,
    description: `Yekbar: ${description}`,
    server: { discoveryUrl: `${issuer}/.well-known/openid-configuration` },
    browser: script.usual,
  });
  const all = <T>(names: readonly string[], value: T) => Object.fromEntries(names.map(name => [name, value]));
  const unregistered = script.refused('invalid_redirect_uri');
  const core = {
    ...all(['oidcc-prompt-login', 'oidcc-max-age-1'], script.again),
    'oidcc-ensure-registered-redirect-uri': unregistered,
  };
  const secret = (client_id: string) => ({ client_id, client_secret: secretOf(client_id) });
  const dynamic = { client_name: 'conformance', initial_access_token: REGISTRATION_TOKEN };
  const keyed = (client_id: keyof typeof keys) => ({
    client_id,
    scope: 'openid offline_access',
    jwks: { keys: [keys[client_id]] },
    dpop_signing_alg: 'ES256',
  });
  const own = {
    'user-rejects-authentication': script.cancelled,
    'par-attempt-reuse-request_uri': script.refusedThen('invalid_request_uri'),
    'par-attempt-to-use-expired-request_uri': script.refusedSomehow('invalid_request'),
    // Its address is the first client's too.
    'par-attempt-to-use-request_uri-for-different-client': script.refusedSomehow('invalid_redirect_uri'),
    'ensure-unsigned-authorization-request-without-using-par-fails': script.refusedSomehow('invalid_request'),
    'par-ensure-reused-request-uri-prior-to-auth-completion-succeeds': script.comesBack,
  };
  const fapi = (kind: 'fapi' | 'signing', description: string, plans: readonly string[]) => ({
    ...base(description),
    client: keyed(`conformance-${kind}-1`),
    client2: keyed(`conformance-${kind}-2`),
    resource: { resourceUrl: `${issuer}/userinfo` },
    override: Object.fromEntries(
      plans.flatMap(plan => Object.entries(own).map(([module, value]) => [`${plan}-${module}`, value])),
    ),
  });
  return {
    'static.json': {
      ...base('config, basic and form post, static clients'),
      client: secret('conformance-basic-1'),
      client2: secret('conformance-basic-2'),
      client_secret_post: secret('conformance-post'),
      override: core,
    },
    'dynamic.json': {
      ...base('every plan of OpenID Connect Core, clients that register themselves'),
      client: dynamic,
      client2: dynamic,
      override: {
        ...core,
        'oidcc-ensure-redirect-uri-in-authorization-request': script.refused('invalid_request'),
        ...all(['oidcc-redirect-uri-query-added', 'oidcc-redirect-uri-query-mismatch'], unregistered),
        ...all(
          ['logo', 'policy', 'tos'].map(name => `oidcc-registration-${name}-uri`),
          script.pictured,
        ),
        ...all(
          ['no-params', 'only-state', 'no-post-logout-redirect-uri', 'no-id-token-hint'].map(
            name => `oidcc-rp-initiated-logout-${name}`,
          ),
          script.stays,
        ),
        ...all(
          [
            'bad-post-logout-redirect-uri',
            'query-added-to-post-logout-redirect-uri',
            'modified-id-token-hint',
            'bad-id-token-hint',
          ].map(name => `oidcc-rp-initiated-logout-${name}`),
          script.notOut,
        ),
      },
    },
    'fapi2.json': fapi('fapi', 'FAPI 2.0 security profile', [
      'fapi2-security-profile-final',
      'fapi2-security-profile-id2',
    ]),
    'fapi2-message-signing.json': fapi('signing', 'FAPI 2.0 message signing', [
      'fapi2-security-profile-final',
      'fapi2-security-profile-id2',
    ]),
  };
}
