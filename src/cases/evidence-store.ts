import { type Insertable, type Selectable, sql } from 'kysely';
import { readByKey } from '../db/index.ts';
import type { CaseEvidenceTable } from '../db/schema/cases.ts';
import type { Operation } from '../operation.ts';

export type EvidenceRow = Selectable<CaseEvidenceTable>;

export async function insertEvidence(op: Operation, row: Insertable<CaseEvidenceTable>): Promise<void> {
  await op.db.insertInto('case_evidence').values(row).execute();
}

export function selectEvidence(op: Operation, caseId: string): Promise<EvidenceRow | undefined> {
  return op.db.selectFrom('case_evidence').selectAll().where('case_id', '=', caseId).executeTakeFirst();
}

type KindRow = Pick<EvidenceRow, 'case_id' | 'media' | 'sealed_address'>;

const selectKinds = readByKey(
  (db, ids): Promise<KindRow[]> =>
    db
      .selectFrom('case_evidence')
      .select(['case_id', 'media', 'sealed_address'])
      .where(sql<boolean>`case_id = any(${ids}::uuid[])`)
      .execute(),
  row => row.case_id,
);

/** What the evidence of a case is, without the file itself; of a whole list in one statement. */
export async function selectEvidenceKind(op: Operation, caseId: string): Promise<KindRow | undefined> {
  return (await selectKinds(op, [caseId]))[0];
}

/** Of an account that is closed nothing is left to look at. */
export async function deleteEvidenceOf(op: Operation, personId: string): Promise<void> {
  await op.db
    .deleteFrom('case_evidence')
    .where('case_id', 'in', query =>
      query.selectFrom('citizen_case').select('id').where('person_id', '=', personId),
    )
    .execute();
}
