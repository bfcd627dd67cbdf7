import type { Moment } from './columns.ts';

export interface AccountClosingTable {
  person_id: string;
  asked_at: Moment;
  due_at: Moment;
  closed_at: Moment | null;
}

export interface RightsTables {
  account_closing: AccountClosingTable;
}
