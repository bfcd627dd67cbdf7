/** The cases of the conformance check, and what it means to pass each. Pure. */

/** The system signs in once for each; in this order, unless one is asked for again. */
export const loginCases = [
  'ok',
  'key',
  'nonce',
  'iss',
  'aud',
  'signature',
  'none',
  'expired',
  'state',
  'replay',
  'mixup',
  'denied',
] as const;
export type LoginCase = (typeof loginCases)[number];

/** What we try from our side when the check is closed. */
const probeCases = [
  'redirects',
  'jwks',
  'logout',
  'logout_nonce',
  'logout_events',
  'logout_signature',
  'event_forged',
] as const;
export type ProbeCase = (typeof probeCases)[number];

export const checkCases = [...loginCases, 'refresh', ...probeCases] as const;
export type CheckCase = (typeof checkCases)[number];

/** What a system was seen doing in a case. */
export type Sight =
  /** It was sent back with an answer. */
  | 'begun'
  /** It came with the code. */
  | 'token'
  | 'no_pkce'
  | 'bad_pkce'
  /** It used the access token: userinfo or profile. */
  | 'fetch'
  /** It showed a refresh token that it had used. */
  | 'reused'
  /** A refresh token of its turn. */
  | `turn:${number}:${number}`
  | 'refused'
  | 'accepted'
  | 'unreachable'
  | 'absent';

export type Seen = Readonly<Partial<Record<CheckCase, readonly Sight[]>>>;

export type Result = 'waiting' | 'passed' | 'advised' | 'failed' | 'not_applicable';
/** Why it failed, by the words of checks; or what is advised. */
export type Why =
  | 'tls_only'
  | 'no_token'
  | 'no_fetch'
  | 'pkce'
  | 'went_on'
  | 'redeemed'
  | 'reused'
  | 'accepted'
  | 'refused'
  | 'unreachable';

export interface Verdict {
  readonly key: CheckCase;
  readonly result: Result;
  readonly why?: Why;
}

const goesOn: readonly CheckCase[] = ['ok', 'key'];
const neverRedeems: readonly CheckCase[] = ['state', 'replay', 'mixup', 'denied'];
const mustAccept: readonly CheckCase[] = ['redirects', 'jwks', 'logout'];

export function verdictOf(key: CheckCase, sights: readonly Sight[] = []): Verdict {
  const saw = (sight: Sight) => sights.includes(sight);
  const failed = (why: Why): Verdict => ({ key, result: 'failed', why });
  const passed: Verdict = { key, result: 'passed' };
  if (key === 'refresh') {
    if (!saw('token')) return { key, result: 'not_applicable' };
    return saw('reused') ? failed('reused') : passed;
  }
  if ((probeCases as readonly string[]).includes(key)) {
    if (saw('absent')) return { key, result: 'not_applicable' };
    if (saw('unreachable')) return failed('unreachable');
    if (saw('accepted')) return mustAccept.includes(key) ? passed : failed('accepted');
    if (saw('refused')) return mustAccept.includes(key) ? failed('refused') : passed;
    return { key, result: 'waiting' };
  }
  if (!saw('begun')) return { key, result: 'waiting' };
  if (neverRedeems.includes(key)) return saw('token') ? failed('redeemed') : passed;
  if (saw('no_pkce') || saw('bad_pkce')) return failed('pkce');
  if (goesOn.includes(key)) return saw('fetch') ? passed : failed(saw('token') ? 'no_fetch' : 'no_token');
  // OpenID Connect Core §3.1.3.7 (6): of a token that came straight from us over TLS a system may leave it out.
  if (key === 'signature' && saw('fetch')) return { key, result: 'advised', why: 'tls_only' };
  if (saw('fetch')) return failed('went_on');
  return saw('token') ? passed : failed('no_token');
}

export function verdictsOf(seen: Seen): Verdict[] {
  return checkCases.map(key => verdictOf(key, seen[key]));
}

/** Nothing failed, and nothing is missing. */
export function hasPassed(verdicts: readonly Verdict[]): boolean {
  return verdicts.every(({ result }) => result !== 'failed' && result !== 'waiting');
}

/** The first that has not been begun; when all have, the good case once more. */
export function nextCase(seen: Seen): LoginCase {
  return loginCases.find(key => !seen[key]?.includes('begun')) ?? 'ok';
}

/** Each sight once, in the order in which they came. */
export function addSight(seen: Seen, key: CheckCase, ...sights: readonly Sight[]): Seen {
  return { ...seen, [key]: [...new Set([...(seen[key] ?? []), ...sights])] };
}
