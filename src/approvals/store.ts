import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { JointApprovalTable, JointSignatureTable } from '../db/schema/approvals.ts';
import type { Operation } from '../operation.ts';
import { wrappedKeyOf } from '../vault/index.ts';

export type ApprovalRow = Selectable<JointApprovalTable> & { readonly wrapped_key?: Buffer | null };
export type SignatureRow = Selectable<JointSignatureTable>;

const columns = [
  'joint_approval.id',
  'joint_approval.subject_id',
  'joint_approval.subject_type',
  'joint_approval.client_id',
  'joint_approval.purpose_id',
  'joint_approval.purpose_key',
  'joint_approval.person_id',
  'joint_approval.required',
  'joint_approval.sealed',
  'joint_approval.shown_hash',
  'joint_approval.state',
  'joint_approval.started_at',
  'joint_approval.deadline_at',
  'joint_approval.decided_at',
  'joint_approval.holds_until',
  'joint_approval.offices',
  'joint_approval.signers',
  'joint_approval.ended_at',
  'joint_approval.end_reason',
  'joint_approval.request_hash',
  'joint_approval.polled_at',
  'joint_approval.act',
  'joint_approval.mandate_id',
] as const;

const signatureColumns = [
  'approval_id',
  'person_id',
  'office_id',
  'decision',
  'shown_hash',
  'lang',
  'acr',
  'at',
] as const;

function approvals(op: Operation) {
  return op.db
    .selectFrom('joint_approval')
    .select(columns)
    .select(wrappedKeyOf('joint_approval.subject_id').as('wrapped_key'));
}

export function selectApproval(op: Operation, id: string): Promise<ApprovalRow | undefined> {
  return approvals(op).where('joint_approval.id', '=', id).executeTakeFirst();
}

/** The same, held until the transaction ends: of two decisions at once the second sees the first. */
export function lockApproval(op: Operation, id: string): Promise<ApprovalRow | undefined> {
  return approvals(op).where('joint_approval.id', '=', id).forUpdate('joint_approval').executeTakeFirst();
}

/** The one that waits or was approved; what has passed its time may still be among them. */
export function selectOpen(
  op: Operation,
  key: { personId: string; subjectId: string; clientId: string; purposeKey: string },
): Promise<ApprovalRow | undefined> {
  return approvals(op)
    .where('person_id', '=', key.personId)
    .where('joint_approval.subject_id', '=', key.subjectId)
    .where('client_id', '=', key.clientId)
    .where('purpose_key', '=', key.purposeKey)
    .where('state', 'in', ['waiting', 'approved'])
    .where('request_hash', 'is', null)
    .where('act', 'is', null)
    .executeTakeFirst();
}

/** Those about these subjects, and those that this person began or signed; newest first. */
export function selectOf(
  op: Operation,
  personId: string,
  subjectIds: readonly string[],
  limit: number,
): Promise<ApprovalRow[]> {
  return approvals(op)
    .where(eb =>
      eb.or([
        eb('person_id', '=', personId),
        ...(subjectIds.length > 0 ? [eb('joint_approval.subject_id', 'in', [...subjectIds])] : []),
        eb('joint_approval.id', 'in', inner =>
          inner
            .selectFrom('joint_signature as s')
            .select('s.approval_id')
            .where('s.person_id', '=', personId),
        ),
      ]),
    )
    .orderBy('started_at', 'desc')
    .orderBy('joint_approval.id')
    .limit(limit)
    .execute();
}

export async function selectSignatures(op: Operation, ids: readonly string[]): Promise<SignatureRow[]> {
  if (ids.length === 0) return [];
  return op.db
    .selectFrom('joint_signature')
    .select(signatureColumns)
    .where('approval_id', 'in', [...ids])
    .orderBy('at')
    .orderBy('person_id')
    .execute();
}

/** @returns false when one for the same is open already */
export async function insertApproval(op: Operation, row: Insertable<JointApprovalTable>): Promise<boolean> {
  const result = await op.db
    .insertInto('joint_approval')
    .values(row)
    .onConflict(conflict =>
      conflict
        .columns(['person_id', 'subject_id', 'client_id', 'purpose_key'])
        // Literal: as parameters of a prepared statement they would match no index.
        .where(sql<boolean>`state in ('waiting', 'approved')`)
        .where('request_hash', 'is', null)
        .where('act', 'is', null)
        .doNothing(),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function updateApproval(
  op: Operation,
  id: string,
  row: Updateable<JointApprovalTable>,
): Promise<void> {
  await op.db.updateTable('joint_approval').set(row).where('id', '=', id).execute();
}

/** @returns false when this person had decided already */
export async function insertSignature(op: Operation, row: Insertable<JointSignatureTable>): Promise<boolean> {
  const result = await op.db
    .insertInto('joint_signature')
    .values(row)
    .onConflict(conflict => conflict.columns(['approval_id', 'person_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/**
 * Open ones that rest on these offices: by a counted signature, or by one that was given while it waits. What was done
 * by an act is done: what came of it ends by itself. Two look-ups, each by its index: approvals are kept for good.
 */
export function lockResting(op: Operation, officeIds: readonly string[]): Promise<ApprovalRow[]> {
  const offices = [...officeIds];
  return approvals(op)
    .where('joint_approval.id', 'in', eb =>
      eb
        .selectFrom('joint_approval as counted')
        .select('counted.id')
        .where('counted.state', '=', 'approved')
        .where(sql<boolean>`counted.offices && ${offices}::uuid[]`)
        .union(
          eb
            .selectFrom('joint_signature as s')
            .select('s.approval_id as id')
            .where('s.office_id', 'in', offices)
            .where('s.decision', '=', 'approved'),
        ),
    )
    .where(eb =>
      eb.or([eb('state', '=', 'waiting'), eb.and([eb('state', '=', 'approved'), eb('act', 'is', null)])]),
    )
    .orderBy('joint_approval.id')
    .forUpdate('joint_approval')
    .execute();
}

/** Those whose deadline has passed; of several processes each takes others. */
export function lockOverdue(op: Operation, most: number): Promise<ApprovalRow[]> {
  return approvals(op)
    .where('state', '=', 'waiting')
    .where('deadline_at', '<=', op.at)
    .limit(most)
    .forUpdate('joint_approval')
    .skipLocked()
    .execute();
}

/** Remembers that its client asked. @returns false when it asked again too soon */
export async function updatePolled(op: Operation, hash: Buffer, notSince: Date): Promise<boolean> {
  const result = await op.db
    .updateTable('joint_approval')
    .set({ polled_at: op.at })
    .where('request_hash', '=', hash)
    .where(eb => eb.or([eb('polled_at', 'is', null), eb('polled_at', '<=', notSince)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Who signed stays the one who signed, under the number that replaced his; two who are one have signed once. */
export async function renameSigner(op: Operation, from: string, to: string): Promise<void> {
  await sql`update joint_approval set signers = (select jsonb_agg(distinct officer)
      from jsonb_array_elements(replace(signers::text, ${from}::text, ${to}::text)::jsonb) officer)
    where state in ('waiting', 'approved') and signers ? ${from}::text`.execute(op.db);
}
