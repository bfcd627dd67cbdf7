/** What the pages of administration show. Filled by src/admin/routes, drawn by this folder. */
import type { Approval, Client, ClientState, Difference, Ending, Widening } from '../../src/clients/index.ts';
import type { PurposeCard, RegisterFormData, ShownFinding } from '../clients/data.ts';
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

export interface OverviewData {
  readonly waiting: readonly ApprovalRow[];
  readonly counts: Readonly<Partial<Record<ClientState, number>>>;
  readonly agencies: number;
  /** Secrets, keys and certificates that end within a month. */
  readonly ending: readonly Ending[];
  readonly systems: { readonly live: number; readonly total: number };
  readonly mayChange: boolean;
  /** Says yes or no to what others asked for. */
  readonly mayDecide: boolean;
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
  /** Versions that asked for more, and how many have been told. */
  readonly widenings: readonly Widening[];
  readonly purposes: readonly PurposeCard[];
  /** Oldest first: the thread of the four eyes. */
  readonly approvals: readonly ApprovalRow[];
  /** Where all of them stand, when they are more than these. */
  readonly moreApprovals: string | undefined;
  readonly mayChange: boolean;
}

export interface ApprovalsData {
  readonly open: boolean;
  /** Name of the one client whose approvals these are. */
  readonly client: string | undefined;
  readonly more: string | undefined;
  readonly rows: readonly ApprovalRow[];
}

export interface ApprovalData {
  readonly row: ApprovalRow;
  readonly client: Client;
  readonly purposes: readonly PurposeCard[];
  /** Of a new version of a purpose. */
  readonly versions: readonly Difference[];
  /** Of a change of a client that works. */
  readonly differences: readonly Difference[];
  /** What the automatic review says of them. */
  readonly findings: readonly ShownFinding[];
  /** Fields that the version in force does not have; undefined where there is none. */
  readonly added: readonly string[] | undefined;
  /** The agency itself has yet to sign. */
  readonly unsigned: boolean;
  readonly mayChange: boolean;
  /** Reason as typed, kept after a mistake, and what was wrong with it. */
  readonly reason: string;
  readonly error: string | undefined;
}

export interface RegisterData extends RegisterFormData {
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
}
