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

export interface ProfileTables {
  profile: ProfileTable;
  profile_change: ProfileChangeTable;
  field_count: FieldCountTable;
}
