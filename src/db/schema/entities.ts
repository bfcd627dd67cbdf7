import type { Day, Moment } from './columns.ts';

export interface EntityTable {
  id: string;
  identifier_hash: Buffer;
  sealed: Buffer;
  status: 'active' | 'under_liquidation' | 'dissolved' | 'suspended';
  status_since: Day | null;
  record: string | null;
  as_of: Moment;
}

export interface EntitiesTables {
  entity: EntityTable;
}
