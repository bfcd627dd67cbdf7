import type { Generated } from 'kysely';
import type { Json, Moment } from './columns.ts';

export interface GovernmentSystemTable {
  number: number;
  name_fa: string;
  name_en: string;
  owner_fa: string;
  owner_en: string;
  url: string;
  processes: string[];
  client_id: string | null;
  sign_in_url: string | null;
  services_fa: string;
  services_en: string;
  hours_fa: string;
  hours_en: string;
  availability: 'always' | 'hours' | 'limited' | 'closed' | null;
  fields: string[];
  inquiries: string[];
  version: number;
}
export interface BaseRegistryTable {
  key: string;
  description_fa: string;
  description_en: string;
  url: string;
  hours_fa: string;
  hours_en: string;
  availability: 'always' | 'hours' | 'limited' | 'closed' | null;
  version: number;
}
/** Texts by part, lists where a part has several. */
type Content = Readonly<Record<string, string | readonly string[]>>;
export interface DirectoryVersionTable {
  about: 'system' | 'registry';
  key: string;
  version: number;
  content: Json<Content>;
  source: 'list' | 'form' | 'file' | 'revert';
  made_by: string;
  made_at: Moment;
  change_id: string | null;
}
export interface DirectoryChangeTable {
  id: string;
  about: 'system' | 'registry';
  source: 'form' | 'file' | 'revert';
  state: 'receiving' | 'waiting' | 'applied' | 'refused' | 'failed';
  line_count: Generated<number>;
  added_count: Generated<number>;
  changed_count: Generated<number>;
  same_count: Generated<number>;
  bad_count: Generated<number>;
  sent_by: string;
  sent_at: Moment;
  decided_by: string | null;
  decided_at: Moment | null;
  reason: string | null;
}
export interface DirectoryChangeRowTable {
  change_id: string;
  line: number;
  act: 'added' | 'changed' | 'bad';
  key: string;
  base_version: number | null;
  content: Json<Content> | null;
  problems: string[];
}

export interface DirectoryTables {
  government_system: GovernmentSystemTable;
  base_registry: BaseRegistryTable;
  directory_version: DirectoryVersionTable;
  directory_change: DirectoryChangeTable;
  directory_change_row: DirectoryChangeRowTable;
}
