import type { Generated } from 'kysely';
import type { Big, Day, Json, Moment } from './columns.ts';

export interface AuditEventTable {
  id: Generated<string>;
  public_id: string;
  at: Moment;
  kind: string;
  person_id: string | null;
  subject_id: string | null;
  client_id: string | null;
  tracking: string;
  data: Json<Record<string, unknown>>;
}
export interface AuditBlockTable {
  number: Big;
  first_id: Big;
  last_id: Big;
  leaves: Buffer;
  previous_hash: Buffer;
  hash: Buffer;
  sealed_at: Moment;
  day: Day;
  first_leaf: Big;
  names: Buffer;
}
export interface AuditTileTable {
  day: Day;
  level: number;
  place: Big;
  hashes: Buffer;
}
export interface AuditRootTable {
  day: Day;
  size: Big;
  root: Buffer;
  link: Buffer;
  signed: string;
  closed_at: Moment;
}

export interface AuditTallyTable {
  singleton: Generated<boolean>;
  last_id: Big;
  last_at: Moment | null;
}
export interface AuditDayTable {
  day: Day;
  kind: string;
  part: string;
  basis: string;
  count: Big;
  fields: Big;
}
export interface AuditTotalTable {
  day: Day;
  kind: string;
  part: string;
  basis: string;
  count: Big;
  fields: Big;
}
export interface AuditWindowTable {
  span: number;
  first_day: Day;
  last_day: Day;
}
export interface AuditWindowPartTable {
  span: number;
  part: string;
  releases: Big;
  fields: Big;
  refused: Big;
  consent: Big;
  law: Big;
  small: boolean;
}
export interface AuditPublishedTable {
  day: Day;
  basis: 'consent' | 'law';
  count: Big;
  fields: Big;
  small: number;
}
export interface AuditSubjectDayTable {
  subject_id: string;
  day: Day;
  client_id: string;
  basis: string;
  count: Big;
}
export interface AuditActorDayTable {
  person_id: string;
  day: Day;
  subject_id: string;
  client_id: string;
  basis: string;
  count: Big;
}
export interface RecordKeyTable {
  kid: string;
  public_jwk: Json<Record<string, unknown>>;
  sealed_private: Buffer;
  created_at: Moment;
  ended_at: Moment | null;
}

export interface AuditTables {
  audit_event: AuditEventTable;
  audit_block: AuditBlockTable;
  audit_tile: AuditTileTable;
  audit_root: AuditRootTable;
  audit_tally: AuditTallyTable;
  audit_day: AuditDayTable;
  audit_total: AuditTotalTable;
  audit_window: AuditWindowTable;
  audit_window_part: AuditWindowPartTable;
  audit_published: AuditPublishedTable;
  audit_subject_day: AuditSubjectDayTable;
  audit_actor_day: AuditActorDayTable;
  record_key: RecordKeyTable;
}
