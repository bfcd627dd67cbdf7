/** Reads what a developer pastes: what it is, what stands in it, and which rule it breaks. Keeps nothing. */
import {
  type CompactJWSHeaderParameters,
  compactVerify,
  decodeJwt,
  decodeProtectedHeader,
  importJWK,
  type JWK,
} from 'jose';
import { type Finding, type Found, weighed } from './finding.ts';

export type Kind =
  | 'id_token'
  | 'logout_token'
  | 'event'
  | 'request_object'
  | 'dpop'
  | 'profile'
  | 'other_jwt'
  | 'encrypted'
  | 'authorization'
  | 'opaque';

export interface Inspected {
  readonly kind: Kind;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly findings: readonly Found[];
  /** What stood in it: the request object of an address. */
  readonly inner?: Inspected;
}

export interface Known {
  readonly issuer: string;
  /** Public keys that sign here. */
  readonly keys: readonly JWK[];
  readonly now: Date;
}

const LEEWAY = 60;
const PROOF_SECONDS = 300;
const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';

/** @returns undefined for nothing at all */
export async function inspect(pasted: string, known: Known): Promise<Inspected | undefined> {
  const text = pasted.trim().replace(/^(Bearer|DPoP) /i, '');
  if (text === '') return undefined;
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return address(new URL(text), known);
  const parts = text.split('.');
  const header = parts.length === 3 || parts.length === 5 ? headerOf(text) : undefined;
  if (header && parts.length === 5)
    return { kind: 'encrypted', header, claims: {}, findings: weighed(['encrypted_for_you']) };
  const claims = header && claimsOf(text);
  if (!header || !claims) return { kind: 'opaque', header: {}, claims: {}, findings: weighed(['is_opaque']) };
  const kind = kindOf(header, claims);
  const findings = [
    ...(await signature(text, header, kind, known)),
    ...rules[kind]({ header, claims, known }),
  ];
  return { kind, header, claims, findings: weighed(findings) };
}

function headerOf(text: string): Record<string, unknown> | undefined {
  try {
    return { ...decodeProtectedHeader(text) };
  } catch {
    return undefined;
  }
}

function claimsOf(text: string): Record<string, unknown> | undefined {
  try {
    return decodeJwt(text);
  } catch {
    return undefined;
  }
}

function kindOf({ typ }: Record<string, unknown>, claims: Record<string, unknown>): Kind {
  const named: Readonly<Record<string, Kind>> = {
    'dpop+jwt': 'dpop',
    'logout+jwt': 'logout_token',
    'secevent+jwt': 'event',
    'oauth-authz-req+jwt': 'request_object',
    'profile+jwt': 'profile',
  };
  const byType = named[String(typ).toLowerCase()];
  if (byType) return byType;
  if (isObject(claims.events)) return LOGOUT in claims.events ? 'logout_token' : 'event';
  if (claims.htu !== undefined || claims.htm !== undefined) return 'dpop';
  if (claims.response_type !== undefined || claims.redirect_uri !== undefined) return 'request_object';
  return claims.sub !== undefined && claims.aud !== undefined ? 'id_token' : 'other_jwt';
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Against our keys; a proof against the key that it carries. Of what clients sign we have no key here. */
async function signature(
  text: string,
  header: Record<string, unknown>,
  kind: Kind,
  { keys }: Known,
): Promise<Finding[]> {
  if (String(header.alg).toLowerCase() === 'none') return ['alg_none'];
  if (kind === 'request_object') return ['signature_unknown'];
  const key = kind === 'dpop' ? header.jwk : keys.find(({ kid }) => kid !== undefined && kid === header.kid);
  if (!isObject(key)) return kind === 'dpop' ? [] : ['signature_unknown'];
  try {
    const { d: _secret, ...open } = key as JWK;
    await compactVerify(text, async ({ alg }: CompactJWSHeaderParameters) => importJWK(open, alg));
    return ['signature_ok'];
  } catch {
    return ['signature_bad'];
  }
}

interface Read {
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
  readonly known: Known;
}
type Rule = (read: Read) => Finding[];
const all = (...list: (Finding | false)[]): Finding[] => list.filter(one => one !== false);
const seconds = (value: unknown) => (typeof value === 'number' ? value : Number.NaN);

const times: Rule = ({ claims, known }) => {
  const now = known.now.getTime() / 1000;
  return all(
    seconds(claims.exp) + LEEWAY < now && 'expired',
    (seconds(claims.iat) > now + LEEWAY || seconds(claims.nbf) > now + LEEWAY) && 'in_future',
  );
};
const ours: Rule = read =>
  all(
    read.claims.iss !== read.known.issuer && 'iss_other',
    read.claims.aud === undefined && 'aud_missing',
    ...times(read),
  );

const rules: Readonly<Record<Kind, Rule>> = {
  id_token: read =>
    all(
      ...ours(read),
      read.claims.exp === undefined && 'exp_missing',
      read.claims.nonce === undefined && 'nonce_missing',
    ),
  profile: ours,
  event: read => all(...ours(read), read.claims.jti === undefined && 'jti_missing'),
  logout_token: read => {
    const { nonce, events, sub, sid, jti } = read.claims;
    return all(
      ...ours(read),
      nonce !== undefined && 'logout_nonce',
      !(isObject(events) && LOGOUT in events) && 'logout_events',
      sub === undefined && sid === undefined && 'logout_nobody',
      jti === undefined && 'jti_missing',
    );
  },
  dpop: ({ header, claims, known }) => {
    const age = known.now.getTime() / 1000 - seconds(claims.iat);
    return all(
      !isObject(header.jwk) && 'dpop_key',
      isObject(header.jwk) && 'd' in header.jwk && 'dpop_private',
      (typeof claims.htm !== 'string' || typeof claims.htu !== 'string') && 'dpop_request',
      /[?#]/.test(String(claims.htu ?? '')) && 'dpop_query',
      !(Math.abs(age) <= PROOF_SECONDS) && 'dpop_old',
      claims.jti === undefined && 'jti_missing',
    );
  },
  request_object: read => {
    const { claims, known } = read;
    return all(
      claims.iss === undefined || claims.iss !== claims.client_id ? 'object_iss' : false,
      ![claims.aud].flat().includes(known.issuer) && 'object_aud',
      claims.exp === undefined && 'exp_missing',
      ...times(read),
      ...request(claims),
    );
  },
  other_jwt: times,
  encrypted: () => [],
  authorization: ({ claims }) => request(claims),
  opaque: () => [],
};

/** The parameters of an authorization request. */
function request(asked: Record<string, unknown>): Finding[] {
  const {
    client_id,
    redirect_uri,
    response_type,
    scope,
    code_challenge,
    code_challenge_method,
    state,
    nonce,
  } = asked;
  return all(
    !client_id && 'client_missing',
    !redirect_uri && 'redirect_missing',
    response_type !== 'code' && 'type_not_code',
    !String(scope ?? '')
      .split(' ')
      .includes('openid') && 'openid_missing',
    !code_challenge && 'challenge_missing',
    Boolean(code_challenge) && code_challenge_method !== 'S256' && 'challenge_plain',
    !state && 'state_missing',
    !nonce && 'nonce_missing',
  );
}

async function address(url: URL, known: Known): Promise<Inspected> {
  const claims = Object.fromEntries(url.searchParams);
  const inner = claims.request ? await inspect(claims.request, known) : undefined;
  const held = claims.request ?? claims.request_uri;
  const findings = all(
    `${url.origin}${url.pathname}` !== `${known.issuer}/auth` && 'address_other',
    ...(held ? all(!claims.client_id && 'client_missing') : request(claims)),
  );
  return {
    kind: 'authorization',
    header: {},
    claims,
    findings: weighed(findings),
    ...(inner ? { inner } : {}),
  };
}
