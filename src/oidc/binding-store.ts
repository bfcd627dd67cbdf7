import { type Selectable, sql } from 'kysely';
import type { GrantBindingTable } from '../db/schema/oidc.ts';
import type { Operation } from '../operation.ts';
import type { Binding } from './changes-store.ts';
import type { Handle } from './store.ts';

export async function insertBinding(db: Handle, row: Binding): Promise<void> {
  await db.insertInto('grant_binding').values(row).execute();
}

export type EndedBinding = Pick<
  Selectable<GrantBindingTable>,
  'grant_id' | 'client_id' | 'person_id' | 'session_uid'
>;

/** Ends the bindings that match, and says which grants they were. */
export async function endBindings(
  op: Operation,
  which: {
    consentId?: string;
    sessionUid?: Buffer;
    /** With sessionUid: what was given for the time after sign-out (offline_access) lives on. */
    offlineStays?: boolean;
    grantId?: Buffer;
    approvalIds?: readonly string[];
    officeIds?: readonly string[];
    mandateIds?: readonly string[];
    personId?: string;
    clientId?: string;
  },
): Promise<EndedBinding[]> {
  let query = op.db.updateTable('grant_binding').set({ ended_at: op.at }).where('ended_at', 'is', null);
  if (which.consentId) query = query.where('consent_id', '=', which.consentId);
  if (which.personId) query = query.where('person_id', '=', which.personId);
  if (which.clientId) query = query.where('client_id', '=', which.clientId);
  if (which.grantId) query = query.where('grant_id', '=', which.grantId);
  const { officeIds, mandateIds, approvalIds } = which;
  if (officeIds || mandateIds || approvalIds)
    query = query.where(eb =>
      eb.or([
        eb('office_id', '=', sql<string>`any(${officeIds ?? []}::uuid[])`),
        eb('mandate_id', '=', sql<string>`any(${mandateIds ?? []}::uuid[])`),
        eb('approval_id', '=', sql<string>`any(${approvalIds ?? []}::uuid[])`),
      ]),
    );
  if (which.sessionUid) query = query.where('session_uid', '=', which.sessionUid);
  if (which.offlineStays)
    query = query.where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('oidc_artifact as a')
            .select(sql`1`.as('one'))
            .whereRef('a.grant_id', '=', 'grant_binding.grant_id')
            .where('a.kind', '=', 'RefreshToken')
            .where('a.consumed_at', 'is', null)
            .where('a.expires_at', '>', op.at),
        ),
      ),
    );
  return query.returning(['grant_id', 'client_id', 'person_id', 'session_uid']).execute();
}

export type GrantSeen = Pick<
  Selectable<GrantBindingTable>,
  'client_id' | 'subject_id' | 'consent_id' | 'created_at' | 'ended_at'
>;

/** What a person ever gave a system by signing in, newest first. */
export function selectGrantsOf(op: Operation, personId: string): Promise<GrantSeen[]> {
  return op.db
    .selectFrom('grant_binding')
    .select(['client_id', 'subject_id', 'consent_id', 'created_at', 'ended_at'])
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .limit(5000)
    .execute();
}
