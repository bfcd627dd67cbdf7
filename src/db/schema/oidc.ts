import type { Json, Moment } from './columns.ts';

export interface OidcArtifactTable {
  id: Buffer;
  kind: string;
  payload: Buffer;
  grant_id: Buffer | null;
  uid: Buffer | null;
  account_id: string | null;
  client_id: string | null;
  business_profile: boolean;
  jkt: string | null;
  created_at: Moment;
  expires_at: Moment;
  consumed_at: Moment | null;
}
export interface GrantBindingTable {
  grant_id: Buffer;
  person_id: string;
  subject_id: string;
  subject_type: 'legal_entity' | 'self';
  office_id: string | null;
  mandate_id: string | null;
  client_id: string;
  purpose_id: string | null;
  consent_id: string | null;
  session_uid: Buffer | null;
  created_at: Moment;
  ended_at: Moment | null;
  approval_id: string | null;
}
export interface SigningKeyTable {
  kid: string;
  alg: string;
  state: 'next' | 'current' | 'previous';
  public_jwk: Json<Record<string, unknown>>;
  sealed_private: Buffer;
  created_at: Moment;
  state_since: Moment;
}

export interface OidcTables {
  oidc_artifact: OidcArtifactTable;
  grant_binding: GrantBindingTable;
  signing_key: SigningKeyTable;
}
