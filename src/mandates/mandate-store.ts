import { type Selectable, sql } from 'kysely';
import type { MandateOfficeTable, MandateTable } from '../db/schema.ts';
import type { Operation } from '../operation.ts';

export type MandateRow = Selectable<MandateTable>;
export type EndedMandate = Pick<
  MandateRow,
  'id' | 'entity_id' | 'holder_kind' | 'holder_hash' | 'end_reason' | 'giver_person_id'
>;
export type StandingRow = Selectable<MandateOfficeTable>;

const ended = ['id', 'entity_id', 'holder_kind', 'holder_hash', 'end_reason', 'giver_person_id'] as const;

/** The mandates above these offices that have not ended, offered ones too. */
export function selectStanding(op: Operation, officeIds: readonly string[]): Promise<StandingRow[]> {
  return op.db
    .selectFrom('mandate_office as o')
    .innerJoin('mandate as m', 'm.id', 'o.mandate_id')
    .select(['o.mandate_id', 'o.office_id', 'o.signed'])
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
