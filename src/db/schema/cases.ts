import type { Moment } from './columns.ts';

export interface CitizenCaseTable {
  id: string;
  number: string;
  kind: 'unrecognised' | 'dispute' | 'complaint' | 'contest';
  person_id: string;
  subject_id: string;
  release_id: string | null;
  field_key: string | null;
  system_number: number | null;
  client_id: string | null;
  registry: string | null;
  sealed: Buffer;
  opened_at: Moment;
  due_at: Moment;
  state: 'open' | 'answered' | 'taken_back';
  outcome: 'explained' | 'acted' | 'upheld' | 'corrected' | null;
  sealed_answer: Buffer | null;
  answered_by: string | null;
  answered_at: Moment | null;
  reason: 'asked_again' | 'paid_elsewhere' | 'other' | null;
  agency_id: string | null;
  answered_agency: string | null;
}

export interface CaseEvidenceTable {
  case_id: string;
  media: 'png' | 'jpeg' | 'pdf' | null;
  sealed_file: Buffer | null;
  sealed_address: Buffer | null;
  added_at: Moment;
}

export interface CasesTables {
  citizen_case: CitizenCaseTable;
  case_evidence: CaseEvidenceTable;
}
