/** What the pages of administration show. Filled by src/admin/routes, drawn by this folder. */
import type { Approval, Client, ClientState, Ending, LintRule, Purpose } from '../../src/clients/index.ts';
import type { LifeData } from './life.ts';

export interface ApprovalRow {
  readonly approval: Approval;
  /** In the reader's language, as all names here. */
  readonly client: string;
  readonly agency: string | undefined;
  /** undefined: the client itself */
  readonly purpose: string | undefined;
  readonly requestedBy: string;
  readonly decidedBy: string | undefined;
  /** false: the reader sent it himself */
  readonly mayDecide: boolean;
}

export interface FieldRow {
  readonly key: string;
  readonly label: string;
  readonly registry: string;
  readonly classification: 'public' | 'restricted' | 'sensitive';
}

export interface PurposeCard {
  readonly purpose: Purpose;
  readonly fields: readonly FieldRow[];
}

export interface OverviewData {
  readonly waiting: readonly ApprovalRow[];
  readonly counts: Readonly<Partial<Record<ClientState, number>>>;
  readonly agencies: number;
  /** Secrets, keys and certificates that end within a month. */
  readonly ending: readonly Ending[];
  readonly systems: { readonly live: number; readonly total: number };
  readonly mayChange: boolean;
}

export interface ClientsData {
  readonly search: string;
  readonly state: ClientState | undefined;
  readonly clients: readonly Client[];
  /** Address of the rest of the list. */
  readonly more: string | undefined;
}

export interface ClientData extends LifeData {
  readonly client: Client;
  readonly system: { readonly number: number; readonly name: string } | undefined;
  readonly purposes: readonly PurposeCard[];
  /** Oldest first: the thread of the four eyes. */
  readonly approvals: readonly ApprovalRow[];
  readonly mayChange: boolean;
}

export interface ApprovalsData {
  readonly open: boolean;
  readonly rows: readonly ApprovalRow[];
}

export interface ApprovalData {
  readonly row: ApprovalRow;
  readonly client: Client;
  readonly purposes: readonly PurposeCard[];
  /** What the automatic review says of them. */
  readonly findings: readonly {
    readonly rule: LintRule;
    readonly weight: 'fault' | 'advice';
    readonly about: string;
  }[];
  /** Fields that the version in force does not have; undefined where there is none. */
  readonly added: readonly string[] | undefined;
  readonly mayChange: boolean;
  /** Reason as typed, kept after a mistake, and what was wrong with it. */
  readonly reason: string;
  readonly error: string | undefined;
}

/** The form as it was typed: text by name of the control, and the chosen ones. */
export interface RegisterForm {
  readonly text: Readonly<Record<string, string>>;
  readonly fields: readonly string[];
  readonly subjects: readonly string[];
}

/** What is wrong: a sentence, and the part of the value that it is about, where it holds several. */
export interface Remark {
  readonly part: string | undefined;
  readonly sentence: string;
}

export interface RegisterData {
  /** Algorithms by which answers can be encrypted. */
  readonly encryptions: readonly string[];
  readonly form: RegisterForm;
  /** By name of the control. */
  readonly errors: ReadonlyMap<string, readonly Remark[]>;
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
  readonly systems: readonly { readonly number: number; readonly name: string; readonly owner: string }[];
  readonly groups: readonly { readonly registry: string; readonly fields: readonly FieldRow[] }[];
}
