import { ALIAS, keys, SECOND_QUERY, secretOf } from '../../examples/conformance/configurations.ts';
import { hashSecret, seedClient } from '../clients/index.ts';
import type { Operation } from '../operation.ts';

/** Where the OpenID Foundation's suite answers: run by oneself, or the Foundation's own. */
const SUITES = [
  'https://localhost.emobix.co.uk:8443',
  'https://localhost:8443',
  'https://www.certification.openid.net',
  'https://demo.certification.openid.net',
];
const addresses = (path: string) => SUITES.map(suite => `${suite}/test/a/${ALIAS}/${path}`);

interface Static {
  readonly id: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly byKey?: boolean;
}

/** The static clients that the configurations of examples/conformance name; they ask for nobody's fields. */
export async function seedConformanceClients(op: Operation): Promise<void> {
  for (const { id, metadata, byKey = false } of [
    ...ordinary('conformance-basic-1', 'client_secret_basic'),
    ...ordinary('conformance-basic-2', 'client_secret_basic'),
    ...ordinary('conformance-post', 'client_secret_post'),
    ...keyed('fapi', 'fapi2'),
    ...keyed('signing', 'fapi2-message-signing'),
  ])
    await seedClient(op, {
      id,
      kind: 'sandbox',
      name: { fa: `آزمون سازگاری: ${id}`, en: `Conformance test: ${id}` },
      metadata: {
        response_types: ['code'],
        grant_types: ['authorization_code', 'refresh_token'],
        scope: 'openid profile phone offline_access',
        ...metadata,
      },
      secretHash: byKey ? null : hashSecret(secretOf(id)),
      purposes: [],
    });
}

function ordinary(id: string, token_endpoint_auth_method: string): Static[] {
  return [
    {
      id,
      metadata: {
        redirect_uris: addresses('callback'),
        post_logout_redirect_uris: addresses('post_logout_redirect'),
        token_endpoint_auth_method,
        require_pkce: false,
      },
    },
  ];
}

function keyed(kind: 'fapi' | 'signing', security_profile: string): Static[] {
  return ([1, 2] as const).map(number => {
    const id = `conformance-${kind}-${number}` as const;
    const { d: _private, ...key } = keys[id];
    return {
      id,
      byKey: true,
      metadata: {
        redirect_uris: addresses(number === 1 ? 'callback' : `callback${SECOND_QUERY}`),
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [key] },
        security_profile,
      },
    };
  });
}
