/**
 * Any number of entities with their directors, offices, consents and filled profiles, as they would lie in the
 * database, written by COPY. Each is a copy of one that was enrolled through the program itself, under keys and numbers
 * of its own: sealed anew, so that nothing in it can be shared or compressed.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { legalCheckDigit, parseLegalId } from '../src/identifiers.ts';
import { entityHash, keyedHash, seal } from '../src/keys.ts';
import { accessTokenId } from '../src/oidc/artifact.ts';
import { type System, systemOperation } from '../src/operation.ts';
import { openSubject, unwrapKey } from '../src/vault/index.ts';
import { copyIn } from './copy-in.ts';

const TOGETHER = 500;
const DAY_MS = 86_400_000;
/** The invented country knows entities from this number on that the benchmark enrols nowhere else. */
const FIRST = 100_000;

/** One entity with its sole director, opened. */
interface Pattern {
  readonly entity: unknown;
  readonly person: unknown;
  readonly officer: unknown;
  readonly profile: Buffer;
  readonly status: { readonly status: string; readonly as_of: Date };
  readonly office: Readonly<Record<'role' | 'mode' | 'since' | 'until' | 'record', string | null>>;
}

export interface Member {
  readonly personId: string;
  readonly entityId: string;
  readonly legalId: string;
}

const legalIdOf = (n: number) => {
  const body = `999${String(FIRST + n).padStart(7, '0')}`;
  return parseLegalId(`${body}${legalCheckDigit(body)}`);
};

/** What was enrolled, opened once, to be sealed anew for each copy. */
export async function readPatterns(system: System): Promise<Pattern[]> {
  const op = systemOperation(system, 'bench');
  const rows = await system.db
    .selectFrom('office as o')
    .innerJoin('entity as e', 'e.id', 'o.entity_id')
    .innerJoin('person as p', 'p.identifier_hash', 'o.officer_hash')
    .innerJoin('profile as pr', 'pr.subject_id', 'e.id')
    .where('o.mode', '=', 'sole')
    .select(['e.id as entityId', 'e.sealed as entity', 'e.status', 'e.as_of', 'p.id as personId'])
    .select(['p.sealed as person', 'pr.sealed as profile', 'o.sealed as officer'])
    .select(['o.role', 'o.mode', 'o.since', 'o.until', 'o.record'])
    .execute();
  return Promise.all(
    rows.map(async row => {
      const [entityKey, personKey] = [
        await openSubject(op, row.entityId),
        await openSubject(op, row.personId),
      ];
      const { role, mode, since, until, record } = row;
      return {
        entity: entityKey.open('entity', row.entity),
        person: personKey.open('person', row.person),
        officer: entityKey.open('office', row.officer),
        profile: entityKey.openBytes('profile', row.profile),
        status: { status: row.status, as_of: row.as_of },
        office: { role, mode, since, until, record },
      };
    }),
  );
}

export interface Purpose {
  readonly id: string;
  readonly clientId: string;
  readonly key: string;
  readonly fields: readonly string[];
}

export async function writeCrowd(
  system: System,
  client: pg.Client,
  { patterns, purpose, profiles }: { patterns: readonly Pattern[]; purpose: Purpose; profiles: number },
): Promise<Member[]> {
  const members: Member[] = [];
  for (let first = 0; first < profiles; first += TOGETHER) {
    const made = Array.from({ length: Math.min(TOGETHER, profiles - first) }, (_, at) => {
      const pattern = patterns[(first + at) % patterns.length];
      if (!pattern) throw new Error('nobody was enrolled to be copied');
      return rowsOf(system, pattern, purpose, first + at);
    });
    await copyIn(
      client,
      'subject_key',
      made.flatMap(one => one.keys),
    );
    for (const table of ['entity', 'person', 'office', 'consent', 'profile'] as const)
      await copyIn(
        client,
        table,
        made.map(one => one[table]),
      );
    members.push(...made.map(one => one.member));
  }
  return members;
}

function rowsOf(system: System, pattern: Pattern, purpose: Purpose, n: number) {
  const { keys } = system;
  const at = system.now();
  const key = () => {
    const id = randomUUID();
    const wrapped = seal(keys.master, randomBytes(32), `subject ${id}`);
    return {
      key: unwrapKey(keys, id, wrapped),
      row: { subject_id: id, wrapped_key: wrapped, created_at: at },
    };
  };
  const [entity, person] = [key(), key()];
  const [entityId, personId] = [entity.key.subjectId, person.key.subjectId];
  const [legalId, officer] = [legalIdOf(n), keyedHash(keys.lookup, 'bench', String(n))];
  return {
    member: { personId, entityId, legalId },
    keys: [entity.row, person.row],
    entity: {
      id: entityId,
      identifier_hash: entityHash(keys, legalId),
      sealed: entity.key.seal('entity', { ...(pattern.entity as object), legalId }),
      ...pattern.status,
    },
    person: {
      id: personId,
      identifier_hash: officer,
      identifier_kind: 'national_id',
      sealed: person.key.seal('person', pattern.person),
      state: 'active',
      created_at: at,
    },
    office: {
      id: randomUUID(),
      entity_id: entityId,
      officer_hash: officer,
      sealed: entity.key.seal('office', pattern.officer),
      required: 1,
      as_of: pattern.status.as_of,
      ...pattern.office,
    },
    consent: {
      id: randomUUID(),
      person_id: personId,
      subject_id: entityId,
      client_id: purpose.clientId,
      purpose_id: purpose.id,
      purpose_key: purpose.key,
      fields: purpose.fields,
      text_lang: 'fa',
      text_hash: Buffer.alloc(32),
      given_at: at,
      expires_at: new Date(at.getTime() + 300 * DAY_MS),
      office_ids: [],
      meanings: [],
    },
    profile: {
      subject_id: entityId,
      sealed: entity.key.sealBytes('profile', pattern.profile),
      version: 1,
      updated_at: at,
    },
  };
}

/** An access token for each of these, as the engine would have stored it. @returns the tokens */
export async function giveTokens(
  system: System,
  client: pg.Client,
  purpose: Purpose,
  members: readonly Member[],
): Promise<string[]> {
  const at = system.now();
  const until = new Date(at.getTime() + DAY_MS);
  const offices = await client.query<{ id: string; entity_id: string }>(
    'select id, entity_id from office where entity_id = any($1)',
    [members.map(one => one.entityId)],
  );
  const officeOf = new Map(offices.rows.map(row => [row.entity_id, row.id]));
  const given = members.map(({ personId, entityId }) => {
    const [token, grant] = [randomBytes(32).toString('base64url'), randomBytes(32)];
    return {
      token,
      binding: {
        grant_id: grant,
        person_id: personId,
        subject_id: entityId,
        subject_type: 'legal_entity',
        office_id: officeOf.get(entityId) ?? null,
        client_id: purpose.clientId,
        purpose_id: purpose.id,
        created_at: at,
      },
      artifact: {
        id: accessTokenId(token),
        kind: 'AccessToken',
        // As long as the engine's, and read by nobody here.
        payload: randomBytes(900),
        grant_id: grant,
        account_id: personId,
        client_id: purpose.clientId,
        business_profile: true,
        created_at: at,
        expires_at: until,
      },
    };
  });
  await copyIn(
    client,
    'grant_binding',
    given.map(one => one.binding),
  );
  await copyIn(
    client,
    'oidc_artifact',
    given.map(one => one.artifact),
  );
  return given.map(one => one.token);
}
