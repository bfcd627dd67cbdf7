/** What the pages of joint signatures show. Filled by src/approvals/routes and the acting-for step, drawn here. */

import type { Template } from '../../src/mandates/index.ts';
import type { ValueGroup } from '../flow/data.ts';
import type { LawShown } from '../parts/law.ts';

/** The same for every signatory, in the language that he reads. */
export interface DocumentShown {
  readonly system: string;
  readonly agency: string;
  /** Name of the entity; undefined: the reader himself. */
  readonly subject: string | undefined;
  readonly legalId: string | undefined;
  readonly purpose: { readonly name: string; readonly text: string; readonly retention: string };
  readonly law: LawShown;
  readonly basis: 'consent' | 'law';
  /** How many days the permission holds once it is given. */
  readonly days: number;
  readonly groups: readonly ValueGroup[];
  /** SHA-256 in hex. */
  readonly hash: string;
}

/** A mandate that several give or accept together; the same for every signatory. */
export interface ActShown {
  readonly kind: 'mandate_offer' | 'mandate_acceptance';
  /** Name of the entity that signs. */
  readonly subject: string;
  /** For whom will be acted. */
  readonly entity: string;
  readonly legalId: string;
  readonly giver: string | undefined;
  readonly through: string | undefined;
  readonly holder: { readonly name: string; readonly identifier: string };
  readonly role: Template;
  readonly matters: readonly string[];
  /** Rials */
  readonly amount: bigint | null;
  /** ISO days */
  readonly since: string;
  readonly until: string;
  readonly mayPassOn: boolean;
  /** SHA-256 in hex. */
  readonly hash: string;
  /** Once it is done. */
  readonly mandateId: string | undefined;
}

export interface SignatoryShown {
  readonly name: string;
  readonly you: boolean;
  readonly state: 'signed' | 'refused' | 'asked' | 'no_account';
  readonly at: Date | undefined;
}

export type ApprovalStateShown = 'waiting' | 'approved' | 'refused' | 'expired' | 'ended';

export interface ApprovalListed {
  readonly id: string;
  readonly system: string;
  readonly agency: string;
  readonly purpose: string;
  readonly subject: string | undefined;
  readonly state: ApprovalStateShown;
  readonly startedAt: Date;
  /** The deadline while it waits, else when it was settled. */
  readonly until: Date;
}

export interface ApprovalList {
  /** They wait for the reader. */
  readonly mine: readonly ApprovalListed[];
  /** The reader waits for others. */
  readonly others: readonly ApprovalListed[];
  readonly past: readonly ApprovalListed[];
}

export type ApprovalData = ApprovalCommon &
  (
    | { readonly document: DocumentShown; readonly act: undefined }
    | { readonly document: undefined; readonly act: ActShown }
  );

interface ApprovalCommon {
  readonly id: string;
  /** Who wants to act; undefined: the reader. */
  readonly first: string | undefined;
  readonly signatories: readonly SignatoryShown[];
  /** Signatures still missing at the least. */
  readonly missing: number;
  readonly state: ApprovalStateShown;
  readonly reason:
    | 'withdrawn'
    | 'power_ended'
    | 'values_changed'
    | 'purpose_changed'
    | 'replaced'
    | undefined;
  readonly deadline: Date;
  readonly settledAt: Date | undefined;
  readonly holdsUntil: Date | undefined;
  /** The answer is the reader's to give, now. */
  readonly open: boolean;
  /** He has to prove more of himself first: where. */
  readonly prove: string | undefined;
  readonly mayWithdraw: boolean;
  /** A sentence on why the last try did not count. */
  readonly error: string | undefined;
}
