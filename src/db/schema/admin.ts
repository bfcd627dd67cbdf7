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

export interface AccountSuspensionTable {
  id: string;
  person_id: string;
  reason: 'stolen' | 'subject_asked' | 'security' | 'court';
  reference: string;
  stopped_by: string;
  stopped_at: Moment;
  lift_asked_by: string | null;
  lift_asked_at: Moment | null;
  lifted_by: string | null;
  lifted_at: Moment | null;
}

export interface AdminTables {
  account_suspension: AccountSuspensionTable;
  staff_emergency: StaffEmergencyTable;
  staff: StaffTable;
}
