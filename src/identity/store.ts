import { type Insertable, type Selectable, sql } from 'kysely';
import type { IdentityEvidenceTable, PersonTable } from '../db/schema/identity.ts';
import type { Operation } from '../operation.ts';
import { wrappedKeyOf } from '../vault/index.ts';
import type { PersonRow } from './person-store.ts';

export interface BucketRow {
  readonly bucket: Buffer;
  readonly failures: number;
  readonly until: Date;
  readonly updated_at: Date;
}

export interface Candidate {
  readonly person: PersonRow | undefined;
  readonly secret: string | null;
  /** The number that was typed is one that the register replaced. */
  readonly former: 'renumbered' | 'merged' | null;
  readonly buckets: readonly BucketRow[];
}

/** Whose number that is, or was. */
const holderOf = (hash: Buffer) => sql<string>`coalesce(
  (select id from person where identifier_hash = ${hash}),
  (select holder_id from former_identifier where identifier_hash = ${hash}))`;

/** All that a sign-in asks of the database, in one statement whether there is such a person or not. */
export async function selectCandidate(
  op: Operation,
  hash: Buffer,
  buckets: readonly Buffer[],
): Promise<Candidate> {
  const rows = await op.db
    .selectFrom(sql<{ one: number }>`(select 1 as one)`.as('one'))
    .leftJoin('person', join => join.on('person.id', '=', holderOf(hash)))
    .leftJoin('credential', join =>
      join.onRef('credential.person_id', '=', 'person.id').on('credential.kind', '=', 'password'),
    )
    .leftJoin('throttle', join => join.on('throttle.bucket', 'in', [...buckets]))
    .select(['person.id', 'person.identifier_kind', 'person.sealed', 'person.state', 'credential.secret'])
    .select(wrappedKeyOf('person.id').as('wrapped_key'))
    .select(op =>
      op
        .selectFrom('former_identifier')
        .select('former_identifier.how')
        .where('former_identifier.identifier_hash', '=', hash)
        .as('former'),
    )
    .select(['throttle.bucket', 'throttle.failures', 'throttle.until', 'throttle.updated_at'])
    .execute();
  const first = rows[0];
  const { id, identifier_kind, sealed, state, wrapped_key } = first ?? {};
  return {
    person:
      id && identifier_kind && sealed && state
        ? { id, identifier_kind, sealed, state, wrapped_key: wrapped_key ?? null }
        : undefined,
    secret: first?.secret ?? null,
    former: first?.former ?? null,
    buckets: rows.flatMap(({ bucket, failures, until, updated_at }) =>
      bucket && failures !== null && until && updated_at ? [{ bucket, failures, until, updated_at }] : [],
    ),
  };
}

/** @returns false when someone with this identifier is there already */
export async function insertPerson(op: Operation, row: Insertable<PersonTable>): Promise<boolean> {
  const result = await op.db
    .insertInto('person')
    .values(row)
    .onConflict(conflict => conflict.column('identifier_hash').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function insertPassword(
  op: Operation,
  row: { id: string; person_id: string; secret: string },
): Promise<void> {
  await op.db
    .insertInto('credential')
    .values({ ...row, kind: 'password', created_at: op.at })
    .execute();
}

/** The PHC string of the password of a person, if there is one. */
export async function selectSecret(op: Operation, personId: string): Promise<string | null> {
  const row = await op.db
    .selectFrom('credential')
    .select('secret')
    .where('person_id', '=', personId)
    .where('kind', '=', 'password')
    .executeTakeFirst();
  return row?.secret ?? null;
}

/** Gives a person this password, in place of the one that was. */
export async function putSecret(
  op: Operation,
  row: { id: string; person_id: string; secret: string },
): Promise<void> {
  await op.db
    .insertInto('credential')
    .values({ ...row, kind: 'password', created_at: op.at })
    .onConflict(conflict =>
      conflict
        .column('person_id')
        .where('kind', '=', 'password')
        .doUpdateSet({ secret: row.secret, created_at: op.at }),
    )
    .execute();
}

/** Replaces a hash by a costlier one of the same password, unless the password was changed meanwhile. */
export async function raiseSecret(op: Operation, personId: string, from: string, to: string): Promise<void> {
  await op.db
    .updateTable('credential')
    .set({ secret: to })
    .where('person_id', '=', personId)
    .where('secret', '=', from)
    .execute();
}

/** @param from only from this state; without: from any but closed. @returns false when it was not so, or nothing changed */
export async function updateState(
  op: Operation,
  id: string,
  state: Selectable<PersonTable>['state'],
  from?: Selectable<PersonTable>['state'],
): Promise<boolean> {
  let query = op.db
    .updateTable('person')
    .set({ state })
    .where('id', '=', id)
    .where('state', 'not in', [state, 'closed']);
  if (from) query = query.where('state', '=', from);
  return (await query.executeTakeFirst()).numUpdatedRows > 0n;
}

export async function insertEvidence(
  op: Operation,
  rows: readonly Insertable<IdentityEvidenceTable>[],
): Promise<void> {
  await op.db
    .insertInto('identity_evidence')
    .values([...rows])
    .onConflict(conflict => conflict.doNothing())
    .execute();
}

/** What one failure does to a bucket; the numbers are those of a limit in throttle.ts. */
export interface Counting {
  readonly bucket: Buffer;
  readonly free: number;
  readonly leakSeconds: number;
  readonly ceilingSeconds: number;
  /** The first wait; each further failure doubles it. Two seconds unless told. */
  readonly firstWaitSeconds?: number;
}

/** What a bucket holds after a failure was counted. */
export type Counted = Pick<BucketRow, 'failures' | 'until'>;

/**
 * Counts one failure in one statement: what leaked away since the last one goes, one comes, and past the free ones
 * the wait is 2, 4, 8 … seconds up to the ceiling.
 * @param onlyWhenOpen count only if the bucket is not waiting: among parallel requests one gets through
 * @returns undefined when it was waiting
 */
export function countFailure(
  op: Operation,
  { bucket, free, leakSeconds, ceilingSeconds, firstWaitSeconds = 2 }: Counting,
  onlyWhenOpen: boolean,
): Promise<Counted | undefined> {
  const elapsed = sql<number>`extract(epoch from (excluded.updated_at - throttle.updated_at))`;
  const failures = sql<number>`(greatest(0, throttle.failures - floor(${elapsed} / ${leakSeconds}::int)::int) + 1)`;
  const over = sql<number>`least(${failures} - ${free}::int, 20)`;
  const wait = sql<number>`case when ${over} <= 0 then 0 else least(${ceilingSeconds}::int, ${firstWaitSeconds}::int * 2 ^ (${over} - 1)) end`;
  return op.db
    .insertInto('throttle')
    .values({ bucket, failures: 1, until: op.at, updated_at: op.at })
    .onConflict(conflict => {
      const update = conflict.column('bucket').doUpdateSet({
        failures,
        until: sql<Date>`excluded.updated_at + make_interval(secs => (${wait})::double precision)`,
        updated_at: op.at,
      });
      return onlyWhenOpen ? update.where('throttle.until', '<=', op.at) : update;
    })
    .returning(['failures', 'until'])
    .executeTakeFirst();
}

export function selectBucket(op: Operation, bucket: Buffer): Promise<Counted | undefined> {
  return op.db
    .selectFrom('throttle')
    .select(['failures', 'until'])
    .where('bucket', '=', bucket)
    .executeTakeFirst();
}

export async function deleteBuckets(op: Operation, buckets: readonly Buffer[]): Promise<void> {
  await op.db
    .deleteFrom('throttle')
    .where('bucket', 'in', [...buckets])
    .execute();
}

/** Takes back one failure that was counted before it was known to be none. */
export async function takeBackFailure(op: Operation, bucket: Buffer): Promise<void> {
  await op.db
    .updateTable('throttle')
    .set({ failures: sql<number>`greatest(0, failures - 1)`, until: sql<Date>`updated_at` })
    .where('bucket', '=', bucket)
    .execute();
}

export async function deleteBucketsBefore(op: Operation, before: Date, limit: number): Promise<number> {
  const old = op.db.selectFrom('throttle').select('bucket').where('updated_at', '<', before).limit(limit);
  const result = await op.db.deleteFrom('throttle').where('bucket', 'in', old).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/**
 * Cuts a person off from the identifier: nobody is found by it here any more, and whoever enrols with it again is
 * another person.
 */
export async function closeRow(op: Operation, id: string, nobody: Buffer): Promise<void> {
  await op.db
    .updateTable('person')
    .set({ state: 'closed', identifier_hash: nobody })
    .where('id', '=', id)
    .execute();
  await op.db.deleteFrom('credential').where('person_id', '=', id).execute();
}

export function selectEvidence(
  op: Operation,
  personId: string,
): Promise<Pick<Selectable<IdentityEvidenceTable>, 'registry' | 'result' | 'at'>[]> {
  return op.db
    .selectFrom('identity_evidence')
    .select(['registry', 'result', 'at'])
    .where('person_id', '=', personId)
    .orderBy('at')
    .execute();
}

/** Since when a person has the password of now, and the account. */
export async function selectSince(
  op: Operation,
  personId: string,
): Promise<{ account: Date | undefined; password: Date | undefined }> {
  const person = await op.db
    .selectFrom('person')
    .select('created_at')
    .where('id', '=', personId)
    .executeTakeFirst();
  const credential = await op.db
    .selectFrom('credential')
    .select('created_at')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return { account: person?.created_at, password: credential?.created_at };
}
