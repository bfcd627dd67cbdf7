/** What both ends of a hand-over know. */

/** How an application stands; `closed` is the end. No words of the system: what it says to her it says itself. */
export const statuses = [
  'received',
  'in_review',
  'waiting_for_applicant',
  'approved',
  'refused',
  'closed',
] as const;
export type HandedStatus = (typeof statuses)[number];

/** For the way of one browser from one page to the next. */
export const LIVES_MS = 10 * 60_000;

/** The `typ` of a reference: never taken for another thing that the record's keys sign. */
export const REFERENCE = 'handover+jwt';

/** What is sealed. */
export interface Context {
  readonly application: string;
  readonly licenceKind: string;
}
export const SEALED = 'handover';

/** Where the tokens of a call stand: whose hands, for whom, at which system. From the standing of the grant. */
export interface Bearer {
  readonly personId: string;
  readonly subjectId: string;
  readonly clientId: string;
}
