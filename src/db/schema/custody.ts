import type { Big, Moment } from './columns.ts';

export interface CustodianTable {
  client_id: string;
  registry: string;
  bound_at: Moment;
}
export interface CustodyItemTable {
  registry: string;
  key_hash: Buffer;
  content_hash: Buffer;
  outcome: 'accepted' | 'older';
  older: string[];
  taken_at: Moment;
}
export interface CustodyVersionTable {
  registry: string;
  subject_hash: Buffer;
  field_key: string;
  version: Big;
  taken_at: Moment;
}
export interface CustodyLoadTable {
  id: string;
  client_id: string;
  registry: string;
  row_count: Big;
  next_row: Big;
  accepted: Big;
  older: Big;
  refused: Big;
  unknown: Big;
  begun_at: Moment;
  changed_at: Moment;
}
export interface CustodyRefusalTable {
  load_id: string;
  row_number: Big;
  code: string;
  field_key: string | null;
}

export interface CustodyTables {
  custodian: CustodianTable;
  custody_item: CustodyItemTable;
  custody_version: CustodyVersionTable;
  custody_load: CustodyLoadTable;
  custody_refusal: CustodyRefusalTable;
}
