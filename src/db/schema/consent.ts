import type { Moment } from './columns.ts';

export interface ConsentTable {
  id: string;
  person_id: string;
  subject_id: string;
  client_id: string;
  purpose_id: string;
  purpose_key: string;
  fields: string[];
  text_lang: 'fa' | 'en';
  text_hash: Buffer;
  given_at: Moment;
  expires_at: Moment;
  ended_at: Moment | null;
  end_reason: 'withdrawn' | 'replaced' | 'expired' | 'power_ended' | 'account_closed' | null;
  ended_by: string | null;
  meanings: string[];
  office_ids: string[];
  mandate_id: string | null;
  noticed_at: Moment | null;
  approval_id: string | null;
  signatories: string[] | null;
}
export interface ConsentReceiptTable {
  consent_id: string;
  subject_id: string;
  person_id: string;
  sealed: Buffer;
  sealed_values: Buffer | null;
}

export interface ConsentTables {
  consent: ConsentTable;
  consent_receipt: ConsentReceiptTable;
}
