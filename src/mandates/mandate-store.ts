import { type Insertable, type Selectable, sql } from 'kysely';
import { readTogether } from '../db/index.ts';
import type { MandateOfficeTable, MandateTable } from '../db/schema/mandates.ts';
import type { Operation } from '../operation.ts';
import type { Asked } from './store.ts';

export type MandateRow = Selectable<MandateTable>;
export type EndedMandate = Pick<
  MandateRow,
  'id' | 'entity_id' | 'holder_kind' | 'holder_hash' | 'end_reason' | 'giver_person_id'
>;
export type StandingRow = Selectable<MandateOfficeTable>;
/** An office that a mandate stands on, with all who signed for its entity together; signers null: it alone. */
export type Standing = Omit<StandingRow, 'mandate_id'>;

const ended = ['id', 'entity_id', 'holder_kind', 'holder_hash', 'end_reason', 'giver_person_id'] as const;

/** The mandates above these offices that have not ended, offered ones too. */
export function selectStanding(op: Operation, officeIds: readonly string[]): Promise<StandingRow[]> {
  return op.db
    .selectFrom('mandate_office as o')
    .innerJoin('mandate as m', 'm.id', 'o.mandate_id')
    .select(['o.mandate_id', 'o.office_id', 'o.signed', 'o.signers'])
    .where(sql<boolean>`o.office_id = any(${[...officeIds]}::uuid[])`)
    .where('m.ended_at', 'is', null)
    .execute();
}

type Ending = Pick<MandateRow, 'end_reason' | 'ended_by'>;

function ending(op: Operation, { end_reason, ended_by }: Ending) {
  const state = end_reason === 'refused' ? 'refused' : 'ended';
  return op.db
    .updateTable('mandate')
    .set({ state, ended_at: op.at, end_reason, ended_by })
    .where('ended_at', 'is', null)
    .returning(ended);
}

/** Those of them that had not ended before. */
export async function endMandatesById(
  op: Operation,
  ids: readonly string[],
  how: Ending,
): Promise<EndedMandate[]> {
  if (ids.length === 0) return [];
  return ending(op, how)
    .where('id', 'in', [...ids])
    .execute();
}

/** Those directly below the given ones. */
export function endChildren(op: Operation, parents: readonly string[], how: Ending): Promise<EndedMandate[]> {
  return ending(op, how)
    .where('parent_id', 'in', [...parents])
    .execute();
}

/** A way up is never longer than this; a circle that somebody wrote into the database ends here too. */
const MOST_LINKS = 4;

/** Mandates of a holder that have not ended long ago, with those that they are parts of. */
export const selectHeld = readTogether<Asked & { since: Date }, MandateRow[]>(async (db, all) => {
  const { rows } = await sql<MandateRow & { n: number }>`
with recursive asked as (
  select * from unnest(${all.map(one => one.person)}::bytea[], ${all.map(one => one.since)}::timestamptz[],
    ${all.map(one => one.entityId ?? null)}::uuid[]) with ordinality as a(holder, since, entity_id, n)
), up as (
  select m.*, 1 as link, asked.n::integer as n from asked join mandate m on m.holder_hash = asked.holder
    and m.state <> 'refused' and (m.ended_at is null or m.ended_at > asked.since)
    and (asked.entity_id is null or m.entity_id = asked.entity_id)
  union all
  select p.*, up.link + 1, up.n from mandate p join up on p.id = up.parent_id where up.link < ${MOST_LINKS}::integer
) select distinct on (n, id) * from up order by n, id`.execute(db);
  return all.map((_, at) => rows.filter(row => row.n === at + 1));
});

export function selectMandates(op: Operation, ids: readonly string[]): Promise<MandateRow[]> {
  return op.db
    .selectFrom('mandate')
    .selectAll()
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .orderBy('offered_at', 'desc')
    .execute();
}

/** A mandate with all above it. */
export async function selectWayUp(op: Operation, id: string): Promise<MandateRow[]> {
  const { rows } = await sql<MandateRow>`
with recursive up as (
  select m.*, 1 as link from mandate m where m.id = ${id}::uuid
  union all
  select p.*, up.link + 1 from mandate p join up on p.id = up.parent_id where up.link < ${MOST_LINKS}::integer
) select * from up order by link`.execute(op.db);
  return rows;
}

/** Those that a person or one of these entities gave, holds or is acted for by; the newest first. */
export function selectAround(
  op: Operation,
  who: { personId: string; hashes: readonly Buffer[]; entityIds: readonly string[] },
  most: number,
): Promise<MandateRow[]> {
  return op.db
    .selectFrom('mandate')
    .selectAll()
    .where(eb =>
      eb.or([
        eb('giver_person_id', '=', who.personId),
        eb('holder_hash', '=', sql<Buffer>`any(${[...who.hashes]}::bytea[])`),
        eb('entity_id', '=', sql<string>`any(${[...who.entityIds]}::uuid[])`),
        eb('giver_entity_id', '=', sql<string>`any(${[...who.entityIds]}::uuid[])`),
      ]),
    )
    .orderBy('offered_at', 'desc')
    .limit(most)
    .execute();
}

export function selectOfficesBelow(op: Operation, mandateIds: readonly string[]): Promise<StandingRow[]> {
  return op.db
    .selectFrom('mandate_office')
    .select(['mandate_id', 'office_id', 'signed', 'signers'])
    .where(sql<boolean>`mandate_id = any(${[...mandateIds]}::uuid[])`)
    .execute();
}

export async function insertMandate(
  op: Operation,
  row: Insertable<MandateTable>,
  offices: readonly Standing[],
): Promise<void> {
  await op.db.insertInto('mandate').values(row).execute();
  await op.db
    .insertInto('mandate_office')
    .values(
      offices.map(({ signers, ...office }) => ({
        ...office,
        mandate_id: row.id,
        signers: signers && JSON.stringify(signers),
      })),
    )
    .execute();
}

/** @returns false when it was not open any more */
export async function acceptOffered(
  op: Operation,
  id: string,
  how: { accepted_by: string; sealed: Buffer },
): Promise<boolean> {
  const done = await op.db
    .updateTable('mandate')
    .set({ ...how, state: 'active', accepted_at: op.at })
    .where('id', '=', id)
    .where('state', '=', 'offered')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Offers of one person that nobody has answered yet. */
export async function countOpenOffers(op: Operation, giverId: string): Promise<number> {
  const { count } = await op.db
    .selectFrom('mandate')
    .select(eb => eb.fn.countAll<string>().as('count'))
    .where('giver_person_id', '=', giverId)
    .where('state', '=', 'offered')
    .executeTakeFirstOrThrow();
  return Number(count);
}
