/** What the pages of sign-in show. Filled by the steps of the engine (src/oidc/steps), drawn by this folder. */
import type { Renderable } from '../../src/web/html.ts';

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
}

export interface SignInData {
  readonly panel: FlowPanel;
  readonly action: string;
  /** As typed; kept after a mistake. */
  readonly nationalId: string;
  /** Fault code of a refused attempt and the wait in seconds, where there is one. */
  readonly refused: { readonly code: string; readonly sentence: string } | undefined;
}

export interface ActingChoice {
  /** Value of the radio: a legal-entity ID or "self". */
  readonly value: string;
  readonly name: string;
  readonly role: string | undefined;
  readonly legalId: string | undefined;
  readonly state: 'sole' | 'self' | 'mandate';
  readonly registry: string | undefined;
  readonly asOf: Date | undefined;
}

/** A power that cannot be used here, with why. */
export interface ActingClosed {
  readonly name: string;
  readonly legalId: string;
  readonly role: string;
  readonly state: 'joint' | 'ended' | 'dissolved' | 'not_begun' | 'no_signature' | 'not_for_purpose';
  /** joint: how many of how many, and the others' names. */
  readonly joint:
    | { readonly required: number; readonly of: number; readonly others: readonly string[] }
    | undefined;
  readonly since: string | undefined;
  readonly registry: string;
  readonly asOf: Date;
}

export interface ActingForData {
  readonly panel: FlowPanel;
  readonly action: string;
  readonly choices: readonly ActingChoice[];
  readonly closed: readonly ActingClosed[];
  readonly preselected: string | undefined;
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
  readonly law: {
    readonly title: string;
    readonly body: string;
    readonly date: string | undefined;
    readonly articles: string;
  };
  /** Until when the yes holds. */
  readonly until: Date;
  /** What is asked now. */
  readonly groups: readonly ValueGroup[];
  /** What was allowed before and needs no new yes: labels. */
  readonly already: readonly string[];
  readonly basis: 'consent' | 'law';
}
