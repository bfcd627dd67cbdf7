import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { findPower } from '../mandates/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { announce } from '../signals/index.ts';
import { type Consent, findConsent } from './consent.ts';
import { endConsent } from './store.ts';

/**
 * Ends a consent with effect from now. Whoever gave it may, whose data it is may, and so may any one of those who
 * can act for the entity, alone or jointly: to take back needs no second signature. To anyone else there is no such
 * consent. Withdrawing twice is no error.
 * @throws consent.not_found
 */
export function withdrawConsent(op: Operation, consentId: string): Promise<Consent> {
  return atomically(op, async op => {
    const consent = await findConsent(op, consentId);
    if (!consent || !(await isHis(op, consent))) throw new Fault('not_found', 'consent.not_found');
    const by = op.actor.kind === 'person' ? op.actor.personId : null;
    const ending = { ended_at: op.at, end_reason: 'withdrawn', ended_by: by } as const;
    if (!(await endConsent(op, consent.id, ending))) return consent;
    await record(op, {
      kind: 'consent.withdrawn',
      subjectId: consent.subjectId,
      clientId: consent.clientId,
      data: { consent: consent.id, purpose: consent.purposeKey },
    });
    await announce(op, {
      kind: 'consent_withdrawn',
      subjectId: consent.subjectId,
      personId: consent.personId,
      clientId: consent.clientId,
      data: { consent: consent.id, purpose: consent.purposeKey, reason: 'withdrawn' },
    });
    return { ...consent, endedAt: op.at, endReason: 'withdrawn' };
  });
}

async function isHis(op: Operation, consent: Consent): Promise<boolean> {
  if (op.actor.kind !== 'person') return false;
  const { personId } = op.actor;
  if (consent.personId === personId || consent.subjectId === personId) return true;
  const power = await findPower(op, personId, consent.subjectId);
  return power?.state === 'usable' || power?.state === 'joint';
}
