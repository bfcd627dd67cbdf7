import type { Moment } from './columns.ts';

export interface SupportViewTable {
  id: string;
  person_id: string;
  code_hash: Buffer | null;
  parts: string[];
  made_at: Moment;
  code_until: Moment;
  opened_by: string | null;
  opened_at: Moment | null;
  until: Moment | null;
  ended_at: Moment | null;
}

export interface SupportTables {
  support_view: SupportViewTable;
}
