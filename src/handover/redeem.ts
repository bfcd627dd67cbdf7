import { record, verifyRecordSignature } from '../audit/index.ts';
import { findClient } from '../clients/index.ts';
import { findEntity } from '../entities/index.ts';
import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { openSubject } from '../vault/index.ts';
import { type Bearer, type Context, REFERENCE, SEALED } from './handover.ts';
import { hashOf } from './make.ts';
import { takeOver, waitsFor } from './store.ts';

export interface Redeemed extends Context {
  readonly id: string;
  readonly from: { readonly id: string; readonly name: Both | undefined };
  readonly actingFor: { readonly type: 'legal_entity' | 'self'; readonly id: string | undefined };
}

/**
 * Takes a hand-over once. Whoever it is not for, whoever comes late or second, finds nothing: the answer is the same.
 * @throws handover.not_found, handover.other_subject (hers and for this system, but she acts for somebody else there)
 */
export async function redeemHandover(op: Operation, bearer: Bearer, reference: string): Promise<Redeemed> {
  const signed = await verifyRecordSignature(op, reference, REFERENCE);
  if (typeof signed?.jti !== 'string' || signed.aud !== bearer.clientId)
    throw new Fault('not_found', 'handover.not_found');
  const hash = hashOf(signed.jti);
  return atomically(op, async op => {
    const row = await takeOver(op, hash, bearer);
    if (!row) {
      if (await waitsFor(op, hash, bearer)) throw new Fault('conflict', 'handover.other_subject');
      throw new Fault('not_found', 'handover.not_found');
    }
    await record(op, {
      kind: 'handover.redeemed',
      personId: row.person_id,
      subjectId: row.subject_id,
      clientId: row.to_client,
      data: { handover: row.id, from: row.from_client },
    });
    const context = (await openSubject(op, row.person_id)).open<Context>(SEALED, row.sealed);
    const self = row.subject_id === row.person_id;
    const entity = self ? undefined : await findEntity(op, row.subject_id);
    return {
      ...context,
      id: row.id,
      from: { id: row.from_client, name: (await findClient(op, row.from_client))?.name },
      actingFor: { type: self ? 'self' : 'legal_entity', id: entity?.legalId },
    };
  });
}
