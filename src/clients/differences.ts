/** In what a client would become another by a change: for who decides. Pure. */
import type { Client, ClientChange } from './client.ts';
import { CIBA_GRANT, DEVICE_GRANT } from './new-rows.ts';
import { keysIn, thumbprintOf } from './uploaded-keys.ts';

/** Name of the control of the form that holds it, and what stands there now and would stand then. */
export interface Difference {
  readonly control: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

type Settings = Pick<Client, 'name' | 'metadata'>;

const shown: Readonly<Record<string, (client: Settings) => unknown>> = {
  name_fa: ({ name }) => name.fa,
  name_en: ({ name }) => name.en,
  redirect_uris: ({ metadata }) => metadata.redirect_uris,
  post_logout_redirect_uris: ({ metadata }) => metadata.post_logout_redirect_uris,
  backchannel_logout_uri: ({ metadata }) => metadata.backchannel_logout_uri,
  jwks: ({ metadata }) => keysIn(metadata.jwks).map(key => String(key.kid ?? thumbprintOf(key))),
  jwks_uri: ({ metadata }) => metadata.jwks_uri,
  security_profile: ({ metadata }) => metadata.security_profile ?? 'baseline',
  encryption: ({ metadata }) => metadata.id_token_encrypted_response_alg,
  device_grant: ({ metadata }) => (grants(metadata).includes(DEVICE_GRANT) ? 'device_code' : ''),
  ciba: ({ metadata }) =>
    grants(metadata).includes(CIBA_GRANT) ? metadata.backchannel_token_delivery_mode : '',
  ciba_notification_uri: ({ metadata }) => metadata.backchannel_client_notification_endpoint,
};

export function differencesIn(client: Client, change: ClientChange): Difference[] {
  return Object.entries(shown)
    .map(([control, read]) => ({ control, before: texts(read(client)), after: texts(read(change)) }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}

function grants(metadata: Settings['metadata']): readonly unknown[] {
  return Array.isArray(metadata.grant_types) ? metadata.grant_types : [];
}

function texts(value: unknown): string[] {
  return [value].flat().filter(Boolean).map(String);
}
