import type { Moment } from './columns.ts';

export interface MessageTable {
  id: string;
  person_id: string | null;
  channel: 'sms' | 'email';
  sealed: Buffer;
  created_at: Moment;
  expires_at: Moment;
  next_try_at: Moment;
  attempts: number;
  useful_until: Moment | null;
  failed_at: Moment | null;
  state: 'waiting' | 'sent' | 'given_up' | 'to_nobody';
}

export interface MessagesTables {
  message: MessageTable;
}
