import type { Both } from '../i18n/index.ts';
import type { Law } from './client.ts';

/**
 * A registration as it was asked for, before it has been checked: texts may be empty, numbers absurd. problems.ts
 * says what is wrong with it.
 */
export interface ClientInput {
  readonly id: string;
  /** sandbox: may use http on localhost; never more. */
  readonly kind: 'live' | 'sandbox';
  /** Of a live client: in a pilot for named people, or, as is said where nothing is said, for everybody once approved. */
  readonly begins?: 'live' | 'pilot' | undefined;
  readonly name: Both;
  /** An agency that exists, or one that is registered together with the client. */
  readonly agencyId: string;
  readonly newAgency?: AgencyInput | undefined;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  /** Where the client listens for sign-outs (Back-Channel Logout 1.0); empty: it does not. */
  readonly backchannelLogoutUri?: string | undefined;
  readonly authMethod: string;
  /** baseline unless said: fapi2 or fapi2-message-signing, for private_key_jwt. */
  readonly securityProfile?: string | undefined;
  /** RFC 7517 key set; only for private_key_jwt. */
  readonly jwks?: unknown;
  /** Where the key set is published, instead of `jwks`. */
  readonly jwksUri?: string | undefined;
  /** How ID tokens and userinfo are encrypted for it, after they were signed; empty: they are not. */
  readonly encryption?: string | undefined;
  /** Signs people in at counters and kiosks (RFC 8628); wants published keys. */
  readonly deviceGrant?: boolean | undefined;
  /** Asks the person away from the browser (CIBA): poll, or ping at an address; wants published keys. */
  readonly ciba?: string | undefined;
  readonly cibaNotificationUri?: string | undefined;
  readonly purposes: readonly PurposeInput[];
  /** Secrets that are to stand, by their labels; nothing said: one at registration. */
  readonly secrets?: readonly SecretInput[] | undefined;
}

/** Where a purpose says nothing else: three days for the other signatures. */
export const APPROVAL_HOURS = 72;

export interface AgencyInput {
  readonly id: string;
  readonly name: Both;
  /** The agency whose subsidiary it is; only an agency that is none itself has subsidiaries. */
  readonly parentId?: string | null | undefined;
}

/** A secret that is asked for. */
export interface SecretInput {
  /** Words by which its owners know it, such as the year. */
  readonly label: string;
  /** Until it ends; 365 unless said. */
  readonly days?: number | undefined;
}

export interface PurposeInput {
  readonly key: string;
  readonly name: Both;
  readonly text: Both;
  readonly basis: string;
  readonly law: Law;
  readonly fields: readonly string[];
  readonly subjects: readonly string[];
  readonly level: number;
  readonly retention: Both;
  readonly consentDays: number;
  /** How long the other signatories of a joint approval have; 72 unless said. */
  readonly approvalHours?: number;
  /** Values as they were on an earlier day; only under law. */
  readonly history?: boolean;
}

/** One thing that is wrong: where (`redirect_uris.0`, `purposes.0.fields.entity.x`) and what (a stable code). */
export interface Problem {
  readonly field: string;
  readonly code: ProblemCode;
}

const problemCodes = [
  'missing',
  'too_long',
  'malformed',
  'taken',
  'unknown',
  'duplicate',
  'too_many',
  'out_of_range',
  'future',
  'wildcard',
  'fragment',
  'user_part',
  'ip_address',
  'not_https',
  'local_host',
  'not_canonical',
  'look_alike',
  'private_key',
  'weak_key',
  'unfit_key',
  'needs_own_key',
  'needs_published_keys',
  'expired',
  'does_not_fit',
  'other_origin',
  'waiting',
] as const;
export type ProblemCode = (typeof problemCodes)[number];
