/** What the pages of sign-in show. Filled by the steps of the engine (src/oidc/steps), drawn by this folder. */

import type { Renderable } from '../../src/web/html.ts';
import type { DocumentShown, SignatoryShown } from '../approvals/data.ts';
import type { LawShown } from '../parts/law.ts';
import type { SayField } from '../parts/say.ts';

/** Addresses that a client which registered itself gave of itself. */
export interface SelfShown {
  readonly policy: string | undefined;
  readonly terms: string | undefined;
  readonly logo: string | undefined;
}

/** The night panel: where to, for what, how far. */
export interface FlowPanel {
  /** Name of the client system in the reader's language. */
  readonly system: string;
  readonly agency: string | undefined;
  readonly purpose: string | undefined;
  readonly step: 'sign_in' | 'acting_for' | 'consent';
  /** Name of the person, once known. */
  readonly person: string | undefined;
  readonly actingFor: string | undefined;
  /** Address that cancels and goes back to the system; posted as a form. */
  readonly cancel: string | undefined;
  /** Numbers of the government systems to light in the lattice: the one that the person is going to. */
  readonly lit?: readonly number[];
  readonly self?: SelfShown | undefined;
}

export interface SignInData {
  readonly panel: FlowPanel;
  readonly action: string;
  /** As typed; kept after a mistake. */
  readonly nationalId: string;
  /** Fault code of a refused attempt and the wait in seconds, where there is one. */
  readonly refused:
    | { readonly code: string; readonly sentence: string; readonly unreadable?: boolean }
    | undefined;
  /** Options of the server for signing in with a passkey, as JSON. */
  readonly passkey?: string;
}

export type CodeWay = 'totp' | 'sms' | 'recovery';

/** The second step, for who has what it takes. */
export interface SecondFactorData {
  readonly panel: FlowPanel;
  readonly action: string;
  /** Address of a way; a page of its own, so that one code is asked for at a time. */
  readonly addressOf: (way: CodeWay | 'passkey' | 'certificate') => string;
  readonly hardware: boolean;
  /** Certificates do too where hardware is wanted. */
  readonly signature: boolean;
  /** What the browser shows, where it is the way that is due. */
  readonly certificate: { readonly subject: string; readonly issuer: string } | undefined;
  /** Options of the server for the passkeys of the person, as JSON; undefined: none, or another way was chosen. */
  readonly passkey: string | undefined;
  /** Whose code is asked for. */
  readonly way: CodeWay | undefined;
  readonly others: readonly (CodeWay | 'passkey' | 'certificate')[];
  /** Where codes go to, and whether one has gone. */
  readonly sms: { readonly ending: string; readonly sent: boolean; readonly stuck: boolean } | undefined;
  readonly refused: { readonly sentence: string; readonly byCode: boolean } | undefined;
  /** Told where the step may fail through no fault of the person. */
  readonly remaining: readonly OpenSystem[] | undefined;
}

/** The second step, for who has nothing that reaches the level. */
export interface NoSecondFactorData {
  readonly panel: FlowPanel;
  readonly hardware: boolean;
  readonly signature: boolean;
  /** The same page, which goes on once there is something. */
  readonly here: string;
  readonly cancel: string;
  readonly remaining: readonly OpenSystem[];
}

/** A system that opens with the sign-in as it is. */
export interface OpenSystem {
  readonly name: string;
  readonly href: string;
}

export interface ActingChoice {
  /** Value of the radio: a legal-entity ID or "self". */
  readonly value: string;
  readonly name: string;
  readonly role: string | undefined;
  readonly legalId: string | undefined;
  readonly state: 'sole' | 'self' | 'mandate' | 'approved';
  /** approved: until when the signatures of all hold. */
  readonly until?: Date;
  readonly registry: string | undefined;
  readonly asOf: Date | undefined;
  readonly given?: GivenPower | undefined;
}

/** Of a power by mandate: by whom, and what limits it. */
export interface GivenPower {
  readonly by: string;
  readonly through: string | undefined;
  /** ISO day */
  readonly until: string | undefined;
  /** Rials */
  readonly amount: bigint | null;
}

/** A power that cannot be used here, with why. */
export interface ActingClosed {
  readonly name: string;
  readonly legalId: string;
  readonly role: string;
  readonly state:
    | 'joint'
    | 'ended'
    | 'dissolved'
    | 'not_begun'
    | 'no_signature'
    | 'not_for_purpose'
    | 'outside_scope'
    | 'not_accepted';
  /** joint: how many of how many, and the others' names. */
  readonly joint:
    | { readonly required: number; readonly of: number; readonly others: readonly string[] }
    | undefined;
  /** joint: the others can be asked here, or have been and are awaited. */
  readonly ask?: { readonly action: string };
  readonly waiting?: WaitingShown;
  readonly since: string | undefined;
  readonly registry: string;
  readonly asOf: Date;
  readonly given?: GivenPower | undefined;
  /** Id of a mandate that waits for an answer here. */
  readonly offer?: string | undefined;
}

export interface ActingForData {
  readonly panel: FlowPanel;
  readonly action: string;
  readonly choices: readonly ActingChoice[];
  readonly closed: readonly ActingClosed[];
  readonly preselected: string | undefined;
  readonly error: string | undefined;
}

/** What one has signed and others have not yet. */
export interface WaitingShown {
  readonly id: string;
  readonly missing: number;
  readonly until: Date;
  readonly signatories: readonly SignatoryShown[];
  readonly refresh: string;
}

export interface JointData {
  readonly panel: FlowPanel;
  readonly action: string;
  readonly back: string;
  readonly document: DocumentShown;
  readonly signatories: readonly SignatoryShown[];
  readonly error: string | undefined;
}

export type Voucher = 'register' | 'matched' | 'derived' | 'self';

export interface ValueRow {
  readonly key: string;
  readonly label: string;
  readonly value: Renderable;
  readonly voucher: Voucher;
  readonly status: 'present' | 'absent' | 'not_applicable' | 'source_down' | 'withheld' | 'disputed';
  readonly fetchedAt: Date | undefined;
  readonly stale: boolean;
  /** Allowed before, when it meant something else. */
  readonly renewed?: boolean;
  /** Where more of this value stands. */
  readonly href?: string;
}

/** Rows of one registry, which stands once with its custodian. */
export interface ValueGroup {
  readonly registry: string;
  readonly custodian: string | undefined;
  readonly voucher: Voucher;
  readonly rows: readonly ValueRow[];
}

export interface LogoutData {
  readonly action: string;
  /** Hidden field of the engine. */
  readonly xsrf: string | undefined;
  /** The system that asked for it. */
  readonly system: string | undefined;
  /** Names of the systems that were signed in to: those that listen will be told. */
  readonly systems?: readonly string[];
}

export interface LoggedOutData {
  /** The systems that were signed in to, and whether they were told. */
  readonly told?: readonly {
    readonly name: string;
    readonly state: 'told' | 'on_the_way' | 'does_not_listen';
  }[];
  readonly system?: string;
  /** Address of the system, where it has one. */
  readonly back?: string;
}

export interface ExpiredData {
  readonly system: string | undefined;
  /** Address that starts the sign-in anew. */
  readonly restart: string | undefined;
}

export interface ConsentData {
  readonly panel: FlowPanel;
  readonly action: string;
  readonly agency: string;
  /** Whose data: name of the entity or of the person. */
  readonly subject: string;
  readonly purpose: { readonly name: string; readonly text: string; readonly retention: string };
  readonly law: LawShown;
  /** Until when the yes holds. */
  readonly until: Date;
  /** What is asked now. */
  readonly groups: readonly ValueGroup[];
  /** What was allowed before and needs no new yes: labels. */
  readonly already: readonly string[];
  readonly basis: 'consent' | 'law';
  /** Beside what is asked: what the law gives, which is only told. */
  readonly byLaw?: readonly ValueGroup[];
  /** What of the purpose became another since it was allowed. */
  readonly changes?: readonly ('text' | 'retention' | 'law')[];
  /** What no register holds and nobody has said yet: boxes of the same form as the answer. */
  readonly say?: readonly SayField[];
}

/** Why a code of a device leads nowhere. */
export type DeviceMistake = 'empty' | 'unknown' | 'used' | 'aborted' | 'failed';

export interface DeviceCodeData {
  readonly action: string;
  readonly xsrf: string;
  /** As typed, or as it came with the address. */
  readonly code: string;
  readonly mistake: DeviceMistake | undefined;
}

export interface DeviceConfirmData {
  readonly action: string;
  readonly xsrf: string;
  readonly code: string;
  /** The system whose device it is. */
  readonly system: string;
}
