import type { Messages } from '../i18n/index.ts';

/** Why a call failed, as the words of developers name it. */
export type Reason = keyof Messages['calls']['reasons'];

/** What is read of an error of the engine. */
export interface EngineError {
  readonly expose?: boolean;
  readonly error?: string;
  readonly error_description?: string;
  /** What the engine does not tell the client. */
  readonly error_detail?: string;
}

/** The first that fits decides; of the detail, which is only ours, before the sentence that the client gets. */
const patterns: readonly (readonly [RegExp, Reason, string])[] = [
  [/missing required parameter/, 'parameter_missing', ''],
  [/must not be provided twice/, 'parameter_twice', ''],
  [/^client not found/, 'client_unknown', 'client_id'],
  [/invalid secret provided/, 'secret_wrong', 'client_secret'],
  [/expired client_secret|client_secret expired/, 'secret_expired', 'client_secret'],
  [/authentication mechanism does not match/, 'method_wrong', 'token_endpoint_auth_method'],
  [
    /no client authentication|client_id and client_secret|must be provided in the Authorization/,
    'proof_missing',
    'Authorization',
  ],
  [/only be used once/, 'assertion_used', 'client_assertion'],
  [/client_assertion|JWT issuer|JWT subject|\(aud\)|alg mismatch/, 'assertion_wrong', 'client_assertion'],
  [/authorization code already consumed/, 'code_used', 'code'],
  [/authorization code is expired/, 'code_expired', 'code'],
  [/authorization code not found/, 'code_unknown', 'code'],
  [/code redirect_uri mismatch/, 'redirect_changed', 'redirect_uri'],
  [/code_verifier|PKCE verification/i, 'verifier_wrong', 'code_verifier'],
  [/code_challenge|PKCE/i, 'challenge_missing', 'code_challenge'],
  [/client mismatch/, 'other_client', 'client_id'],
  [/refresh token already used/, 'refresh_used', 'refresh_token'],
  [/refresh token (not found|is expired)/, 'refresh_gone', 'refresh_token'],
  [/grant (not found|is expired)|account not found|accountId mismatch/, 'grant_gone', ''],
  [/access token not found|invalid token provided/, 'token_gone', 'Authorization'],
  [/no access token provided/, 'token_missing', 'Authorization'],
  [/missing openid scope|missing requested scope/, 'scope_missing', 'scope'],
  [/nonce is required in the DPoP proof|use a DPoP nonce/, 'dpop_nonce', 'DPoP'],
  [/missing DPoP proof|DPoP proof JWT not provided/i, 'dpop_missing', 'DPoP'],
  [/DPoP|jkt/, 'dpop_wrong', 'DPoP'],
  [/did not match any of the client's registered redirect_uris/, 'redirect_unknown', 'redirect_uri'],
  [/post_logout_redirect_uri/, 'logout_address', 'post_logout_redirect_uri'],
  [/several purposes/, 'purpose_needed', 'purpose'],
  [/purpose is not one of this client/, 'purpose_unknown', 'purpose'],
  [/has none that is approved/, 'purpose_none', 'scope'],
  [/client credentials only/, 'scope_own', 'scope'],
  [/in its pilot/, 'not_in_pilot', ''],
  [/request object|Request Object|request_uri/i, 'request_object', 'request'],
];

/** Where no sentence is known, the error itself says enough to go on. */
const byError: Readonly<Record<string, readonly [Reason, string]>> = {
  invalid_client: ['client_proof', 'client_secret'],
  invalid_grant: ['grant_refused', ''],
  invalid_scope: ['scope_wrong', 'scope'],
  insufficient_scope: ['scope_missing', 'scope'],
  invalid_redirect_uri: ['redirect_unknown', 'redirect_uri'],
  invalid_target: ['target_other', 'resource'],
  invalid_token: ['token_gone', 'Authorization'],
  invalid_dpop_proof: ['dpop_wrong', 'DPoP'],
  use_dpop_nonce: ['dpop_nonce', 'DPoP'],
  unauthorized_client: ['not_registered_for', ''],
  unsupported_grant_type: ['not_registered_for', 'grant_type'],
  unsupported_response_type: ['not_registered_for', 'response_type'],
  unsupported_response_mode: ['not_registered_for', 'response_mode'],
  access_denied: ['person_refused', ''],
  login_required: ['prompt_none', 'prompt'],
  consent_required: ['prompt_none', 'prompt'],
  interaction_required: ['prompt_none', 'prompt'],
  account_selection_required: ['prompt_none', 'prompt'],
  unmet_authentication_requirements: ['level_unmet', 'acr_values'],
  invalid_request_object: ['request_object', 'request'],
  invalid_request_uri: ['request_object', 'request_uri'],
  authorization_pending: ['pending', ''],
  slow_down: ['too_fast', ''],
  expired_token: ['request_expired', ''],
};

/** Names that may stand in a sentence of the engine: longer ones before those that they hold. */
const parameters =
  /\b(redirect_uri|response_type|response_mode|scope|nonce|state|code_challenge_method|code_challenge|code_verifier|client_assertion|client_id|request_uri|prompt|max_age|acr_values|claims|purpose|entity_hint|resource|id_token_hint|login_hint|refresh_token|grant_type|token|code)\b/;

function found(error: EngineError): readonly [unknown, Reason, string] | undefined {
  for (const text of [error.error_detail, error.error_description])
    if (text) {
      const pattern = patterns.find(([expression]) => expression.test(text));
      if (pattern) return pattern;
    }
  const [reason, parameter] = byError[error.error ?? ''] ?? [];
  return reason && [undefined, reason, parameter ?? ''];
}

export function reasonOf(error: EngineError): Reason {
  return found(error)?.[1] ?? 'request_wrong';
}

/** '' where it is no single one. */
export function parameterOf(error: EngineError): string {
  const text = `${error.error_detail ?? ''} ${error.error_description ?? ''}`;
  return found(error)?.[2] || (parameters.exec(text)?.[0] ?? '');
}
