/** The two example systems, and the client metadata (RFC 7591) that each registers at Yekbar. */
import { customs } from './customs.ts';
import type { ExampleSystem } from './system.ts';
import { tax } from './tax.ts';

export const systems: Readonly<Record<ExampleSystem['key'], ExampleSystem>> = { tax, customs };

export type { Both, Box, ExampleSystem, PurposeDefinition, SubjectType } from './system.ts';
export { boxesFor, fieldsOf } from './system.ts';
export { customs, tax };

/** @param base where the system runs, such as http://localhost:3001 */
export function clientMetadata(system: ExampleSystem, base: string) {
  return {
    client_name: system.shortName.en,
    redirect_uris: [`${base}/callback`],
    post_logout_redirect_uris: [`${base}/`],
    backchannel_logout_uri: `${base}/backchannel-logout`,
    backchannel_logout_session_required: true,
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'client_secret_basic',
    scope: 'openid profile business_profile offline_access',
  };
}
