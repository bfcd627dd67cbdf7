import type { Lang } from '../i18n/index.ts';
import type { ActTogether } from '../mandates/index.ts';
import type { ApprovalRow, SignatureRow } from './store.ts';

export type ApprovalState = 'waiting' | 'approved' | 'refused' | 'expired' | 'ended';

export interface Signature {
  readonly personId: string;
  readonly officeId: string | null;
  readonly decision: 'approved' | 'refused';
  readonly lang: Lang;
  readonly acr: string | null;
  readonly at: Date;
}

/** What one person wants to do for somebody, and what the others said to it. */
export interface Approval {
  readonly id: string;
  readonly subjectId: string;
  readonly subjectType: 'legal_entity' | 'self';
  readonly clientId: string;
  /** The version that was shown; null: it is no purpose of a system. */
  readonly purposeId: string | null;
  readonly purposeKey: string;
  /** Who will act once enough have signed; he is always one of them. */
  readonly personId: string;
  readonly required: number;
  /** SHA-256 of the text and values that all of them see. */
  readonly hash: Buffer;
  readonly state: ApprovalState;
  readonly startedAt: Date;
  readonly deadlineAt: Date;
  readonly decidedAt: Date | null;
  /** Until when an approved one may be used. */
  readonly holdsUntil: Date | null;
  /** Offices whose signatures counted. */
  readonly officeIds: readonly string[];
  readonly endedAt: Date | null;
  readonly endReason: 'withdrawn' | 'power_ended' | 'values_changed' | 'purpose_changed' | 'replaced' | null;
  /** A client system waits for the answer (CIBA). */
  readonly requestHash: Buffer | null;
  /** What is done at Yekbar itself once enough have signed; null: fields are released to a system. */
  readonly act: ActTogether['kind'] | null;
  /** The mandate that came of it, or that was accepted. */
  readonly mandateId: string | null;
  readonly signatures: readonly Signature[];
}

/** What is stored says when it ends; nobody has to come by for that. */
function stateAt(
  row: Pick<ApprovalRow, 'state' | 'deadline_at' | 'holds_until' | 'act'>,
  at: Date,
): ApprovalState {
  if (row.state === 'waiting' && row.deadline_at <= at) return 'expired';
  // What was done by an act is done.
  if (row.state === 'approved' && row.act === null && (!row.holds_until || row.holds_until <= at))
    return 'expired';
  return row.state;
}

export function toApproval(row: ApprovalRow, signatures: readonly SignatureRow[], at: Date): Approval {
  return {
    id: row.id,
    subjectId: row.subject_id,
    subjectType: row.subject_type,
    clientId: row.client_id,
    purposeId: row.purpose_id,
    purposeKey: row.purpose_key,
    personId: row.person_id,
    required: row.required,
    hash: row.shown_hash,
    state: stateAt(row, at),
    startedAt: row.started_at,
    deadlineAt: row.deadline_at,
    decidedAt: row.decided_at,
    holdsUntil: row.holds_until,
    officeIds: row.offices,
    endedAt: row.ended_at,
    endReason: row.end_reason,
    requestHash: row.request_hash,
    act: row.act,
    mandateId: row.mandate_id,
    signatures: signatures
      .filter(one => one.approval_id === row.id)
      .map(one => ({
        personId: one.person_id,
        officeId: one.office_id,
        decision: one.decision,
        lang: one.lang,
        acr: one.acr,
        at: one.at,
      })),
  };
}
