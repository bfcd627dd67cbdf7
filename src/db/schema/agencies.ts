import type { Moment } from './columns.ts';

export interface AgencySystemTable {
  number: number;
  agency_id: string;
}
export interface AgencyOfficerTable {
  id: string;
  agency_id: string;
  role: 'owner' | 'developer' | 'data_protection' | 'auditor';
  contractor: boolean;
  company: string | null;
  person_hash: Buffer;
  person_id: string | null;
  invited_by: string;
  invited_at: Moment;
  by_platform: boolean;
  approved_by: string | null;
  approved_at: Moment | null;
  valid_until: Moment;
  accepted_at: Moment | null;
  ended_at: Moment | null;
  ended_by: string | null;
  end_reason: 'declined' | 'withdrawn' | 'left' | 'removed' | 'expired' | 'account_closed' | null;
}
export interface AgencySignatureTable {
  approval_id: string;
  agency_id: string;
  officer_id: string;
  signed_at: Moment;
}

export interface AgenciesTables {
  agency_system: AgencySystemTable;
  agency_officer: AgencyOfficerTable;
  agency_signature: AgencySignatureTable;
}
