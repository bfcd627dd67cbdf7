import type { Generated } from 'kysely';
import type { Big, Moment } from './columns.ts';

export interface ProfileTable {
  subject_id: string;
  sealed: Buffer;
  version: Big;
  updated_at: Moment;
}

export interface ProfileChangeTable {
  id: Generated<string>;
  subject_id: string;
  known_at: Moment;
  sealed: Buffer;
}

export interface FieldCountTable {
  field_key: string;
  seen: number;
  present: number;
  absent: number;
  not_applicable: number;
  unknown: number;
  counted_at: Moment;
}

export interface RegistryFilingTable {
  id: string;
  registry: string;
  subject_id: string;
  subject_kind: 'person' | 'entity';
  tracking: string;
  ticket: string;
  state: 'waiting' | 'overdue' | 'answered' | 'given_up';
  asked_at: Moment;
  expected_by: Moment;
  polls: number;
  next_poll_at: Moment;
  settled_at: Moment | null;
}

export interface ProfileTables {
  profile: ProfileTable;
  profile_change: ProfileChangeTable;
  field_count: FieldCountTable;
  registry_filing: RegistryFilingTable;
}
