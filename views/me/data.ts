/** What a person's own pages show. Filled by src/me, drawn by this folder. */
import type { Receipt } from '../../src/consent/index.ts';
import type { RecordGroup, RecordWish } from '../../src/me/index.ts';
import type { Device } from '../../src/oidc/index.ts';
import type { ValueGroup } from '../flow/data.ts';

export interface MyPower {
  readonly name: string;
  readonly legalId: string;
  /** Key of the office: managing_director, board_member … */
  readonly role: string;
  readonly state: 'usable' | 'joint' | 'no_signature' | 'ended' | 'dissolved' | 'not_begun';
  readonly required: number;
  readonly of: number;
  readonly others: readonly string[];
  /** ISO days */
  readonly since: string;
  readonly until: string | null;
  readonly endedOn: string | null;
  readonly record: string;
  readonly asOf: Date;
}

export interface MyConsent {
  readonly id: string;
  readonly system: string;
  readonly agency: string | undefined;
  readonly purpose: string;
  /** Name of the entity; undefined: the reader. */
  readonly subject: string | undefined;
  /** Labels. */
  readonly fields: readonly string[];
  readonly retention: string | undefined;
  readonly givenAt: Date;
  readonly expiresAt: Date;
  readonly state: 'holds' | 'withdrawn' | 'replaced' | 'expired' | 'power_ended' | 'account_closed';
  readonly endedAt: Date | undefined;
  readonly byReader: boolean;
}

export type EntryKind =
  | 'enrolled'
  | 'signedIn'
  | 'signInRefused'
  | 'sessionEnded'
  | 'passwordChanged'
  | 'mobileChanged'
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'totpAdded'
  | 'totpRemoved'
  | 'certificateAdded'
  | 'certificateRemoved'
  | 'recoveryCodesMade'
  | 'confirmed'
  | 'confirmRefused'
  | 'recoveryBegun'
  | 'recoveryRefused'
  | 'recovered'
  | 'officeRecorded'
  | 'officeEnded'
  | 'mandateOffered'
  | 'mandateAccepted'
  | 'mandateEnded'
  | 'chosen'
  | 'released'
  | 'refused'
  | 'consentGiven'
  | 'consentRefused'
  | 'consentWithdrawn'
  | 'approvalStarted'
  | 'approvalSigned'
  | 'approvalRefused'
  | 'approvalApproved'
  | 'approvalExpired'
  | 'approvalEnded'
  | 'handedOver'
  | 'handoverTaken'
  | 'statusTold'
  | 'machineMade'
  | 'machineEnded'
  | 'consentExpired'
  | 'consentEnded'
  | 'caseOpened'
  | 'caseAnswered'
  | 'caseEvidenceRead'
  | 'feedbackGiven'
  | 'feedbackReplied'
  | 'caseTakenBack'
  | 'closingAsked'
  | 'closingTakenBack'
  | 'exported'
  | 'pushed'
  | 'counterOfficer'
  | 'counterOfficerEnded'
  | 'agencyJoined'
  | 'agencyLeft'
  | 'counterBegun'
  | 'counterEnded'
  | 'lookedUp'
  | 'accountSuspended'
  | 'accountResumed'
  | 'emergencyAsked'
  | 'emergencyBegun'
  | 'emergencyEnded'
  | 'asked'
  | 'succeeded'
  | 'questionTaken'
  | 'answeredLater'
  | 'answerLate'
  | 'supportCode'
  | 'supportOpened'
  | 'supportEnded';

export interface RecordEntry {
  readonly id: string;
  readonly at: Date;
  readonly kind: EntryKind;
  readonly system: string | undefined;
  readonly agency: string | undefined;
  readonly purpose: string | undefined;
  /** Name of the entity; undefined: the reader. */
  readonly subject: string | undefined;
  /** Labels. */
  readonly fields: readonly string[];
  /** Of a release. */
  readonly basis:
    | { readonly type: 'consent'; readonly id: string | undefined }
    | {
        readonly type: 'law';
        readonly title: string;
        readonly body: string;
        readonly date: string | undefined;
      }
    | undefined;
  /** Code of why something was refused. */
  readonly reason: string | undefined;
  /** Somebody else who represents the same entity did it. */
  readonly byOther: boolean;
  /** Software of the entity did it by itself: who made it; undefined: the reader. */
  readonly software?: { readonly maker: string | undefined } | undefined;
  /** Who helped the reader at a service counter. */
  readonly officer?: { readonly name: string; readonly counter: string } | undefined;
  readonly tracking: string;
}

export interface MySession {
  readonly uid: string;
  readonly signedInAt: Date;
  readonly lastSeenAt: Date;
  /** When it ends at the latest. */
  readonly expiresAt: Date;
  readonly device: Device | undefined;
  /** Network address, as far as it is known. */
  readonly address: string | undefined;
  /** It is the network from which this page is read. */
  readonly near: boolean;
  readonly factors: readonly ('pwd' | 'otp' | 'sms' | 'hwk' | 'swk' | 'x509')[];
  /** Names of the systems that were signed in to from there. */
  readonly systems: readonly string[];
  readonly current: boolean;
}

/** A purpose that came to ask for more. */
export interface MyNotice {
  readonly clientId: string;
  readonly system: string;
  readonly purpose: string;
  /** Name of the entity; undefined: the reader. */
  readonly subject: string | undefined;
  /** Labels. */
  readonly added: readonly string[];
  readonly basis: 'consent' | 'law';
  readonly toldAt: Date;
}

export interface OverviewData {
  readonly notices: readonly MyNotice[];
  /** The system that one is asked about, once. */
  readonly asked: { readonly number: number; readonly name: string } | undefined;
  readonly person: {
    readonly name: string;
    readonly identifier: string;
    readonly identifierKind: 'national_id' | 'foreign_id';
    readonly birthDate: string;
    readonly mobile: string | null;
  };
  /** What we hold about the person, as the registers said it. */
  readonly groups: readonly ValueGroup[];
  readonly powers: readonly MyPower[];
  readonly consents: readonly MyConsent[];
  readonly ended: readonly MyConsent[];
  readonly latest: readonly RecordEntry[];
  readonly sessions: readonly MySession[];
  /** Invitations of agencies that wait for an answer. */
  readonly invitations: number;
}

export interface ConsentDetailData {
  readonly consent: MyConsent;
  readonly uses: readonly RecordEntry[];
  /** True when the reader may withdraw it now. */
  readonly open: boolean;
  /** Its signed record, where there is one. */
  readonly receipt: Receipt | undefined;
  /** It ends soon and can be given again. */
  readonly renewable: boolean;
}

export interface ReceiptData {
  readonly consent: MyConsent;
  readonly receipt: Receipt;
}

export interface MonthCount {
  /** A moment in the month, for its name. */
  readonly at: Date;
  readonly consent: number;
  readonly law: number;
}

export interface RecordData {
  readonly entries: readonly RecordEntry[];
  /** Oldest first. */
  readonly months: readonly MonthCount[];
  /** How often each system received something in these months, the most first. */
  readonly systems: readonly {
    readonly id: string;
    readonly name: string;
    readonly consent: number;
    readonly law: number;
  }[];
  /** Entities whose record the reader may see. */
  readonly entities: readonly { readonly id: string; readonly name: string }[];
  /** Months to choose from, newest first: key, and a moment in it. */
  readonly choices: readonly { readonly key: string; readonly at: Date }[];
  readonly groups: readonly RecordGroup[];
  /** What the list is narrowed to. */
  readonly wish: RecordWish;
  readonly older: string | undefined;
}

export interface ProofData {
  readonly id: string;
  readonly entry: RecordEntry;
  readonly answer:
    | {
        readonly state: 'proven';
        /** False: what stands in the record now is not what was sealed. */
        readonly holds: boolean;
        /** ISO day */
        readonly day: string;
        readonly size: number;
        readonly index: number;
        readonly leaf: string;
        readonly path: readonly string[];
        readonly root: string;
        readonly kid: string;
      }
    | { readonly state: 'waiting'; readonly day: string | undefined };
}
