import type { Generated } from 'kysely';
import type { Json, Moment } from './columns.ts';

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
  proven: Generated<boolean>;
}

export interface ConformanceCheckTable {
  id: string;
  client_id: string;
  place: string;
  started_by: string;
  started_at: Moment;
  ends_at: Moment;
  sealed_keys: Buffer;
  seen: Json<Record<string, unknown>>;
  finished_at: Moment | null;
  passed: boolean | null;
  report: string | null;
}

export interface DeveloperTables {
  conformance_check: ConformanceCheckTable;
  client_call: ClientCallTable;
}
