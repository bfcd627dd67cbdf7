import type { Insertable, Selectable } from 'kysely';
import type { CaseEvidenceTable } from '../db/schema/cases.ts';
import type { Operation } from '../operation.ts';

export type EvidenceRow = Selectable<CaseEvidenceTable>;

export async function insertEvidence(op: Operation, row: Insertable<CaseEvidenceTable>): Promise<void> {
  await op.db.insertInto('case_evidence').values(row).execute();
}

export function selectEvidence(op: Operation, caseId: string): Promise<EvidenceRow | undefined> {
  return op.db.selectFrom('case_evidence').selectAll().where('case_id', '=', caseId).executeTakeFirst();
}

/** What the evidence of a case is, without the file itself. */
export function selectEvidenceKind(
  op: Operation,
  caseId: string,
): Promise<Pick<EvidenceRow, 'media' | 'sealed_address'> | undefined> {
  return op.db
    .selectFrom('case_evidence')
    .select(['media', 'sealed_address'])
    .where('case_id', '=', caseId)
    .executeTakeFirst();
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
