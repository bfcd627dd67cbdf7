import { randomUUID } from 'node:crypto';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { envelopeOf, type FieldEnvelope, findField, openProfile } from '../profile/index.ts';
import { unwrapKey } from '../vault/index.ts';
import { entityKnownAs } from './known-entity.ts';
import { pairwiseSub } from './pairwise.ts';
import { refillLater } from './refill.ts';
import { type Refusal, type ReleaseRow, type Standing, statementsOf } from './statement.ts';

/** What a client is handed: the object of the contract. */
export interface Release {
  readonly subject: { readonly type: 'legal_entity'; readonly id: string } | { readonly type: 'self' };
  readonly acting: {
    readonly sub: string;
    readonly authority?: {
      readonly basis: 'registry';
      readonly role: string | null;
      readonly mode: string | null;
    };
  };
  readonly purpose: string;
  readonly basis: { readonly type: 'consent'; readonly id: string } | { readonly type: 'law' };
  /** The entry in the record. */
  readonly release: string;
  readonly fields: Readonly<Record<string, FieldEnvelope>>;
}

const kinds: Record<Refusal, ConstructorParameters<typeof Fault>[0]> = {
  token_unknown: 'unauthenticated',
  scope_missing: 'forbidden',
  client_suspended: 'forbidden',
  person_inactive: 'forbidden',
  power_ended: 'forbidden',
  consent_withdrawn: 'forbidden',
  field_not_in_purpose: 'bad_input',
};

/** Where a grant stands now; undefined when it is bound to nobody (any more). */
export function findStanding(op: Operation, grant: Buffer): Promise<Standing | undefined> {
  return statementsOf(op.system).standing(grant);
}

/**
 * Hands the fields of the token's purpose over, and writes it in the record in the same commit.
 * @param question.token SHA-256 of the access token; `jkt` the thumbprint of a proven DPoP key
 * @throws release.token_unknown, .scope_missing, .client_suspended, .person_inactive, .power_ended,
 *   .consent_withdrawn, .field_not_in_purpose {fields}
 */
export async function releaseProfile(
  op: Operation,
  question: {
    readonly token: Buffer;
    readonly jkt: string | null;
    readonly fields: readonly string[] | null;
  },
): Promise<{ release: Release; clientId: string }> {
  const event = randomUUID();
  const row = await statementsOf(op.system).release({ ...question, event, tracking: op.tracking });
  if (row.refusal) throw refused(row, question.fields ?? []);
  const found = row as ReleaseRow & Standing;
  const release = await describe(op, found, event);
  if (Object.values(release.fields).some(field => field.stale))
    refillLater(op, {
      id: found.subject_id,
      kind: found.subject_type === 'self' ? 'person' : 'entity',
    });
  return { release, clientId: found.client_id };
}

function refused(row: ReleaseRow, asked: readonly string[]): Fault {
  const { refusal } = row;
  const known = keysOf(row.wanted);
  const foreign = refusal === 'field_not_in_purpose' ? asked.filter(key => !known.includes(key)) : [];
  return new Fault(
    kinds[refusal ?? 'token_unknown'],
    `release.${refusal}`,
    foreign.length > 0 ? { fields: foreign.slice(0, 20).map(key => key.slice(0, 100)) } : {},
  );
}

async function describe(op: Operation, row: ReleaseRow & Standing, event: string): Promise<Release> {
  const { system } = op;
  const self = row.subject_type === 'self';
  const entity =
    self || !row.entity_as_of ? undefined : await entityKnownAs(op, row.subject_id, row.entity_as_of);
  const client = { id: row.client_id, agencyId: row.agency_id };
  return {
    subject: entity ? { type: 'legal_entity', id: entity.legalId } : { type: 'self' },
    acting: {
      sub: pairwiseSub(system.keys, client, row.person_id),
      ...(self ? {} : { authority: { basis: 'registry' as const, role: row.role, mode: row.mode } }),
    },
    purpose: row.purpose_key ?? '',
    basis:
      row.purpose_basis === 'consent' && row.consent_id
        ? { type: 'consent', id: row.consent_id }
        : { type: 'law' },
    release: event,
    fields: fieldsOf(op, row),
  };
}

function fieldsOf(op: Operation, row: ReleaseRow & Standing): Record<string, FieldEnvelope> {
  if (!row.wrapped_key) throw new Fault('gone', 'vault.shredded');
  const stored = openProfile(unwrapKey(op.system.keys, row.subject_id, row.wrapped_key), row.sealed);
  const withheld = new Set(keysOf(row.withheld));
  const keys = keysOf(row.wanted);
  return Object.fromEntries(
    keys.map(key => [key, withheld.has(key) ? withheldEnvelope(key) : envelopeOf(key, stored, op.at)]),
  );
}

const keysOf = (list: string | null): string[] => (list ? list.split(',') : []);

/** Of the purpose, but nobody has allowed it (yet). */
function withheldEnvelope(key: string): FieldEnvelope {
  return {
    value: null,
    status: 'withheld',
    class: findField(key)?.class ?? 'authoritative',
    source: null,
    valid_from: null,
    changed_at: null,
    fetched_at: null,
    fresh_until: null,
    stale: false,
    v: null,
  };
}
