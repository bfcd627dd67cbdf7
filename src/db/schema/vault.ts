import type { Generated } from 'kysely';
import type { Moment } from './columns.ts';

export interface SubjectKeyTable {
  subject_id: string;
  wrapped_key: Buffer;
  created_at: Moment;
}
export interface MasterKeyCheckTable {
  singleton: Generated<boolean>;
  sealed: Buffer;
}

export interface VaultTables {
  subject_key: SubjectKeyTable;
  master_key_check: MasterKeyCheckTable;
}
