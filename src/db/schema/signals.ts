import type { Generated } from 'kysely';
import type { Big, Json, Moment } from './columns.ts';

export interface SignalTable {
  id: string;
  client_id: string;
  kind: 'backchannel_logout';
  sealed: Buffer;
  created_at: Moment;
  next_try_at: Moment;
  tried_at: Moment | null;
  attempts: number;
  state: 'waiting' | 'delivered' | 'given_up';
  status: number | null;
  failure: string | null;
}
export interface ChangeTable {
  id: Generated<string>;
  position: Big | null;
  at: Moment;
  kind:
    | 'profile_changed'
    | 'session_revoked'
    | 'credential_change'
    | 'consent_withdrawn'
    | 'authority_changed'
    | 'subject_changed'
    | 'verification'
    | 'stream_updated';
  subject_id: string | null;
  person_id: string | null;
  client_id: string | null;
  stream_id: string | null;
  fields: string[];
  data: Json<Record<string, string>>;
  tracking: string;
  audience: string[] | null;
}
export interface ChangeHeadTable {
  singleton: Generated<boolean>;
  position: Big;
}

export interface SignalsTables {
  signal: SignalTable;
  change: ChangeTable;
  change_head: ChangeHeadTable;
}
