import type { Both } from '../i18n/index.ts';

/** A body that owns systems: the sector of pairwise subs. */
export interface Agency {
  readonly id: string;
  readonly name: Both;
}

/** An agency in its place: a subsidiary names the agency above it. */
export interface AgencyInPlace extends Agency {
  readonly parentId: string | null;
}

export type ClientKind = 'live' | 'sandbox' | 'internal';
export type ClientState = 'pending' | 'active' | 'suspended' | 'refused';
/** How far a client has come; in pilot and cleared only named people sign in. */
export type Stage = 'sandbox' | 'pilot' | 'cleared' | 'live' | 'retired';

/** A step of its life as somebody asked for it: to be cleared it names the security certificate. */
export interface StepAsked {
  readonly to: Stage;
  readonly number?: string;
  /** ISO day: the last on which the certificate counts */
  readonly until?: string;
  /** Why it may be opened to all without a report of the conformance check: two people answer for that. */
  readonly without?: string;
}

/** An OAuth client. */
export interface Client {
  readonly id: string;
  readonly agency: Agency | null;
  readonly kind: ClientKind;
  readonly state: ClientState;
  readonly stage: Stage;
  /** ISO day: the last of its security certificate */
  readonly clearanceUntil: string | null;
  readonly name: Both;
  /** OAuth client metadata (RFC 7591) without client_id and without secrets. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly registeredBy: string;
  readonly registeredAt: Date;
  readonly changedAt: Date;
}

/** The law or resolution behind a purpose. */
export interface Law {
  readonly title: Both;
  readonly body: Both;
  readonly number: string;
  /** ISO day */
  readonly date: string | null;
  readonly articles: string;
}

export type Basis = 'consent' | 'law';
export type SubjectType = 'legal_entity' | 'self';
export type Level = 1 | 2 | 3;

/** One version of what a client wants fields for. Never changed after it was registered, except its state. */
export interface Purpose {
  readonly id: string;
  readonly clientId: string;
  readonly key: string;
  readonly version: number;
  readonly state: 'pending' | 'active' | 'replaced' | 'refused';
  readonly name: Both;
  readonly text: Both;
  readonly basis: Basis;
  readonly law: Law;
  readonly fields: readonly string[];
  readonly subjects: readonly SubjectType[];
  readonly level: Level;
  readonly retention: Both;
  readonly consentDays: number;
  /** How long the other signatories of a joint approval have. */
  readonly approvalHours: number;
  /** Under law: values as they were on an earlier day may be asked for. */
  readonly history: boolean;
  readonly registeredBy: string;
  readonly registeredAt: Date;
}

/** What waits for, or has had, the second pair of eyes. */
export interface Approval {
  readonly id: string;
  readonly clientId: string;
  /** null: the client with all purposes that it was registered with */
  readonly purposeId: string | null;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly decidedBy: string | null;
  readonly decision: 'approved' | 'refused' | null;
  readonly reason: string | null;
  readonly decidedAt: Date | null;
  /** What a client that works already would become; null: a registration. */
  readonly change: ClientChange | null;
  /** The stage of its life that the client would come to; null: none. */
  readonly step: StepAsked | null;
}

/** What of a client may be changed after it was approved: never its id, kind or agency. */
export interface ClientChange {
  readonly name: Both;
  readonly metadata: Readonly<Record<string, unknown>>;
}
