import type { Moment } from './columns.ts';

export interface MachineTable {
  id: string;
  entity_id: string;
  client_id: string;
  maker_person_id: string;
  office_id: string;
  purpose_id: string;
  consent_id: string;
  made_at: Moment;
  valid_until: Moment;
  ended_at: Moment | null;
  end_reason: 'withdrawn' | 'replaced' | 'expired' | 'power_ended' | 'account_closed' | null;
}

export interface MachinesTables {
  machine: MachineTable;
}
