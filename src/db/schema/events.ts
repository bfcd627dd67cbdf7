import type { Big, Moment } from './columns.ts';

export interface EventStreamTable {
  id: string;
  client_id: string;
  method: 'push' | 'poll';
  sealed: Buffer | null;
  kinds: string[];
  requested: string[];
  description: string | null;
  status: 'enabled' | 'paused' | 'disabled';
  reason: string | null;
  created_at: Moment;
  changed_at: Moment;
  position: Big;
  done: string[];
  attempts: number;
  next_try_at: Moment;
  tried_at: Moment | null;
  delivered_at: Moment | null;
  http_status: number | null;
  failure: string | null;
  refused: number;
  verified_at: Moment | null;
}
export interface EventStreamSubjectTable {
  stream_id: string;
  subject_id: string;
  removed_at: Moment;
}

export interface EventsTables {
  event_stream: EventStreamTable;
  event_stream_subject: EventStreamSubjectTable;
}
