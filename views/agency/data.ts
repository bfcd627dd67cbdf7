/** What the pages of agencies show. Filled by src/agencies/routes, drawn by this folder. */
import type { Officer, Standing } from '../../src/agencies/index.ts';
import type { ReleasesTo } from '../../src/audit/index.ts';
import type { Approval, Client, Ending } from '../../src/clients/index.ts';
import type { GovernmentSystem } from '../../src/directory/index.ts';
import type { Delivery } from '../../src/signals/index.ts';
import type { LifeData } from '../admin/life.ts';
import type { PurposeCard, RegisterFormData } from '../clients/data.ts';

export interface AgencyShown {
  readonly id: string;
  /** In the reader's language, as all names here. */
  readonly name: string;
}

/** One page of one agency: whose, and by which right the reader sees it. */
export interface AtAgency {
  readonly agency: AgencyShown;
  readonly standing: Standing;
}

export interface MyAgency extends AgencyShown {
  readonly parent: string | undefined;
  readonly standing: Standing;
}

export interface AskedRow {
  readonly approval: Approval;
  readonly client: string;
  /** undefined: the client itself */
  readonly purpose: string | undefined;
  readonly by: string;
  readonly decidedBy: string | undefined;
  /** The agency itself has yet to sign. */
  readonly unsigned: boolean;
}

export interface AgencyData extends AtAgency {
  readonly mayDevelop: boolean;
  readonly systems: readonly GovernmentSystem[];
  readonly clients: readonly { readonly client: Client; readonly releases: ReleasesTo | undefined }[];
  readonly more: string | undefined;
  readonly waiting: readonly AskedRow[];
  readonly moreWaiting: string | undefined;
  /** When the oldest secret that works was made, by client. */
  readonly since: ReadonlyMap<string, Date>;
  /** What ends soon. */
  readonly endings: readonly Ending[];
  readonly subsidiaries: readonly AgencyShown[];
}

export interface OfficerRow {
  readonly officer: Officer;
  /** undefined: nobody has accepted */
  readonly name: string | undefined;
}

export interface OfficersData extends AtAgency {
  readonly officers: readonly OfficerRow[];
  readonly mayAppoint: boolean;
  readonly form: Readonly<Record<'national_id' | 'role' | 'contractor' | 'company', string>>;
  readonly error: string | undefined;
}

export interface MineData {
  readonly invitations: readonly { readonly officer: Officer; readonly agency: string }[];
  readonly offices: readonly { readonly officer: Officer; readonly agency: string }[];
  /** Signed in with two factors. */
  readonly mayAccept: boolean;
}

export interface AgencyClientData extends AtAgency, LifeData {
  readonly client: Client;
  readonly system: { readonly number: number; readonly name: string; readonly signInUrl: string } | undefined;
  /** The agency's systems that are no other client. */
  readonly free: readonly { readonly number: number; readonly name: string }[];
  readonly purposes: readonly PurposeCard[];
  /** Newest first. */
  readonly approvals: readonly AskedRow[];
  readonly deliveries: readonly Delivery[];
  readonly stopIsOurs: boolean;
  readonly stoppedByMe: boolean;
  readonly mayDevelop: boolean;
  readonly mayStop: boolean;
}

export interface SignData extends AtAgency {
  readonly row: AskedRow;
  readonly client: Client;
  readonly purposes: readonly PurposeCard[];
  /** Wants the signature of the agency at all. */
  readonly concernsPeople: boolean;
  readonly maySign: boolean;
  readonly isOwn: boolean;
  readonly reason: string;
  readonly error: string | undefined;
}

export interface EventsData extends AtAgency {
  readonly rows: readonly {
    readonly id: string;
    readonly at: Date;
    readonly kind: string;
    readonly about: string | undefined;
    readonly by: string;
    readonly tracking: string;
  }[];
  readonly more: string | undefined;
}

export interface AgencyRegisterData extends AtAgency, RegisterFormData {
  /** With what it may begin, so that nobody faces an empty form. */
  readonly beginnings: readonly { readonly from: string; readonly text: string }[];
}
