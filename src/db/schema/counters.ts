import type { Moment } from './columns.ts';

export interface CounterOfficerTable {
  id: string;
  person_id: string;
  counter_name: string;
  client_id: string;
  valid_until: Moment;
  asked_by: string;
  asked_at: Moment;
  approved_by: string | null;
  approved_at: Moment | null;
  ended_at: Moment | null;
}
export interface CounterVisitTable {
  id: string;
  officer_id: string;
  officer_person_id: string;
  person_id: string | null;
  subject_id: string | null;
  subject_type: 'self' | 'legal_entity';
  client_id: string;
  purpose_id: string;
  asked_at: Moment;
  confirmed_at: Moment | null;
  valid_until: Moment;
  ended_at: Moment | null;
  end_reason: 'button' | 'time' | 'accreditation_ended' | 'power_ended' | null;
  times_seen: number;
}

export interface CountersTables {
  counter_officer: CounterOfficerTable;
  counter_visit: CounterVisitTable;
}
