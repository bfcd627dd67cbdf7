import type { Moment } from './columns.ts';

export interface PersonTable {
  id: string;
  identifier_hash: Buffer;
  identifier_kind: 'national_id' | 'foreign_id';
  sealed: Buffer;
  state: 'active' | 'suspended' | 'deceased' | 'closed';
  created_at: Moment;
}
export interface CredentialTable {
  id: string;
  person_id: string;
  kind: 'password';
  secret: string;
  created_at: Moment;
}
export interface IdentityEvidenceTable {
  person_id: string;
  registry: string;
  result: string;
  at: Moment;
}
export interface ThrottleTable {
  bucket: Buffer;
  failures: number;
  until: Moment;
  updated_at: Moment;
}

export interface FormerIdentifierTable {
  identifier_hash: Buffer;
  holder_id: string;
  into_id: string;
  how: 'renumbered' | 'merged';
  since: Moment;
}

export interface IdentityTables {
  person: PersonTable;
  credential: CredentialTable;
  identity_evidence: IdentityEvidenceTable;
  throttle: ThrottleTable;
  former_identifier: FormerIdentifierTable;
}
