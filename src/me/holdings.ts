/**
 * Where each table that holds something about a person stands in the export, or why it does not. A house law compares
 * this list with the migrated database: whoever adds a table with a `personal` column says here where a person finds it.
 */
export type Holding = { readonly section: string } | { readonly because: string };

export const holdings: Readonly<Record<string, Holding>> = {
  account_closing: { section: 'account' },
  agency_officer: { section: 'agencies' },
  audit_event: { section: 'record' },
  audit_actor_day: { section: 'record' },
  audit_subject_day: { section: 'record' },
  certificate: { section: 'signing_in' },
  case_evidence: { section: 'cases' },
  change: {
    because: 'news to systems without values, erased after days; what happened stands in the record',
  },
  citizen_case: { section: 'cases' },
  consent: { section: 'consents' },
  consent_receipt: { section: 'receipts' },
  counter_officer: { section: 'counters' },
  counter_visit: { section: 'counters' },
  credential: { section: 'signing_in' },
  custody_version: {
    because:
      'a keyed hash and the number of the newest version that a register sent, and no value; the values are in the profile',
  },
  event_stream_subject: {
    because: 'a system no longer wants news of this subject: an id and a moment, and no value',
  },
  former_identifier: {
    because: 'a keyed hash of a number that the civil register replaced; that it did stands in the record',
  },
  grant_binding: { section: 'grants' },
  handover: { section: 'applications' },
  handover_status: { section: 'applications' },
  identity_evidence: { section: 'evidence' },
  joint_approval: { section: 'approvals' },
  joint_signature: { section: 'approvals' },
  machine: { section: 'software' },
  mandate: { section: 'mandates' },
  message: { section: 'messages' },
  pilot_user: {
    because: 'a keyed hash that no name or number can be read from; who was named is told by the system',
  },
  mobile_change: { section: 'signing_in' },
  office: { section: 'powers' },
  oidc_artifact: { section: 'sessions' },
  passkey: { section: 'signing_in' },
  person: { section: 'person' },
  purpose_notice: {
    because:
      'that he was told of a purpose that asks for more: an id and a moment; the notice stands on his page',
  },
  recovery_code: { section: 'signing_in' },
  support_view: { section: 'record' },
  service_feedback: { section: 'feedback' },
  account_suspension: { section: 'record' },
  staff_emergency: { section: 'record' },
  staff: { section: 'account' },
  throttle: {
    because: 'a keyed hash and a count of failures that nobody can look up by person; forgotten after a day',
  },
  totp: { section: 'signing_in' },
};
