/** What the test issuer says in each case: right in all but the one thing that the case is about. */
import { randomBytes, randomUUID } from 'node:crypto';
import { seal, unseal } from '../keys.ts';
import type { Operation } from '../operation.ts';
import type { Trial } from './check.ts';
import type { LoginCase } from './check-cases.ts';
import { SUBJECT } from './check-probes.ts';
import { signWith } from './issuer-keys.ts';

const OTHER = 'https://other-issuer.example';
const CODE_SECONDS = 60;
const HOUR = 3_600;

/** What stands, sealed, in a code or a token: nothing is kept of it. */
export interface Ticket {
  readonly kind: 'code' | 'access' | 'refresh';
  readonly check: string;
  readonly key: LoginCase;
  readonly at: number;
  readonly nonce?: string;
  readonly challenge?: string;
  readonly redirect?: string;
  readonly offline?: boolean;
  /** How often refreshed. */
  readonly turn?: number;
}

export function sealTicket(op: Operation, ticket: Omit<Ticket, 'at'>): string {
  const text = JSON.stringify({ ...ticket, at: op.at.getTime() });
  return seal(op.system.keys.artifact, text, 'conformance').toString('base64url');
}

/** @returns undefined for what is not ours, of another check, of another kind, or too old */
export function openTicket(
  op: Operation,
  trial: Trial,
  kind: Ticket['kind'],
  text: string,
): Ticket | undefined {
  try {
    const plain = unseal(op.system.keys.artifact, Buffer.from(text, 'base64url'), 'conformance');
    const ticket = JSON.parse(plain.toString()) as Ticket;
    const old = kind === 'code' && op.at.getTime() - ticket.at > CODE_SECONDS * 1000;
    return ticket.kind === kind && ticket.check === trial.id && !old ? ticket : undefined;
  } catch {
    return undefined;
  }
}

/** The parameters with which the browser is sent back. */
export function answerOf(
  key: LoginCase,
  issuer: string,
  asked: { code: string; state: string | undefined },
  first: { code: string; state: string } | undefined,
): Record<string, string> {
  const state: Record<string, string> = asked.state === undefined ? {} : { state: asked.state };
  const right = { code: asked.code, ...state, iss: issuer };
  if (key === 'denied')
    return { error: 'access_denied', error_description: 'the person said no', ...state, iss: issuer };
  if (key === 'state') return { ...right, state: randomBytes(16).toString('base64url') };
  if (key === 'replay' && first) return { ...first, iss: issuer };
  if (key === 'mixup') return { ...right, iss: OTHER };
  return right;
}

export async function idTokenFor(op: Operation, trial: Trial, ticket: Ticket): Promise<string> {
  const { key } = ticket;
  const now = Math.floor(op.at.getTime() / 1000) - (key === 'expired' ? 2 * HOUR : 0);
  const claims = {
    iss: key === 'iss' ? OTHER : trial.issuer,
    aud: key === 'aud' ? 'another-client' : trial.client.id,
    sub: SUBJECT,
    sid: SUBJECT,
    iat: now,
    exp: now + HOUR,
    auth_time: now,
    jti: randomUUID(),
    represented: { type: 'self' },
    ...(ticket.nonce === undefined && key !== 'nonce'
      ? {}
      : { nonce: key === 'nonce' ? 'not-the-one-you-sent' : ticket.nonce }),
  };
  if (key === 'none') return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
  return signWith(key === 'key' ? trial.keys.next : trial.keys.now, claims, 'JWT', key === 'signature');
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function metadataOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/end`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['ES256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['ES256', 'EdDSA', 'PS256'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['openid', 'profile', 'phone', 'offline_access', 'business_profile'],
    authorization_response_iss_parameter_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
  };
}

/** As the profile API answers, of nobody: no value is there. */
export function profileOf(): Record<string, unknown> {
  return {
    subject: { type: 'self' },
    acting: { sub: SUBJECT },
    purpose: 'conformance',
    basis: { type: 'law' },
    fields: {},
    release: randomUUID(),
  };
}
