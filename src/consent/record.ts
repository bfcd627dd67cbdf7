import type { Client, Purpose } from '../clients/index.ts';
import type { Entity } from '../entities/index.ts';
import { pairwiseSub } from '../keys.ts';
import type { System } from '../operation.ts';
import { fieldLabel, findField, meaningOf } from '../profile/index.ts';
import { findRegistry } from '../registries/index.ts';
import type { Consent } from './consent.ts';
import type { Proof } from './receipt.ts';

/**
 * The record of one consent in the structure of ISO/IEC TS 27560:2023: header, processing of PII (§6.3), parties
 * (§6.4) and events (§6.5). The person is a pairwise id; by name only
 * the text may call him, where the page did.
 */
export type ConsentRecord = ReturnType<typeof recordOf>;

export interface RecordParts {
  readonly purpose: Purpose;
  readonly client: Client;
  /** Whose fields, where they are not the person's own. */
  readonly entity: Entity | undefined;
  readonly proof: Proof;
  readonly text: string;
  readonly valuesDigest: string | null;
}

/** Pure. */
export function recordOf(system: Pick<System, 'config' | 'keys'>, consent: Consent, parts: RecordParts) {
  const { purpose, client, entity, proof, text, valuesDigest } = parts;
  const { issuer } = system.config;
  const agencyId = client.agency?.id ?? null;
  const sub = pairwiseSub(system.keys, { id: client.id, agencyId }, consent.personId);
  const page = `${issuer}/me/consents/${consent.id}`;
  return {
    iss: issuer,
    iat: Math.floor(consent.givenAt.getTime() / 1000),
    jti: consent.id,
    record: {
      schema_version: 'ISO/IEC TS 27560:2023',
      record_id: consent.id,
      pii_principal_id: sub,
    },
    pii_processing: {
      language: consent.textLang,
      privacy_notice: text,
      values_digest: valuesDigest,
      collection_method: 'disclosed by Yekbar from base registries over its profile API',
      processing_method: 'read at each call of the profile API, each call on the record of the principal',
      jurisdiction: 'IR',
      withdrawal_method: page,
      privacy_rights: `${issuer}/me/rights`,
      purposes: [
        {
          purpose_id: purpose.key,
          purpose_version: purpose.version,
          name: purpose.name,
          description: purpose.text,
          lawful_basis: 'consent' as const,
          law: purpose.law,
          retention_period: purpose.retention,
          pii_controllers: [agencyId ?? client.id],
          recipients: [client.id],
          pii_information: consent.fields.map(informationOf),
        },
      ],
    },
    party_identification: [
      { party_id: sub, party_role: 'pii_principal' as const },
      {
        party_id: agencyId ?? client.id,
        party_role: 'pii_controller' as const,
        party_name: client.agency?.name ?? client.name,
      },
      { party_id: client.id, party_role: 'recipient' as const, party_name: client.name },
      { party_id: issuer, party_role: 'record_keeper' as const, party_url: issuer },
    ],
    authority: authorityOf(entity, proof),
    event: eventsOf({ ...consent, endedAt: null, endReason: null }, consent.givenAt),
  };
}

function informationOf(key: string) {
  const field = findField(key);
  const registry = field?.registry == null ? null : findRegistry(field.registry);
  return {
    pii_attribute_id: key,
    pii_type: { fa: fieldLabel(key, 'fa'), en: fieldLabel(key, 'en') },
    meaning_version: meaningOf(key),
    sensitivity: field?.classification ?? 'restricted',
    source: registry ? { registry: registry.key, number: registry.no, name: registry.name } : 'self_declared',
  };
}

/** In whose name, and what proves that the person could speak for it. */
function authorityOf(entity: Entity | undefined, { power, approvalId, officeIds, mandateId }: Proof) {
  if (!entity) return { type: 'self' as const };
  return {
    type: 'legal_entity' as const,
    id: entity.legalId,
    name: entity.name,
    proof: {
      basis: mandateId ? 'mandate' : 'registry',
      role: power?.role ?? null,
      mode: approvalId ? 'joint' : (power?.mode ?? null),
      since: power?.since ?? null,
      register_record: power?.record ?? null,
      as_of: power?.asOf.toISOString() ?? null,
      offices: officeIds,
      mandate: mandateId,
      limit: limitOf(power),
      approval: approvalId,
    },
  };
}

/** Up to how much the mandate goes; the system whose service has an amount accepts no more. */
function limitOf(power: Proof['power']) {
  const amount = power?.given?.amount ?? null;
  return amount === null ? null : { amount: Number(amount), currency: 'IRR' as const };
}

export interface ConsentEvent {
  readonly event_type: 'explicit' | 'termination';
  readonly event_state: 'given' | 'withdrawn' | 'replaced' | 'expired' | 'power_ended' | 'account_closed';
  readonly event_time: string;
  readonly valid_until: string | null;
  readonly by: 'pii_principal' | 'co_signatory' | 'recipient' | 'platform';
}

/** What happened to a consent up to a moment. Pure. */
export function eventsOf(
  consent: Pick<Consent, 'givenAt' | 'expiresAt' | 'endedAt' | 'endReason' | 'endedBy' | 'personId'>,
  at: Date,
): readonly ConsentEvent[] {
  const given: ConsentEvent = {
    event_type: 'explicit',
    event_state: 'given',
    event_time: consent.givenAt.toISOString(),
    valid_until: consent.expiresAt.toISOString(),
    by: 'pii_principal',
  };
  const lapsed = consent.endedAt === null && consent.expiresAt <= at;
  const endedAt = lapsed ? consent.expiresAt : consent.endedAt;
  const reason = lapsed ? 'expired' : consent.endReason;
  if (!endedAt || !reason) return [given];
  const ended: ConsentEvent = {
    event_type: 'termination',
    event_state: reason,
    event_time: endedAt.toISOString(),
    valid_until: null,
    by: enderOf(consent, reason),
  };
  return [given, ended];
}

function enderOf({ endedBy, personId }: Pick<Consent, 'endedBy' | 'personId'>, reason: string) {
  if (reason === 'replaced' || endedBy === personId) return 'pii_principal';
  if (reason !== 'withdrawn') return 'platform';
  return endedBy === null ? 'recipient' : 'co_signatory';
}
