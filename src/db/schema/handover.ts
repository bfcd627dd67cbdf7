import type { Moment } from './columns.ts';

export interface HandoverTable {
  id: string;
  reference_hash: Buffer;
  person_id: string;
  subject_id: string;
  from_client: string;
  to_client: string;
  sealed: Buffer;
  made_at: Moment;
  expires_at: Moment;
  redeemed_at: Moment | null;
}
export interface HandoverStatusTable {
  handover_id: string;
  position: number;
  status: 'received' | 'in_review' | 'waiting_for_applicant' | 'approved' | 'refused' | 'closed';
  at: Moment;
}

export interface HandoverTables {
  handover: HandoverTable;
  handover_status: HandoverStatusTable;
}
