import type { Insertable, Selectable, Updateable } from 'kysely';
import { sql } from 'kysely';
import { readByKey, readTogether } from '../db/index.ts';
import type { AgencyOfficerTable } from '../db/schema/agencies.ts';
import type { Operation } from '../operation.ts';

export type OfficerRow = Selectable<AgencyOfficerTable>;
export type EndReason = NonNullable<OfficerRow['end_reason']>;

/** @returns false when the person is an officer there, or is invited */
export async function insertOfficer(op: Operation, row: Insertable<AgencyOfficerTable>): Promise<boolean> {
  const done = await op.db
    .insertInto('agency_officer')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export function selectOfficer(op: Operation, id: string): Promise<OfficerRow | undefined> {
  return op.db.selectFrom('agency_officer').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Those that hold or wait first, each group newest first. */
export function selectOfficers(op: Operation, agencyId: string, limit: number): Promise<OfficerRow[]> {
  return op.db
    .selectFrom('agency_officer')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .orderBy(sql`ended_at is not null`)
    .orderBy('invited_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** How many own each agency now. */
export async function countOwners(op: Operation): Promise<Map<string, number>> {
  const rows = await op.db
    .selectFrom('agency_officer')
    .select(['agency_id', ({ fn }) => fn.countAll<string>().as('count')])
    .where('role', '=', 'owner')
    .where('accepted_at', 'is not', null)
    .where('ended_at', 'is', null)
    .groupBy('agency_id')
    .execute();
  return new Map(rows.map(row => [row.agency_id, Number(row.count)]));
}

/** What a person is officer of now. */
export function selectCurrentOf(op: Operation, personId: string): Promise<OfficerRow[]> {
  return op.db
    .selectFrom('agency_officer')
    .selectAll()
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .orderBy('accepted_at')
    .orderBy('id')
    .execute();
}

/** Everything that a person was ever officer of, or was invited to. */
export function selectAllOf(op: Operation, personId: string, hash: Buffer): Promise<OfficerRow[]> {
  return op.db
    .selectFrom('agency_officer')
    .selectAll()
    .where(eb => eb.or([eb('person_id', '=', personId), eb('person_hash', '=', hash)]))
    .orderBy('invited_at')
    .execute();
}

/** Invitations that a person can answer now. */
export function selectInvitations(op: Operation, hash: Buffer): Promise<OfficerRow[]> {
  return op.db
    .selectFrom('agency_officer')
    .selectAll()
    .where('person_hash', '=', hash)
    .where('accepted_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('valid_until', '>', op.at)
    .where(eb => eb.or([eb('by_platform', '=', false), eb('approved_at', 'is not', null)]))
    .orderBy('invited_at')
    .orderBy('id')
    .execute();
}

/** Invitations of an agency that nobody has answered yet. */
export async function countInvitations(op: Operation, agencyId: string): Promise<number> {
  const row = await op.db
    .selectFrom('agency_officer')
    .select(eb => eb.fn.countAll<string>().as('count'))
    .where('agency_id', '=', agencyId)
    .where('accepted_at', 'is', null)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** One condition, one statement: of two who change at the same moment one finds nothing. */
export async function changeOfficer(
  op: Operation,
  id: string,
  change: Updateable<AgencyOfficerTable>,
  unless: 'approved_at' | 'accepted_at' | 'ended_at',
): Promise<boolean> {
  const done = await op.db
    .updateTable('agency_officer')
    .set(change)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where(unless, 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Invitations that were not taken in time make room for others. */
export async function endExpired(op: Operation, agencyId: string): Promise<void> {
  await op.db
    .updateTable('agency_officer')
    .set({ ended_at: op.at, ended_by: 'system', end_reason: 'expired' })
    .where('agency_id', '=', agencyId)
    .where('accepted_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('valid_until', '<=', op.at)
    .execute();
}

/** The owners of an agency, held until the transaction ends: of two who leave at once the second sees that he is the last. */
export async function lockOwners(op: Operation, agencyId: string): Promise<string[]> {
  const rows = await op.db
    .selectFrom('agency_officer')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('role', '=', 'owner')
    .where('accepted_at', 'is not', null)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(row => row.id);
}

/** Persons who are officers of an agency now, in one of these roles. */
export async function selectInRoles(
  op: Operation,
  agencyId: string,
  roles: readonly OfficerRow['role'][],
): Promise<string[]> {
  const rows = await op.db
    .selectFrom('agency_officer')
    .select('person_id')
    .where('agency_id', '=', agencyId)
    .where('role', 'in', [...roles])
    .where('accepted_at', 'is not', null)
    .where('ended_at', 'is', null)
    .orderBy('person_id')
    .execute();
  return rows.flatMap(row => row.person_id ?? []);
}

const selectHeld = readTogether<readonly [agencyId: string, personId: string, at: Date], boolean>(
  async (db, asked) => {
    const { rows } = await sql<{ there: boolean }>`
    select exists (select from agency_officer o where o.agency_id = a.agency_id and o.person_id = a.person_id
      and o.accepted_at <= a.at and (o.ended_at is null or o.ended_at >= a.at)) as there
    from unnest(${asked.map(([agencyId]) => agencyId)}::text[], ${asked.map(([, personId]) => personId)}::uuid[],
      ${asked.map(([, , at]) => at)}::timestamptz[])
      with ordinality as a (agency_id, person_id, at, place) order by a.place`.execute(db);
    return rows.map(row => row.there);
  },
);

/** Whether a person was an officer there at a moment; of a whole list in one statement. */
export function wasOfficer(op: Operation, agencyId: string, personId: string, at: Date): Promise<boolean> {
  return selectHeld(op, [agencyId, personId, at]);
}

/** Whose account is closed is found by no national ID any more. */
export async function forgetHash(op: Operation, id: string, unknown: Buffer): Promise<void> {
  await op.db.updateTable('agency_officer').set({ person_hash: unknown }).where('id', '=', id).execute();
}

/** Whether a person is or was an officer there. */
const wereOfficers = readTogether<readonly [agencyId: string, personId: string], boolean>(
  async (db, asked) => {
    const { rows } = await sql<{ there: boolean }>`
    select exists (select from agency_officer o where o.agency_id = a.agency_id and o.person_id = a.person_id) as there
    from unnest(${asked.map(([agencyId]) => agencyId)}::text[], ${asked.map(([, personId]) => personId)}::uuid[])
      with ordinality as a (agency_id, person_id, place) order by a.place`.execute(db);
    return rows.map(row => row.there);
  },
);

/** Of many that are asked for at the same moment, in one statement. */
export function wasEverOfficer(op: Operation, agencyId: string, personId: string): Promise<boolean> {
  return wereOfficers(op, [agencyId, personId]);
}

const selectProtecting = readByKey(
  (db, ids): Promise<{ agency_id: string }[]> =>
    db
      .selectFrom('agency_officer')
      .select('agency_id')
      .where(sql<boolean>`agency_id = any(${ids}::text[])`)
      .where('role', '=', 'data_protection')
      .where('accepted_at', 'is not', null)
      .where('ended_at', 'is', null)
      .execute(),
  row => row.agency_id,
);

/** Whether somebody answers for the data of an agency. */
export async function hasDataProtection(op: Operation, agencyId: string): Promise<boolean> {
  return (await selectProtecting(op, [agencyId])).length > 0;
}

/** Who got another number is still invited under it, and an office is found by it. */
export async function moveHash(op: Operation, from: Buffer, to: Buffer): Promise<void> {
  await op.db
    .updateTable('agency_officer')
    .set({ person_hash: to })
    .where('person_hash', '=', from)
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('agency_officer as other')
            .select('other.id')
            .where('other.person_hash', '=', to)
            .where('other.ended_at', 'is', null)
            .whereRef('other.agency_id', '=', 'agency_officer.agency_id'),
        ),
      ),
    )
    .execute();
}
