import type { Generated } from 'kysely';
import type { Moment } from './columns.ts';

export interface ServiceFeedbackTable {
  id: string;
  person_id: string;
  system_number: number;
  state: 'asked' | 'declined' | 'given';
  asked_at: Moment;
  score: number | null;
  asked_again: boolean | null;
  sealed_text: Buffer | null;
  may_show: Generated<boolean>;
  given_at: Moment | null;
  text_state: 'waiting' | 'shown' | 'hidden' | null;
  checked_by: string | null;
  checked_at: Moment | null;
  reply: string | null;
  replied_by: string | null;
  replied_at: Moment | null;
}

export interface FeedbackTables {
  service_feedback: ServiceFeedbackTable;
}
