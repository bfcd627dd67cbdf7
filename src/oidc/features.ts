import { randomBytes } from 'node:crypto';
import type { Configuration } from 'oidc-provider';
import type { System } from '../operation.ts';
import { backchannelFeature } from './backchannel.ts';
import { refuseExpiredKey } from './expired-key.ts';
import { nonceSecret, requiresNonce } from './nonces.ts';
import type { Pages } from './pages.ts';
import { assertRequestObject, fapiProfile } from './profiles.ts';
import { DEMO_INITIAL_ACCESS_TOKEN } from './registration.ts';
import { assertClaims } from './request.ts';

/** What the engine offers besides its core, each with the limits that we set. */
export function features(system: System, pages: Pages): NonNullable<Configuration['features']> {
  const { config } = system;
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: true },
    jwtUserinfo: { enabled: true },
    claimsParameter: { enabled: true, assertClaimsParameter: assertClaims },
    clientCredentials: { enabled: true },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: false },
    requestObjects: {
      enabled: true,
      requireSignedRequestObject: false,
      assertJwtClaimsAndHeader: async (ctx, claims, header) => {
        assertRequestObject(ctx, claims, header);
        await refuseExpiredKey(system, ctx, header);
      },
    },
    fapi: { enabled: true, profile: fapiProfile },
    jwtResponseModes: { enabled: true },
    jwtIntrospection: { enabled: true },
    encryption: { enabled: true },
    // Offered to all, demanded of those that were registered so. The jti of a proof is seen by every process.
    dPoP: {
      enabled: true,
      allowReplay: false,
      nonceSecret: nonceSecret(system),
      requireNonce: requiresNonce,
    },
    // Every client has one place to take its token to: a resource parameter may name that one (resource.ts).
    resourceIndicators: { enabled: false },
    introspection: {
      enabled: true,
      // Its own tokens only; of any other token nobody learns that it exists.
      allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
    },
    ciba: backchannelFeature(system),
    // For counters and kiosks. Digits, because every keyboard has them.
    deviceFlow: {
      enabled: true,
      charset: 'digits',
      mask: '***-***-***',
      deviceInfo: () => ({}),
      userCodeInputSource: pages.deviceCodeSource,
      userCodeConfirmSource: pages.deviceConfirmSource,
      successSource: pages.deviceDoneSource,
    },
    revocation: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: pages.logoutSource,
      postLogoutSuccessSource: pages.loggedOutSource,
    },
    // Said in discovery and registration; telling goes through the outbox (logout.ts).
    backchannelLogout: { enabled: true },
    registration: {
      enabled: config.demo,
      initialAccessToken: DEMO_INITIAL_ACCESS_TOKEN,
      idFactory: () =>
        `sandbox-${randomBytes(9)
          .toString('base64url')
          .toLowerCase()
          .replace(/[^a-z0-9]/g, '0')}`,
      secretFactory: () => randomBytes(32).toString('base64url'),
      issueRegistrationAccessToken: true,
    },
    // A client that registered itself reads, changes and ends that with the token that it got (RFC 7592).
    registrationManagement: { enabled: config.demo, rotateRegistrationAccessToken: false },
  };
}
