import type { ChangeKind } from '../signals/index.ts';

/** Types of events by the kind of change that they tell: those of the OpenID Foundation where it has one. */
export const eventTypes = {
  profile_changed: 'urn:yekbar:event:profile-changed',
  session_revoked: 'https://schemas.openid.net/secevent/caep/event-type/session-revoked',
  credential_change: 'https://schemas.openid.net/secevent/caep/event-type/credential-change',
  consent_withdrawn: 'urn:yekbar:event:consent-withdrawn',
  authority_changed: 'urn:yekbar:event:authority-changed',
  subject_changed: 'urn:yekbar:event:subject-changed',
  verification: 'https://schemas.openid.net/secevent/ssf/event-type/verification',
  stream_updated: 'https://schemas.openid.net/secevent/ssf/event-type/stream-updated',
} as const satisfies Record<ChangeKind, string>;

/** Those that a receiver asks for; the other two are about its own stream and always come. */
export const requestable = [
  'profile_changed',
  'session_revoked',
  'credential_change',
  'consent_withdrawn',
  'authority_changed',
  'subject_changed',
] as const satisfies readonly ChangeKind[];

export const supportedEvents: readonly string[] = requestable.map(kind => eventTypes[kind]);

/** Kinds of the types that are supported; others are asked for in vain (SSF 1.0 §8.1.1). */
export function kindsOf(types: readonly string[]): ChangeKind[] {
  return requestable.filter(kind => types.includes(eventTypes[kind]));
}
