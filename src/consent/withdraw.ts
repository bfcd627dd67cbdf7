import { Fault } from '../errors.ts';
import { findPower } from '../mandates/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { type Consent, findConsent } from './consent.ts';
import { endOne } from './end.ts';

/**
 * Ends a consent with effect from now. Whoever gave it may, whose data it is may, the system that it was given to
 * may, and so may any one of those who can act for the entity, alone or jointly: to take back needs no second
 * signature. To anyone else there is no such consent. Withdrawing twice is no error.
 * @throws consent.not_found
 */
export function withdrawConsent(op: Operation, consentId: string): Promise<Consent> {
  return atomically(op, async op => {
    const consent = await findConsent(op, consentId);
    if (!consent || !(await mayEnd(op, consent))) throw new Fault('not_found', 'consent.not_found');
    const by = op.actor.kind === 'person' ? op.actor.personId : null;
    const over = consent.expiresAt <= op.at;
    const ended = await endOne(
      op,
      consent,
      over ? { at: consent.expiresAt, reason: 'expired', by: null } : { at: op.at, reason: 'withdrawn', by },
    );
    return ended ?? (await findConsent(op, consentId)) ?? consent;
  });
}

/** As if its last day had come: for the sandbox, where nobody waits for it. Only what its own client asks for. */
export function expireEarly(op: Operation, consentId: string): Promise<void> {
  return atomically(op, async op => {
    const consent = await findConsent(op, consentId);
    if (!consent || !(await mayEnd(op, consent))) throw new Fault('not_found', 'consent.not_found');
    await endOne(op, consent, { at: op.at, reason: 'expired', by: null });
  });
}

async function mayEnd(op: Operation, consent: Consent): Promise<boolean> {
  if (op.actor.kind === 'client') return op.actor.clientId === consent.clientId;
  return isHis(op, consent);
}

/** Who gave it, whose data it is, and who signs for the entity whose data it is. */
export async function isHis(op: Operation, consent: Consent): Promise<boolean> {
  if (op.actor.kind !== 'person') return false;
  const { personId } = op.actor;
  if (consent.personId === personId || consent.subjectId === personId) return true;
  const power = await findPower(op, personId, consent.subjectId);
  return power?.state === 'usable' || power?.state === 'joint';
}
