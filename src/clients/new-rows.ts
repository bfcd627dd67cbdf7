/** The rows of what is registered: as one asks for it, so it is written. */
import { randomUUID } from 'node:crypto';
import { actorName, type Operation } from '../operation.ts';
import { persianLetters } from '../text.ts';
import { APPROVAL_HOURS, type ClientInput, type PurposeInput, type SecretInput } from './input.ts';
import { lawText } from './rows.ts';
import { keysExpireAt } from './uploaded-keys.ts';
import { wordsOf } from './words.ts';

export function clientRow(op: Operation, input: ClientInput) {
  const metadata = metadataOf(input);
  return {
    id: input.id,
    agency_id: input.newAgency?.id ?? input.agencyId,
    kind: input.kind,
    state: 'pending' as const,
    stage: input.kind === 'sandbox' ? ('sandbox' as const) : (input.begins ?? 'live'),
    name_fa: persianLetters(input.name.fa.trim()),
    name_en: input.name.en.trim(),
    metadata: JSON.stringify(metadata),
    keys_expire_at: keysExpireAt(metadata),
    words: wordsOf(input.id, persianLetters(input.name.fa), input.name.en),
    registered_by: actorName(op.actor),
    registered_at: op.at,
    changed_at: op.at,
  };
}

export function purposeRow(
  op: Operation,
  clientId: string,
  input: PurposeInput,
  version: number,
  state: 'pending' | 'active',
) {
  return {
    id: randomUUID(),
    client_id: clientId,
    key: input.key,
    version,
    state,
    name_fa: persianLetters(input.name.fa.trim()),
    name_en: input.name.en.trim(),
    text_fa: persianLetters(input.text.fa.trim()),
    text_en: input.text.en.trim(),
    basis: input.basis === 'law' ? ('law' as const) : ('consent' as const),
    law: lawText(input.law),
    fields: [...input.fields],
    subjects: [...input.subjects],
    level: input.level,
    retention_fa: persianLetters(input.retention.fa.trim()),
    retention_en: input.retention.en.trim(),
    consent_days: input.consentDays,
    approval_hours: input.approvalHours ?? APPROVAL_HOURS,
    history: input.history ?? false,
    registered_by: actorName(op.actor),
    registered_at: op.at,
  };
}

/** As it is declared, or called by its place. */
export function firstSecret({ secrets }: Pick<ClientInput, 'secrets'>): SecretInput {
  return secrets?.[0] ?? { label: 'first' };
}

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
export const CIBA_GRANT = 'urn:openid:params:grant-type:ciba';

/** What the engine is told of a client, in the words of RFC 7591. */
export function metadataOf(
  input: Pick<
    ClientInput,
    | 'redirectUris'
    | 'postLogoutRedirectUris'
    | 'backchannelLogoutUri'
    | 'authMethod'
    | 'securityProfile'
    | 'jwks'
    | 'jwksUri'
    | 'encryption'
    | 'deviceGrant'
    | 'ciba'
    | 'cibaNotificationUri'
  >,
): Record<string, unknown> {
  return {
    redirect_uris: input.redirectUris,
    post_logout_redirect_uris: input.postLogoutRedirectUris,
    ...(input.backchannelLogoutUri
      ? {
          backchannel_logout_uri: input.backchannelLogoutUri,
          backchannel_logout_session_required: true,
        }
      : {}),
    token_endpoint_auth_method: input.authMethod,
    grant_types: [
      'authorization_code',
      'refresh_token',
      ...(input.deviceGrant ? [DEVICE_GRANT] : []),
      ...(input.ciba ? [CIBA_GRANT] : []),
    ],
    response_types: ['code'],
    scope: 'openid profile phone offline_access business_profile',
    ...(input.ciba ? { backchannel_token_delivery_mode: input.ciba } : {}),
    ...(input.ciba === 'ping' ? { backchannel_client_notification_endpoint: input.cibaNotificationUri } : {}),
    ...(input.securityProfile ? { security_profile: input.securityProfile } : {}),
    ...(input.authMethod === 'private_key_jwt'
      ? input.jwksUri
        ? { jwks_uri: input.jwksUri }
        : { jwks: input.jwks }
      : {}),
    // Both in the same way: a system has one way to read what it is told.
    ...(input.encryption
      ? {
          id_token_encrypted_response_alg: input.encryption,
          userinfo_encrypted_response_alg: input.encryption,
        }
      : {}),
  };
}

export function openApproval(op: Operation, id: string, clientId: string, purposeId: string | null) {
  return {
    id,
    client_id: clientId,
    purpose_id: purposeId,
    requested_by: actorName(op.actor),
    requested_at: op.at,
    decided_by: null,
    decision: null,
    reason: null,
    decided_at: null,
    change: null,
    step: null,
  };
}
