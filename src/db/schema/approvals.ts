import type { Json, Moment } from './columns.ts';

export interface JointApprovalTable {
  id: string;
  subject_id: string;
  subject_type: 'legal_entity' | 'self';
  client_id: string;
  purpose_id: string | null;
  purpose_key: string;
  person_id: string;
  required: number;
  sealed: Buffer;
  shown_hash: Buffer;
  state: 'waiting' | 'approved' | 'refused' | 'expired' | 'ended';
  started_at: Moment;
  deadline_at: Moment;
  decided_at: Moment | null;
  holds_until: Moment | null;
  offices: string[];
  signers: Json<string[]>;
  ended_at: Moment | null;
  end_reason: 'withdrawn' | 'power_ended' | 'values_changed' | 'purpose_changed' | 'replaced' | null;
  request_hash: Buffer | null;
  polled_at: Moment | null;
  act: 'mandate_offer' | 'mandate_acceptance' | null;
  mandate_id: string | null;
}
export interface JointSignatureTable {
  approval_id: string;
  person_id: string;
  office_id: string | null;
  decision: 'approved' | 'refused';
  shown_hash: Buffer;
  lang: 'fa' | 'en';
  acr: string | null;
  at: Moment;
}

export interface ApprovalsTables {
  joint_approval: JointApprovalTable;
  joint_signature: JointSignatureTable;
}
