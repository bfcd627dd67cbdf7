/** What is right (ok) or wrong (bad) with it; the words know each, and the rule that says so. */
export type Finding =
  | 'signature_ok'
  | 'signature_bad'
  | 'signature_unknown'
  | 'alg_none'
  | 'iss_other'
  | 'aud_missing'
  | 'expired'
  | 'exp_missing'
  | 'in_future'
  | 'jti_missing'
  | 'logout_nonce'
  | 'logout_events'
  | 'logout_nobody'
  | 'dpop_key'
  | 'dpop_private'
  | 'dpop_request'
  | 'dpop_query'
  | 'dpop_old'
  | 'object_iss'
  | 'object_aud'
  | 'client_missing'
  | 'redirect_missing'
  | 'type_not_code'
  | 'openid_missing'
  | 'challenge_missing'
  | 'challenge_plain'
  | 'state_missing'
  | 'nonce_missing'
  | 'address_other'
  | 'encrypted_for_you'
  | 'is_opaque';

/** Where it is written. */
const writtenIn: Readonly<Record<Finding, string>> = {
  signature_ok: '',
  signature_bad: 'RFC 7515 §5.2',
  signature_unknown: 'RFC 7515 §4.1.4',
  alg_none: 'RFC 8725 §3.2',
  iss_other: 'OpenID Connect Core §3.1.3.7 (2)',
  aud_missing: 'OpenID Connect Core §3.1.3.7 (3)',
  expired: 'RFC 7519 §4.1.4',
  exp_missing: 'RFC 9068, RFC 9101 §10.2',
  in_future: 'RFC 7519 §4.1.5',
  jti_missing: 'RFC 7519 §4.1.7',
  logout_nonce: 'Back-Channel Logout 1.0 §2.4',
  logout_events: 'Back-Channel Logout 1.0 §2.6',
  logout_nobody: 'Back-Channel Logout 1.0 §2.4',
  dpop_key: 'RFC 9449 §4.2',
  dpop_private: 'RFC 9449 §4.3 (7)',
  dpop_request: 'RFC 9449 §4.2',
  dpop_query: 'RFC 9449 §4.2',
  dpop_old: 'RFC 9449 §4.3 (11)',
  object_iss: 'RFC 9101 §4',
  object_aud: 'RFC 9101 §4',
  client_missing: 'RFC 6749 §4.1.1',
  redirect_missing: 'OpenID Connect Core §3.1.2.1',
  type_not_code: 'RFC 9700 §2.1.2',
  openid_missing: 'OpenID Connect Core §3.1.2.1',
  challenge_missing: 'RFC 7636 §4.3',
  challenge_plain: 'RFC 9700 §2.1.1',
  state_missing: 'RFC 6749 §10.12',
  nonce_missing: 'OpenID Connect Core §3.1.2.1',
  address_other: 'RFC 8414 §2',
  encrypted_for_you: 'RFC 7516',
  is_opaque: 'RFC 7662',
};

const good: readonly Finding[] = ['signature_ok'];
const neutral: readonly Finding[] = ['signature_unknown', 'encrypted_for_you', 'is_opaque', 'nonce_missing'];

export interface Found {
  readonly key: Finding;
  readonly weight: 'ok' | 'info' | 'bad';
  /** The rule that says so, as it is cited; '' of what needs none. */
  readonly rule: string;
}

export function weighed(keys: readonly Finding[]): Found[] {
  return keys.map(key => ({
    key,
    rule: writtenIn[key],
    weight: good.includes(key) ? 'ok' : neutral.includes(key) ? 'info' : 'bad',
  }));
}
