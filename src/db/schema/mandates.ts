import type { Big, Day, Json, Moment } from './columns.ts';

export interface OfficeTable {
  id: string;
  entity_id: string;
  officer_hash: Buffer;
  sealed: Buffer;
  role: string;
  mode: 'sole' | 'joint' | 'none';
  required: number;
  since: Day;
  until: Day | null;
  ended_at: Moment | null;
  end_reason: 'term_ended' | 'dissolved' | 'removed' | null;
  record: string;
  as_of: Moment;
  closed_at: Moment | null;
  combinations: Json<string[][]> | null;
}
export interface MandateTable {
  id: string;
  entity_id: string;
  root_office_id: string;
  parent_id: string | null;
  how: 'given' | 'named' | 'passed';
  template: 'tax_accountant' | 'customs_broker' | 'social_insurance' | 'trade_agent' | 'delegate';
  giver_person_id: string;
  giver_entity_id: string | null;
  holder_kind: 'person' | 'entity';
  holder_hash: Buffer;
  sealed: Buffer;
  systems: number[];
  kinds: string[];
  purposes: string[];
  amount: Big | null;
  valid_from: Day;
  valid_until: Day;
  may_pass_on: boolean;
  state: 'offered' | 'active' | 'refused' | 'ended';
  offered_at: Moment;
  accepted_at: Moment | null;
  accepted_by: string | null;
  ended_at: Moment | null;
  end_reason:
    | 'refused'
    | 'revoked'
    | 'given_up'
    | 'power_ended'
    | 'parent_ended'
    | 'term_over'
    | 'not_accepted'
    | null;
  ended_by: string | null;
}
export interface PowerCheckTable {
  entity_id: string;
  due_at: Moment;
}
export interface MandateOfficeTable {
  mandate_id: string;
  office_id: string;
  signed: number;
  signers: Json<string[]> | null;
}

export interface MandatesTables {
  office: OfficeTable;
  mandate: MandateTable;
  power_check: PowerCheckTable;
  mandate_office: MandateOfficeTable;
}
