import type { Moment } from './columns.ts';

export interface StaffTable {
  person_id: string;
  role: 'platform_administrator' | 'auditor' | 'support';
  since: Moment;
}

export interface AdminTables {
  staff: StaffTable;
}
