/** Every table, grouped by the room that owns it. A test compares it with the migrated database. */
import type { ColumnType, Generated } from 'kysely';

/** A moment: Date when read; Date when written. */
type Moment = ColumnType<Date, Date, Date>;
/** A calendar day as ISO text, "2013-10-06". */
type Day = string;
type Json<T> = ColumnType<T, string, string>;
/** bigint read as text by the driver. */
type Big = ColumnType<string, string | number | bigint, string | number | bigint>;

// vault
export interface SubjectKeyTable {
  subject_id: string;
  wrapped_key: Buffer;
  created_at: Moment;
}
export interface MasterKeyCheckTable {
  singleton: Generated<boolean>;
  sealed: Buffer;
}

// audit
export interface AuditEventTable {
  id: Generated<string>;
  public_id: string;
  at: Moment;
  kind: string;
  person_id: string | null;
  subject_id: string | null;
  client_id: string | null;
  tracking: string;
  data: Json<Record<string, unknown>>;
}
export interface AuditBlockTable {
  number: Big;
  first_id: Big;
  last_id: Big;
  leaves: Buffer;
  previous_hash: Buffer;
  hash: Buffer;
  sealed_at: Moment;
  day: Day;
  first_leaf: Big;
  names: Buffer;
}
export interface AuditTileTable {
  day: Day;
  level: number;
  place: Big;
  hashes: Buffer;
}
export interface AuditRootTable {
  day: Day;
  size: Big;
  root: Buffer;
  link: Buffer;
  signed: string;
  closed_at: Moment;
}

export interface AuditTallyTable {
  singleton: Generated<boolean>;
  last_id: Big;
  last_at: Moment | null;
}
export interface AuditDayTable {
  day: Day;
  kind: string;
  part: string;
  basis: string;
  count: Big;
  fields: Big;
}
export interface AuditSubjectDayTable {
  subject_id: string;
  day: Day;
  client_id: string;
  basis: string;
  count: Big;
}
export interface AuditActorDayTable {
  person_id: string;
  day: Day;
  subject_id: string;
  client_id: string;
  basis: string;
  count: Big;
}
export interface RecordKeyTable {
  kid: string;
  public_jwk: Json<Record<string, unknown>>;
  sealed_private: Buffer;
  created_at: Moment;
  ended_at: Moment | null;
}

// messages
export interface MessageTable {
  id: string;
  person_id: string | null;
  channel: 'sms' | 'email';
  sealed: Buffer;
  created_at: Moment;
  expires_at: Moment;
  next_try_at: Moment;
  attempts: number;
  state: 'waiting' | 'sent' | 'given_up' | 'to_nobody';
}

// signals
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

// identity
export interface PersonTable {
  id: string;
  identifier_hash: Buffer;
  identifier_kind: 'national_id' | 'foreign_id';
  sealed: Buffer;
  state: 'active' | 'suspended' | 'deceased' | 'closed';
  created_at: Moment;
}
export interface CredentialTable {
  id: string;
  person_id: string;
  kind: 'password';
  secret: string;
  created_at: Moment;
}
export interface IdentityEvidenceTable {
  person_id: string;
  registry: string;
  result: string;
  at: Moment;
}
export interface ThrottleTable {
  bucket: Buffer;
  failures: number;
  until: Moment;
  updated_at: Moment;
}

// factors
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

// entities
export interface EntityTable {
  id: string;
  identifier_hash: Buffer;
  sealed: Buffer;
  status: 'active' | 'under_liquidation' | 'dissolved' | 'suspended';
  status_since: Day | null;
  record: string | null;
  as_of: Moment;
}

// mandates
export interface OfficeTable {
  id: string;
  entity_id: string;
  officer_hash: Buffer;
  sealed: Buffer;
  role: string;
  mode: 'sole' | 'joint' | 'none';
  required: number;
  since: Day;
  until: Day | null;
  ended_at: Moment | null;
  end_reason: 'term_ended' | 'dissolved' | 'removed' | null;
  record: string;
  as_of: Moment;
  closed_at: Moment | null;
  combinations: Json<string[][]> | null;
}
export interface MandateTable {
  id: string;
  entity_id: string;
  root_office_id: string;
  parent_id: string | null;
  how: 'given' | 'named' | 'passed';
  template: 'tax_accountant' | 'customs_broker' | 'social_insurance' | 'trade_agent' | 'delegate';
  giver_person_id: string;
  giver_entity_id: string | null;
  holder_kind: 'person' | 'entity';
  holder_hash: Buffer;
  sealed: Buffer;
  systems: number[];
  kinds: string[];
  purposes: string[];
  amount: Big | null;
  valid_from: Day;
  valid_until: Day;
  may_pass_on: boolean;
  state: 'offered' | 'active' | 'refused' | 'ended';
  offered_at: Moment;
  accepted_at: Moment | null;
  accepted_by: string | null;
  ended_at: Moment | null;
  end_reason:
    | 'refused'
    | 'revoked'
    | 'given_up'
    | 'power_ended'
    | 'parent_ended'
    | 'term_over'
    | 'not_accepted'
    | null;
  ended_by: string | null;
}
export interface PowerCheckTable {
  entity_id: string;
  due_at: Moment;
}
export interface MandateOfficeTable {
  mandate_id: string;
  office_id: string;
  signed: number;
}

// profile
export interface ProfileTable {
  subject_id: string;
  sealed: Buffer;
  version: Big;
  updated_at: Moment;
}

export interface ProfileChangeTable {
  id: Generated<string>;
  subject_id: string;
  known_at: Moment;
  sealed: Buffer;
}

export interface FieldCountTable {
  field_key: string;
  seen: number;
  present: number;
  absent: number;
  not_applicable: number;
  unknown: number;
  counted_at: Moment;
}

// clients
export interface AgencyTable {
  id: string;
  name_fa: string;
  name_en: string;
}
export interface ClientTable {
  id: string;
  agency_id: string | null;
  kind: 'live' | 'sandbox' | 'internal';
  state: 'pending' | 'active' | 'suspended' | 'refused';
  name_fa: string;
  name_en: string;
  metadata: Json<Record<string, unknown>>;
  secret_hash: Buffer | null;
  registered_by: string;
  registered_at: Moment;
  changed_at: Moment;
  stage: Generated<'sandbox' | 'pilot' | 'cleared' | 'live' | 'retired'>;
  clearance_number: string | null;
  clearance_until: Day | null;
  stop_id: string | null;
}
export interface PilotUserTable {
  client_id: string;
  id: string;
  person_hash: Buffer;
  added_by: string;
  added_at: Moment;
}
export interface ClientStopTable {
  id: string;
  client_id: string | null;
  agency_id: string | null;
  reason: string;
  stopped_by: string;
  stopped_at: Moment;
  confirm_by: Moment;
  confirmed_by: string | null;
  confirmed_at: Moment | null;
  lift_asked_by: string | null;
  lift_asked_at: Moment | null;
  lifted_by: string | null;
  lifted_at: Moment | null;
}
export interface PurposeTable {
  id: string;
  client_id: string;
  key: string;
  version: number;
  state: 'pending' | 'active' | 'replaced' | 'refused';
  name_fa: string;
  name_en: string;
  text_fa: string;
  text_en: string;
  basis: 'consent' | 'law';
  law: Json<Record<string, unknown>>;
  fields: string[];
  subjects: string[];
  level: number;
  retention_fa: string;
  retention_en: string;
  consent_days: number;
  approval_hours: number;
  registered_by: string;
  registered_at: Moment;
}
export interface ApprovalTable {
  id: string;
  client_id: string;
  purpose_id: string | null;
  requested_by: string;
  requested_at: Moment;
  decided_by: string | null;
  decision: 'approved' | 'refused' | null;
  reason: string | null;
  decided_at: Moment | null;
  change: Json<Record<string, unknown>> | null;
  step: Json<Record<string, unknown>> | null;
}

// directory
export interface GovernmentSystemTable {
  number: number;
  name_fa: string;
  name_en: string;
  owner_fa: string;
  owner_en: string;
  url: string;
  processes: string[];
  client_id: string | null;
  sign_in_url: string | null;
}

// overlap
export interface SystemFormTable {
  id: string;
  system_number: number;
  source: 'sample' | 'json_schema' | 'html';
  uses_per_year: number | null;
  imported_by: string;
  imported_at: Moment;
  replaced_at: Moment | null;
}
export interface FormQuestionTable {
  form_id: string;
  position: number;
  label: string;
  words: string;
  field: string | null;
  score: number;
  state: 'sure' | 'doubtful' | 'decided';
}
export interface LabelMeaningTable {
  words: string;
  label: string;
  field: string | null;
  decided_by: string;
  decided_at: Moment;
}

// status
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

// custody
export interface CustodianTable {
  client_id: string;
  registry: string;
  bound_at: Moment;
}
export interface CustodyItemTable {
  registry: string;
  key_hash: Buffer;
  content_hash: Buffer;
  outcome: 'accepted' | 'older';
  older: string[];
  taken_at: Moment;
}
export interface CustodyVersionTable {
  registry: string;
  subject_hash: Buffer;
  field_key: string;
  version: Big;
  taken_at: Moment;
}
export interface CustodyLoadTable {
  id: string;
  client_id: string;
  registry: string;
  row_count: Big;
  next_row: Big;
  accepted: Big;
  older: Big;
  refused: Big;
  unknown: Big;
  begun_at: Moment;
  changed_at: Moment;
}
export interface CustodyRefusalTable {
  load_id: string;
  row_number: Big;
  code: string;
  field_key: string | null;
}

// consent
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

// cases
export interface CitizenCaseTable {
  id: string;
  number: string;
  kind: 'unrecognised' | 'dispute' | 'complaint';
  person_id: string;
  subject_id: string;
  release_id: string | null;
  field_key: string | null;
  system_number: number | null;
  client_id: string | null;
  registry: string | null;
  sealed: Buffer;
  opened_at: Moment;
  due_at: Moment;
  state: 'open' | 'answered' | 'taken_back';
  outcome: 'explained' | 'acted' | 'upheld' | 'corrected' | null;
  sealed_answer: Buffer | null;
  answered_by: string | null;
  answered_at: Moment | null;
}

// rights
export interface AccountClosingTable {
  person_id: string;
  asked_at: Moment;
  due_at: Moment;
  closed_at: Moment | null;
}

// approvals
export interface JointApprovalTable {
  id: string;
  subject_id: string;
  subject_type: 'legal_entity' | 'self';
  client_id: string;
  purpose_id: string;
  purpose_key: string;
  person_id: string;
  required: number;
  sealed: Buffer;
  shown_hash: Buffer;
  state: 'waiting' | 'approved' | 'refused' | 'expired' | 'ended';
  started_at: Moment;
  deadline_at: Moment;
  decided_at: Moment | null;
  holds_until: Moment | null;
  offices: string[];
  signers: Json<string[]>;
  ended_at: Moment | null;
  end_reason: 'withdrawn' | 'power_ended' | 'values_changed' | 'purpose_changed' | 'replaced' | null;
  request_hash: Buffer | null;
  polled_at: Moment | null;
}
export interface JointSignatureTable {
  approval_id: string;
  person_id: string;
  office_id: string | null;
  decision: 'approved' | 'refused';
  shown_hash: Buffer;
  lang: 'fa' | 'en';
  acr: string | null;
  at: Moment;
}

// handover
export interface HandoverTable {
  id: string;
  reference_hash: Buffer;
  person_id: string;
  subject_id: string;
  from_client: string;
  to_client: string;
  sealed: Buffer;
  made_at: Moment;
  expires_at: Moment;
  redeemed_at: Moment | null;
}
export interface HandoverStatusTable {
  handover_id: string;
  position: number;
  status: 'received' | 'in_review' | 'waiting_for_applicant' | 'approved' | 'refused' | 'closed';
  at: Moment;
}

// machines
export interface MachineTable {
  id: string;
  entity_id: string;
  client_id: string;
  maker_person_id: string;
  office_id: string;
  purpose_id: string;
  consent_id: string;
  made_at: Moment;
  valid_until: Moment;
  ended_at: Moment | null;
  end_reason: 'withdrawn' | 'replaced' | 'expired' | 'power_ended' | 'account_closed' | null;
}

// counters
export interface CounterOfficerTable {
  id: string;
  person_id: string;
  counter_name: string;
  client_id: string;
  valid_until: Moment;
  asked_by: string;
  asked_at: Moment;
  approved_by: string | null;
  approved_at: Moment | null;
  ended_at: Moment | null;
}
export interface CounterVisitTable {
  id: string;
  officer_id: string;
  officer_person_id: string;
  person_id: string | null;
  subject_id: string | null;
  subject_type: 'self' | 'legal_entity';
  client_id: string;
  purpose_id: string;
  asked_at: Moment;
  confirmed_at: Moment | null;
  valid_until: Moment;
  ended_at: Moment | null;
  end_reason: 'button' | 'time' | 'accreditation_ended' | 'power_ended' | null;
  times_seen: number;
}

// oidc
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

// events
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

// enrolment
export interface EnrolmentTable {
  id: Buffer;
  kind: 'enrolment' | 'recovery' | 'mobile_change';
  step: 'check' | 'code' | 'factor' | 'password' | 'done';
  browser: Buffer;
  sealed: Buffer;
  expires_at: Moment;
}
export interface MobileChangeTable {
  person_id: string;
  sealed: Buffer;
  changed_at: Moment;
  counts_from: Moment;
}

// admin
export interface StaffTable {
  person_id: string;
  role: 'platform_administrator' | 'auditor';
  since: Moment;
}

export interface Schema {
  subject_key: SubjectKeyTable;
  master_key_check: MasterKeyCheckTable;
  audit_event: AuditEventTable;
  audit_block: AuditBlockTable;
  audit_tile: AuditTileTable;
  audit_root: AuditRootTable;
  audit_tally: AuditTallyTable;
  audit_day: AuditDayTable;
  audit_subject_day: AuditSubjectDayTable;
  audit_actor_day: AuditActorDayTable;
  record_key: RecordKeyTable;
  message: MessageTable;
  signal: SignalTable;
  change: ChangeTable;
  change_head: ChangeHeadTable;
  person: PersonTable;
  credential: CredentialTable;
  identity_evidence: IdentityEvidenceTable;
  throttle: ThrottleTable;
  passkey: PasskeyTable;
  totp: TotpTable;
  certificate: CertificateTable;
  recovery_code: RecoveryCodeTable;
  one_time: OneTimeTable;
  entity: EntityTable;
  office: OfficeTable;
  mandate: MandateTable;
  mandate_office: MandateOfficeTable;
  power_check: PowerCheckTable;
  profile: ProfileTable;
  profile_change: ProfileChangeTable;
  field_count: FieldCountTable;
  agency: AgencyTable;
  client: ClientTable;
  pilot_user: PilotUserTable;
  client_stop: ClientStopTable;
  purpose: PurposeTable;
  approval: ApprovalTable;
  government_system: GovernmentSystemTable;
  system_form: SystemFormTable;
  form_question: FormQuestionTable;
  label_meaning: LabelMeaningTable;
  status_target: StatusTargetTable;
  outage: OutageTable;
  status_hour: StatusHourTable;
  announcement: AnnouncementTable;
  custodian: CustodianTable;
  custody_item: CustodyItemTable;
  custody_version: CustodyVersionTable;
  custody_load: CustodyLoadTable;
  custody_refusal: CustodyRefusalTable;
  consent: ConsentTable;
  consent_receipt: ConsentReceiptTable;
  citizen_case: CitizenCaseTable;
  account_closing: AccountClosingTable;
  joint_approval: JointApprovalTable;
  joint_signature: JointSignatureTable;
  machine: MachineTable;
  handover: HandoverTable;
  handover_status: HandoverStatusTable;
  counter_officer: CounterOfficerTable;
  counter_visit: CounterVisitTable;
  oidc_artifact: OidcArtifactTable;
  grant_binding: GrantBindingTable;
  signing_key: SigningKeyTable;
  event_stream: EventStreamTable;
  event_stream_subject: EventStreamSubjectTable;
  enrolment: EnrolmentTable;
  mobile_change: MobileChangeTable;
  staff: StaffTable;
}
