/** How the admin API writes things: plain JSON, no secret, no id of a person. openapi.ts describes each. */

import type { AuditEvent } from '../audit/index.ts';
import type {
  AgencyInPlace,
  Approval,
  Client,
  Life,
  Purpose,
  Review,
  Secret,
  Stop,
  UploadedKey,
} from '../clients/index.ts';
import type { Change, Entry, GovernmentSystem, StagedEntry, Version } from '../directory/index.ts';
import type { Delivery } from '../signals/index.ts';
import { splitActor } from './actor-name.ts';
import type { Figures } from './figures.ts';

type Json = Readonly<Record<string, unknown>>;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export function clientJson(client: Client): Json {
  const { metadata } = client;
  return {
    id: client.id,
    agency: client.agency,
    kind: client.kind,
    state: client.state,
    stage: client.stage,
    clearance_until: client.clearanceUntil,
    name: client.name,
    redirect_uris: metadata.redirect_uris ?? [],
    post_logout_redirect_uris: metadata.post_logout_redirect_uris ?? [],
    backchannel_logout_uri: metadata.backchannel_logout_uri ?? null,
    security_profile: metadata.security_profile ?? 'baseline',
    auth_method: metadata.token_endpoint_auth_method ?? 'client_secret_basic',
    jwks: metadata.jwks ?? null,
    jwks_uri: metadata.jwks_uri ?? null,
    encryption: metadata.id_token_encrypted_response_alg ?? null,
    device_grant: listOf(metadata.grant_types).includes('urn:ietf:params:oauth:grant-type:device_code'),
    ciba: metadata.backchannel_token_delivery_mode ?? null,
    ciba_notification_uri: metadata.backchannel_client_notification_endpoint ?? null,
    registered_at: client.registeredAt.toISOString(),
    changed_at: client.changedAt.toISOString(),
  };
}

export function agencyJson({ id, name, parentId }: AgencyInPlace): Json {
  return { id, name, parent: parentId };
}

export function purposeJson(purpose: Purpose): Json {
  return {
    id: purpose.id,
    client_id: purpose.clientId,
    key: purpose.key,
    version: purpose.version,
    state: purpose.state,
    name: purpose.name,
    text: purpose.text,
    basis: purpose.basis,
    law: purpose.law,
    fields: purpose.fields,
    subjects: purpose.subjects,
    level: purpose.level,
    retention: purpose.retention,
    consent_days: purpose.consentDays,
    approval_hours: purpose.approvalHours,
    history: purpose.history,
    registered_at: purpose.registeredAt.toISOString(),
  };
}

/** Never the secret itself: that is shown once, when it is made. */
export function secretJson(secret: Secret): Json {
  return {
    id: secret.id,
    label: secret.label,
    created_at: secret.createdAt.toISOString(),
    expires_at: secret.expiresAt?.toISOString() ?? null,
    used_on: secret.usedOn,
    refused_on: secret.refusedOn,
  };
}

export function keyJson(key: UploadedKey): Json {
  return {
    thumbprint: key.thumbprint,
    kid: key.kid ?? null,
    kind: key.kind,
    use: key.use ?? null,
    ends_at: key.endsAt?.toISOString() ?? null,
  };
}

/** @param mayDecide whether the client that asks is another than the one that sent it */
export function approvalJson(approval: Approval, mayDecide: boolean, reviews: readonly Review[]): Json {
  return {
    id: approval.id,
    client_id: approval.clientId,
    purpose_id: approval.purposeId,
    state: approval.decision ?? 'open',
    requested_by: actorJson(approval.requestedBy),
    requested_at: approval.requestedAt.toISOString(),
    decided_by: approval.decidedBy === null ? null : actorJson(approval.decidedBy),
    decided_at: approval.decidedAt?.toISOString() ?? null,
    reason: approval.reason,
    step: approval.step?.to ?? null,
    may_decide: mayDecide && approval.decision === null,
    findings: reviews.flatMap(({ purpose, findings }) =>
      findings.map(({ rule, weight, about }) => ({ purpose: purpose.key, rule, weight, about: [...about] })),
    ),
  };
}

/** That a person acted, not which: his id never leaves. */
function actorJson(actor: string): Json {
  const [kind, id] = splitActor(actor);
  return { kind, client_id: kind === 'client' ? (id ?? null) : null };
}

export function systemJson(system: GovernmentSystem): Json {
  return {
    number: system.number,
    name: system.name,
    owner: system.owner,
    url: system.url,
    processes: system.processes,
    client_id: system.clientId,
    sign_in_url: system.signInUrl,
    live: system.live,
  };
}

/** All that is known of an entry, and of its registry what the law says of it. */
export function entryJson({ key, version, content }: Entry): Json {
  return { key, version, content };
}

export function versionJson({ version, source, madeBy, madeAt, differences }: Version): Json {
  return { version, source, made_by: actorJson(madeBy), made_at: madeAt.toISOString(), differences };
}

/** @param mayDecide whether the client that asks is another than the one that sent it */
export function directoryChangeJson(change: Change, mayDecide: boolean): Json {
  const { id, about, source, state, counts, reason } = change;
  return {
    id,
    about,
    source,
    state,
    rows: counts,
    sent_by: actorJson(change.sentBy),
    sent_at: change.sentAt.toISOString(),
    decided_by: change.decidedBy === null ? null : actorJson(change.decidedBy),
    decided_at: change.decidedAt?.toISOString() ?? null,
    reason,
    may_decide: mayDecide && state === 'waiting',
  };
}

export function stagedJson({ line, key, act, differences, problems }: StagedEntry): Json {
  return { line, key, act, differences, problems };
}

export function eventJson(event: AuditEvent): Json {
  return {
    id: event.publicId,
    at: event.at.toISOString(),
    kind: event.kind,
    client_id: event.clientId,
    tracking: event.tracking,
  };
}

/** What became of a signal; where it goes and what it says stays inside. */
export function deliveryJson(delivery: Delivery): Json {
  return {
    id: delivery.id,
    client_id: delivery.clientId,
    kind: delivery.kind,
    state: delivery.state,
    created_at: delivery.createdAt.toISOString(),
    tried_at: delivery.triedAt?.toISOString() ?? null,
    next_try_at: delivery.nextTryAt?.toISOString() ?? null,
    attempts: delivery.attempts,
    status: delivery.status,
    failure: delivery.failure,
  };
}

export function lifeJson(client: Client, life: Life): Json {
  return {
    stage: client.stage,
    clearance: { number: life.clearanceNumber, until: client.clearanceUntil },
    next: life.next.map(({ to, unmet }) => ({ to, missing: unmet })),
  };
}

export function stopJson(stop: Stop): Json {
  return {
    id: stop.id,
    client_id: 'client' in stop.over ? stop.over.client : null,
    agency_id: 'agency' in stop.over ? stop.over.agency : null,
    reason: stop.reason,
    state: stop.state,
    stopped_at: stop.stoppedAt.toISOString(),
    confirm_by: stop.confirmBy.toISOString(),
    lifted_at: stop.liftedAt?.toISOString() ?? null,
  };
}

export function figuresJson({ days, systems, registries }: Figures): Record<string, unknown> {
  return {
    days: days.map(day => ({
      day: day.day,
      sign_ins: day.signIns,
      sign_ins_refused: day.signInsRefused,
      releases_by_consent: day.byConsent,
      releases_by_law: day.byLaw,
      refusals: day.refused,
      spared_fields: day.spared,
      consents_given: day.given,
      consents_withdrawn: day.withdrawn,
    })),
    systems: systems.map(({ clientId, releases, spared, refused }) => ({
      client: clientId,
      releases,
      spared_fields: spared,
      refusals: refused,
    })),
    registries: registries.map(({ key, answered, silent, probes }) => ({
      registry: key,
      answered,
      silent,
      availability: probes?.availability ?? null,
      latency_ms: probes?.latencyMs ?? null,
    })),
  };
}
