import type { Big, Moment } from './columns.ts';

export interface PasskeyTable {
  id: string;
  person_id: string;
  credential_id: Buffer;
  public_key: Buffer;
  counter: Big;
  transports: string[];
  aaguid: string;
  device_type: 'single_device' | 'multi_device';
  backed_up: boolean;
  hardware_bound: boolean;
  sealed: Buffer;
  created_at: Moment;
  used_at: Moment | null;
}
export interface TotpTable {
  person_id: string;
  sealed: Buffer;
  last_step: Big;
  created_at: Moment;
  used_at: Moment | null;
}
export interface CertificateTable {
  id: string;
  person_id: string;
  fingerprint: Buffer;
  sealed: Buffer;
  created_at: Moment;
  used_at: Moment | null;
}
export interface RecoveryCodeTable {
  person_id: string;
  hash: Buffer;
  created_at: Moment;
  used_at: Moment | null;
}
export interface OneTimeTable {
  id: Buffer;
  kind: 'code' | 'challenge';
  answer_hash: Buffer | null;
  attempts: number;
  expires_at: Moment;
}

export interface FactorsTables {
  passkey: PasskeyTable;
  totp: TotpTable;
  certificate: CertificateTable;
  recovery_code: RecoveryCodeTable;
  one_time: OneTimeTable;
}
