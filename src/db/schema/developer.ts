import type { Moment } from './columns.ts';

export interface ClientCallTable {
  client_id: string;
  minute: Moment;
  step: string;
  code: string;
  reason: string;
  parameter: string;
  said: string;
  count: number;
  first_at: Moment;
  last_at: Moment;
  request_id: string;
}

export interface DeveloperTables {
  client_call: ClientCallTable;
}
