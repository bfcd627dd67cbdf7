import type { Moment } from './columns.ts';

export interface SystemFormTable {
  id: string;
  system_number: number;
  source: 'sample' | 'json_schema' | 'html';
  uses_per_year: number | null;
  imported_by: string;
  imported_at: Moment;
  replaced_at: Moment | null;
}
export interface FormQuestionTable {
  form_id: string;
  position: number;
  label: string;
  words: string;
  field: string | null;
  score: number;
  state: 'sure' | 'doubtful' | 'decided';
}
export interface LabelMeaningTable {
  words: string;
  label: string;
  field: string | null;
  decided_by: string;
  decided_at: Moment;
}

export interface OverlapTables {
  system_form: SystemFormTable;
  form_question: FormQuestionTable;
  label_meaning: LabelMeaningTable;
}
