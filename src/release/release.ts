import { randomUUID } from 'node:crypto';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import {
  disputeMoments,
  type FieldEnvelope,
  fieldsAsOf,
  type Octets,
  octetsOf,
  openBytes,
  textOf,
  type WrittenFields,
  writeFields,
} from '../profile/index.ts';
import { type SubjectKey as OpenKey, unwrapKey } from '../vault/index.ts';
import type { AsOf } from './as-of.ts';
import { type Authority, authorityOf } from './authority.ts';
import { entityKnownAs, pointerOf, type SaidSuccessor } from './known-entity.ts';
import { pairwiseSub } from './pairwise.ts';
import { refillLater, type SubjectKey } from './refill.ts';
import { type Refusal, type ReleaseRow, type Standing, statementsOf } from './statement.ts';
import { selectGrantOf } from './token-store.ts';

/** What a client is handed: the object of the contract. */
export interface Release {
  readonly subject:
    | { readonly type: 'legal_entity'; readonly id: string; readonly successor?: SaidSuccessor }
    | { readonly type: 'self' };
  readonly acting: {
    readonly sub: string;
    readonly authority?: Authority;
  };
  readonly purpose: string;
  readonly basis: { readonly type: 'consent'; readonly id: string } | { readonly type: 'law' };
  /** The entry in the record. */
  readonly release: string;
  /** Asked with `since`: what to ask with next, and the keys of what the client has already. */
  readonly version?: string;
  readonly unchanged?: readonly string[];
  /** Asked as of an earlier moment: which, as far as it was known when, and the keys of what nobody knew then. */
  readonly as_of?: string;
  readonly known_at?: string;
  readonly unknown?: readonly string[];
  readonly fields: Readonly<Record<string, FieldEnvelope>>;
}

type ReleaseHead = Omit<Release, 'fields'>;

/** A release that has been written in the record and may leave. */
export interface HandedOver {
  readonly clientId: string;
  readonly subject: SubjectKey;
  readonly head: ReleaseHead;
  /** JSON of the fields, ready to be sent. */
  readonly fields: Octets;
  /** Shorter than they are, and another for others. */
  readonly mark: string;
  /** Asked with a time: when fields were last disputed, or disputed no longer. */
  readonly disputes?: Readonly<Record<string, string>>;
}

/** All of it as an object. */
export function asObject({ head, fields }: Pick<HandedOver, 'head' | 'fields'>): Release {
  return { ...head, fields: JSON.parse(textOf(fields)) as Release['fields'] };
}

const kinds: Record<Refusal, ConstructorParameters<typeof Fault>[0]> = {
  token_unknown: 'unauthenticated',
  scope_missing: 'forbidden',
  client_suspended: 'forbidden',
  person_inactive: 'forbidden',
  power_ended: 'forbidden',
  consent_withdrawn: 'forbidden',
  history_not_allowed: 'forbidden',
  field_not_in_purpose: 'bad_input',
};

/** Where a grant stands now; undefined when it is bound to nobody (any more). */
export function findStanding(op: Operation, grant: Buffer): Promise<Standing | undefined> {
  return statementsOf(op.system).standing(grant);
}

/** Whether what this token was given for could be handed over now, by all that a release asks of it. */
export async function tokenStands(op: Operation, token: Buffer, jkt: string | null): Promise<boolean> {
  const grant = await selectGrantOf(op, token, jkt);
  const standing = grant && (await findStanding(op, grant));
  if (!standing) return false;
  const { purpose_basis: basis, consent_id: consent } = standing;
  const allowed = standing.grant_alive && (basis === 'law' || consent !== null);
  return allowed && standing.client_active && standing.person_active && standing.power_alive;
}

/**
 * Hands the fields of the token's purpose over, and writes it in the record in the same commit.
 * @param question.token SHA-256 of the access token; `jkt` the thumbprint of a proven DPoP key
 * @throws release.token_unknown, .scope_missing, .client_suspended, .person_inactive, .power_ended,
 *   .consent_withdrawn, .history_not_allowed, .field_not_in_purpose {fields}
 */
export async function releaseProfile(
  op: Operation,
  question: {
    readonly token: Buffer;
    readonly jkt: string | null;
    readonly fields: readonly string[] | null;
    readonly asOf?: AsOf | undefined;
    /** Whether to say when fields were disputed. */
    readonly disputes?: boolean;
  },
): Promise<HandedOver> {
  const event = randomUUID();
  const { asOf } = question;
  const row = await statementsOf(op.system).release({
    ...question,
    asOf: asOf?.validAt.toISOString() ?? null,
    event,
    tracking: op.tracking,
  });
  if (row.refusal) throw refused(row, question.fields ?? []);
  const found = row as ReleaseRow & Standing;
  if (!found.wrapped_key) throw new Fault('gone', 'vault.shredded');
  const key = unwrapKey(op.system.keys, found.subject_id, found.wrapped_key);
  const subject: SubjectKey = {
    id: found.subject_id,
    kind: found.subject_type === 'self' ? 'person' : 'entity',
  };
  const head = await describe(op, found, event, key);
  if (asOf) return { clientId: found.client_id, subject, ...(await past(op, found, head, asOf)) };
  const opened = openBytes(key, found.sealed === null ? null : bytesOf(found.sealed));
  const { octets: fields, mark, stale } = fieldsOf(op, found, opened);
  if (stale) refillLater(op, subject);
  const disputes = question.disputes ? { disputes: disputeMoments(opened) } : {};
  return { clientId: found.client_id, subject, head, fields, mark, ...disputes };
}

async function past(op: Operation, row: ReleaseRow & Standing, head: ReleaseHead, asOf: AsOf) {
  const { fields, unknown } = await fieldsAsOf(op, row.subject_id, keysOf(row.wanted), asOf);
  const times = { as_of: asOf.validAt.toISOString(), known_at: asOf.knownAt.toISOString() };
  const said = octetsOf(JSON.stringify(fields));
  return { head: { ...head, ...times, unknown }, fields: said, mark: said };
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

async function describe(
  op: Operation,
  row: ReleaseRow & Standing,
  event: string,
  key: OpenKey,
): Promise<ReleaseHead> {
  const { system } = op;
  const self = row.subject_type === 'self';
  const entity =
    self || !row.entity_as_of
      ? undefined
      : await entityKnownAs(op, row.subject_id, row.entity_as_of, { key, sealed: row.entity_sealed });
  const client = { id: row.client_id, agencyId: row.agency_id };
  return {
    subject: entity ? { type: 'legal_entity', id: entity.legalId, ...pointerOf(entity) } : { type: 'self' },
    acting: {
      sub: pairwiseSub(system.keys, client, row.person_id),
      ...(self ? {} : { authority: authorityOf(row) }),
    },
    purpose: row.purpose_key ?? '',
    basis:
      row.purpose_basis === 'consent' && row.consent_id
        ? { type: 'consent', id: row.consent_id }
        : { type: 'law' },
    release: event,
  };
}

/** Sealed profiles pass through here one after the other; a buffer of its own for each costs as much as opening it. */
const passing = Buffer.alloc(64 * 1024);

/** Valid until the next call. */
function bytesOf(base64: string): Buffer {
  if (base64.length > passing.length) return Buffer.from(base64, 'base64');
  return passing.subarray(0, passing.write(base64, 'base64'));
}

function fieldsOf(op: Operation, row: ReleaseRow, opened: Buffer | undefined): WrittenFields {
  return writeFields(opened, keysOf(row.wanted), new Set(keysOf(row.withheld)), op.at);
}

const keysOf = (list: string | null): string[] => (list ? list.split(',') : []);
