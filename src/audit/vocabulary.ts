/**
 * The closed vocabulary of the record. `data` of an event holds ids, keys and codes only: never a value, a name,
 * an identifier or a token (the privacy law proves it).
 */
export const eventKinds = [
  'identity.enrolled',
  'identity.signed_in',
  'identity.sign_in_refused',
  'identity.session_ended',
  'identity.state_changed',
  'identity.password_changed',
  'identity.mobile_changed',
  'factors.passkey_added',
  'factors.passkey_removed',
  'factors.totp_added',
  'factors.totp_removed',
  'factors.certificate_added',
  'factors.certificate_removed',
  'factors.recovery_codes_made',
  'factors.code_sent',
  'factors.confirmed',
  'factors.refused',
  'enrolment.begun',
  'enrolment.refused',
  'enrolment.confirmed',
  'enrolment.recovery_begun',
  'enrolment.recovery_refused',
  'enrolment.recovered',
  'mandates.office_recorded',
  'mandates.office_ended',
  'mandates.offered',
  'mandates.accepted',
  'mandates.ended',
  'mandates.chosen',
  'profile.filled',
  'profile.declared',
  'profile.forgotten',
  'profile.disputed',
  'profile.dispute_ended',
  'profile.pushed',
  'profile.released',
  'profile.release_refused',
  'profile.shown',
  'consent.given',
  'consent.refused',
  'consent.withdrawn',
  'consent.expired',
  'consent.ended',
  'consent.expiry_noticed',
  'cases.opened',
  'cases.answered',
  'cases.taken_back',
  'cases.evidence_read',
  'feedback.given',
  'feedback.checked',
  'feedback.replied',
  'rights.closing_asked',
  'rights.closing_taken_back',
  'rights.account_closed',
  'rights.exported',
  'approvals.started',
  'approvals.signed',
  'approvals.refused',
  'approvals.approved',
  'approvals.expired',
  'approvals.ended',
  'handover.made',
  'handover.redeemed',
  'handover.status_told',
  'machines.made',
  'machines.ended',
  'counters.officer_asked',
  'counters.officer_approved',
  'counters.officer_ended',
  'counters.visit_asked',
  'counters.visit_begun',
  'counters.visit_ended',
  'clients.registered',
  'clients.changed',
  'clients.change_asked',
  'clients.approved',
  'clients.refused',
  'clients.suspended',
  'clients.resumed',
  'clients.secret_renewed',
  'clients.secret_made',
  'clients.secret_revoked',
  'clients.key_removed',
  'clients.purpose_registered',
  'clients.purpose_narrowed',
  'notices.people_told',
  'clients.agency_registered',
  'clients.step_asked',
  'clients.step_taken',
  'clients.clearance_ended',
  'clients.pilot_user_added',
  'clients.pilot_user_removed',
  'clients.stopped',
  'clients.stop_confirmed',
  'clients.stop_lifting_asked',
  'clients.stop_lifted',
  'developer.checked',
  'directory.connected',
  'directory.change_asked',
  'directory.change_applied',
  'directory.change_refused',
  'overlap.form_read',
  'overlap.label_decided',
  'status.announced',
  'status.announcement_withdrawn',
  'admin.role_given',
  'admin.looked_up',
  'support.code_made',
  'support.view_opened',
  'support.view_ended',
  'signals.retried',
  'events.stream_created',
  'events.stream_changed',
  'events.stream_deleted',
  'events.stream_status',
  'oidc.keys_turned',
  'custody.bound',
  'custody.received',
  'custody.load_begun',
  'custody.load_done',
  'registries.asked',
  'registries.filed',
  'registries.answered',
  'registries.overdue',
  'registries.secret_set',
  'registries.secret_ended',
  'audit.key_turned',
] as const;

export type EventKind = (typeof eventKinds)[number];

export type EventData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** One entry as it is read back. */
export interface AuditEvent {
  readonly id: string;
  readonly publicId: string;
  readonly at: Date;
  readonly kind: EventKind;
  readonly personId: string | null;
  readonly subjectId: string | null;
  readonly clientId: string | null;
  readonly tracking: string;
  readonly data: EventData;
}

/** What a room says happened. Person and client default to the actor of the operation. */
export interface NewEvent {
  readonly kind: EventKind;
  readonly personId?: string | null;
  readonly subjectId?: string | null;
  readonly clientId?: string | null;
  readonly data?: EventData;
}
