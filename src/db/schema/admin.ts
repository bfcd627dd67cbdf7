import type { Moment } from './columns.ts';

export interface StaffTable {
  person_id: string;
  role: 'platform_administrator' | 'approver' | 'auditor' | 'support';
  since: Moment;
}

export interface StaffEmergencyTable {
  id: string;
  person_id: string;
  reference: string;
  hours: number;
  asked_by: string;
  asked_at: Moment;
  confirmed_by: string | null;
  confirmed_at: Moment | null;
  until: Moment;
  ended_by: string | null;
  ended_at: Moment | null;
}

export interface AdminTables {
  staff_emergency: StaffEmergencyTable;
  staff: StaffTable;
}
