import type { Generated } from 'kysely';
import type { Big, Day, Json, Moment } from './columns.ts';

export interface AgencyTable {
  id: string;
  name_fa: string;
  name_en: string;
  parent_id: string | null;
}
export interface ClientTable {
  id: string;
  agency_id: string | null;
  kind: 'live' | 'sandbox' | 'internal';
  state: 'pending' | 'active' | 'suspended' | 'refused';
  name_fa: string;
  name_en: string;
  metadata: Json<Record<string, unknown>>;
  registered_by: string;
  registered_at: Moment;
  changed_at: Moment;
  stage: Generated<'sandbox' | 'pilot' | 'cleared' | 'live' | 'retired'>;
  clearance_number: string | null;
  clearance_until: Day | null;
  stop_id: string | null;
  keys_expire_at: Moment | null;
  words: string;
}
export interface ClientSecretTable {
  id: string;
  client_id: string;
  label: string;
  hash: Buffer;
  created_by: string;
  created_at: Moment;
  expires_at: Moment | null;
  used_on: Day | null;
  refused_on: Day | null;
  revoked_by: string | null;
  revoked_at: Moment | null;
}
export interface CredentialNoticeTable {
  credential: string;
  days: number;
  told_at: Moment;
}
export interface PilotUserTable {
  client_id: string;
  id: string;
  person_hash: Buffer;
  added_by: string;
  added_at: Moment;
}
export interface ClientStopTable {
  id: string;
  client_id: string | null;
  agency_id: string | null;
  reason: string;
  stopped_by: string;
  stopped_at: Moment;
  confirm_by: Moment;
  confirmed_by: string | null;
  confirmed_at: Moment | null;
  lift_asked_by: string | null;
  lift_asked_at: Moment | null;
  lifted_by: string | null;
  lifted_at: Moment | null;
}
export interface PurposeTable {
  id: string;
  client_id: string;
  key: string;
  version: number;
  state: 'pending' | 'active' | 'replaced' | 'refused';
  name_fa: string;
  name_en: string;
  text_fa: string;
  text_en: string;
  basis: 'consent' | 'law';
  law: Json<Record<string, unknown>>;
  fields: string[];
  /** Those that an entity has, and those that a person has. */
  entity_fields: Generated<string[]>;
  self_fields: Generated<string[]>;
  subjects: string[];
  level: number;
  retention_fa: string;
  retention_en: string;
  consent_days: number;
  approval_hours: number;
  history: boolean;
  registered_by: string;
  registered_at: Moment;
}
export interface PurposeFieldTable {
  field: string;
  client_id: string;
  key: string;
  version: number;
  purpose_id: string;
}
export interface PurposeWideningTable {
  purpose_id: string;
  before_id: string;
  client_id: string;
  at: Moment;
  part: 'consents' | 'served' | 'done';
  last_id: string | null;
  told: Big;
  done_at: Moment | null;
}
export interface ApprovalTable {
  id: string;
  client_id: string;
  purpose_id: string | null;
  requested_by: string;
  requested_at: Moment;
  decided_by: string | null;
  decision: 'approved' | 'refused' | null;
  reason: string | null;
  decided_at: Moment | null;
  change: Json<Record<string, unknown>> | null;
  step: Json<Record<string, unknown>> | null;
}

export interface ClientsTables {
  agency: AgencyTable;
  client: ClientTable;
  client_secret: ClientSecretTable;
  credential_notice: CredentialNoticeTable;
  pilot_user: PilotUserTable;
  client_stop: ClientStopTable;
  purpose: PurposeTable;
  purpose_field: PurposeFieldTable;
  purpose_widening: PurposeWideningTable;
  approval: ApprovalTable;
}
