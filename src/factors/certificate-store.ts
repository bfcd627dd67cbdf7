import type { Insertable, Selectable } from 'kysely';
import type { CertificateTable } from '../db/schema/factors.ts';
import type { Operation } from '../operation.ts';

export type CertificateRow = Selectable<CertificateTable>;

export function selectCertificates(op: Operation, personId: string): Promise<CertificateRow[]> {
  return op.db
    .selectFrom('certificate')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

export function selectCertificateBy(op: Operation, fingerprint: Buffer): Promise<CertificateRow | undefined> {
  return op.db
    .selectFrom('certificate')
    .selectAll()
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst();
}

/** @returns false when it is known already, whoever's it is */
export async function insertCertificate(op: Operation, row: Insertable<CertificateTable>): Promise<boolean> {
  const result = await op.db
    .insertInto('certificate')
    .values(row)
    .onConflict(conflict => conflict.column('fingerprint').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** @returns false when it was removed meanwhile */
export async function touchCertificate(op: Operation, id: string): Promise<boolean> {
  const result = await op.db
    .updateTable('certificate')
    .set({ used_at: op.at })
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** @returns false when this person has no such certificate */
export async function deleteCertificate(op: Operation, personId: string, id: string): Promise<boolean> {
  const result = await op.db
    .deleteFrom('certificate')
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
