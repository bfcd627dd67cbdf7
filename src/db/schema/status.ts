import type { Day, Moment } from './columns.ts';

export interface StatusTargetTable {
  key: string;
  state: 'up' | 'slow' | 'down';
  since: Moment;
  failures: number;
  first_failure_at: Moment | null;
  probed_at: Moment;
  latency_ms: number | null;
  reason: string | null;
  next_at: Moment;
}
export interface OutageTable {
  id: string;
  key: string;
  began_at: Moment;
  ended_at: Moment | null;
  reason: string;
}
export interface StatusHourTable {
  key: string;
  hour: Moment;
  probes: number;
  slow: number;
  failed: number;
  latency_ms: number;
}
export interface StatusDayTable {
  key: string;
  day: Day;
  probes: number;
  slow: number;
  failed: number;
  latency_ms: number;
}
export interface AnnouncementTable {
  id: string;
  key: string | null;
  text_fa: string;
  text_en: string;
  begins_at: Moment;
  ends_at: Moment;
  made_by: string;
  made_at: Moment;
  withdrawn_at: Moment | null;
}

export interface StatusTables {
  status_target: StatusTargetTable;
  outage: OutageTable;
  status_hour: StatusHourTable;
  status_day: StatusDayTable;
  announcement: AnnouncementTable;
}
