import type { Moment } from './columns.ts';

export interface EnrolmentTable {
  id: Buffer;
  kind: 'enrolment' | 'recovery' | 'mobile_change';
  step: 'check' | 'code' | 'factor' | 'password' | 'done';
  browser: Buffer;
  sealed: Buffer;
  expires_at: Moment;
}
export interface MobileChangeTable {
  person_id: string;
  sealed: Buffer;
  changed_at: Moment;
  counts_from: Moment;
}

export interface EnrolmentTables {
  enrolment: EnrolmentTable;
  mobile_change: MobileChangeTable;
}
