/**
 * What ends with what: the rooms whose affairs hang on a power, a consent, an account or a number are told in the same
 * transaction in which that ends. Rooms do not know those below them, so it stands beside app.ts.
 */
import { endRole, keepSuspended } from './admin/index.ts';
import { endOfficesOf, moveInvitations } from './agencies/index.ts';
import { endApprovalsOf, moveSigner } from './approvals/index.ts';
import { movePilotUsers } from './clients/index.ts';
import { endConsentsOf, endConsentsOfPerson, onConsentEnded } from './consent/index.ts';
import { endCountersOf, endVisitsOf } from './counters/index.ts';
import { forgetFeedbackOf } from './feedback/index.ts';
import { onStateChanged, onSuccession } from './identity/index.ts';
import { endMachineOf } from './machines/index.ts';
import { movePowers, onPowerEnded } from './mandates/index.ts';
import type { Oidc } from './oidc/index.ts';
import type { Operation, System } from './operation.ts';
import { onAccountClosed } from './rights/index.ts';
import { announce } from './signals/index.ts';

export function endWithWhatEnds(system: System, oidc: Oidc): void {
  withPower(system, oidc);
  withConsent(system, oidc);
  withAccount(system, oidc);
  withState(system, oidc);
  withNumber(system, oidc);
}

/** A power over an entity: its mandates, sign-ins, joint approvals, consents and visits at counters. */
function withPower(system: System, oidc: Oidc): void {
  onPowerEnded(system, async (op, { entityId, officeIds, mandateIds, personIds }) => {
    for (const mandate of mandateIds) {
      const data = { mandate, change: 'ended' };
      await announce(op, { kind: 'authority_changed', subjectId: entityId, data });
    }
    await oidc.endGrantsOf(op, { officeIds, mandateIds });
    await endApprovalsOf(op, { officeIds }, oidc.approvalSettled);
    await endConsentsOf(op, { officeIds, mandateIds });
    await endVisitsOf(op, { personIds, subjectId: entityId }, 'power_ended');
  });
}

/** A consent: what was given by it, and the machine that lives by it. */
function withConsent(system: System, oidc: Oidc): void {
  onConsentEnded(system, async (op, { ids, id, endReason }) => {
    for (const consentId of ids) await oidc.endGrantsOf(op, { consentId });
    await endMachineOf(op, { id, endReason });
  });
}

/** An account: everything that is the person’s. */
function withAccount(system: System, oidc: Oidc): void {
  onAccountClosed(system, async (op, personId) => {
    await oidc.endSessionsOf(op, personId);
    await oidc.endGrantsOf(op, { personId });
    await forgetFeedbackOf(op, personId);
    await endCountersOf(op, personId);
    await endOfficesOf(op, personId);
    await endRole(op, personId);
  });
}

/** An account that may not be used for now, or never again because its person has died. */
function withState(system: System, oidc: Oidc): void {
  onStateChanged(system, async (op, personId, state) => {
    if (state === 'active') return keepSuspended(op, personId);
    await oidc.endSessionsOf(op, personId);
    await oidc.endGrantsOf(op, { personId });
    if (state !== 'deceased') return;
    await endConsentsOfPerson(op, personId);
    await endCountersOf(op, personId);
    await endOfficesOf(op, personId);
    await endRole(op, personId);
  });
}

/** A number that was replaced goes over to the one that counts; where two accounts were one person, one of them ends. */
function withNumber(system: System, oidc: Oidc): void {
  onSuccession(system, async (op, succession) => {
    const { from, to, ended, personId } = succession;
    await movePowers(op, succession);
    await movePilotUsers(op, from, to);
    await moveInvitations(op, from, to);
    await moveSigner(op, from, to);
    if (ended === undefined) return;
    // First of what clients are told: by it they know whose consents and sessions these were.
    const data = { change: 'merged', into: personId };
    await announce(op, { kind: 'subject_changed', personId: ended, data });
    await endConsentsOfPerson(op, ended);
    await oidc.endSessionsOf(op, ended);
    await oidc.endGrantsOf(op, { personId: ended });
    await endCountersOf(op, ended);
    await endOfficesOf(op, ended);
    await endRole(op, ended);
    await keepSuspended(op, personId);
  });
}

/** Whoever knew the old password is out: every session of the person but the one that changed it. */
export function endOtherSessions(oidc: Oidc) {
  return async (op: Operation, personId: string, keepUid: string | undefined): Promise<void> => {
    await oidc.endSessionsOf(op, personId, { except: keepUid });
  };
}

/** After a recovery nothing stays that was opened before it, also not what was given for the time after sign-out. */
export function endAll(oidc: Oidc) {
  return async (op: Operation, personId: string): Promise<void> => {
    await endOtherSessions(oidc)(op, personId, undefined);
    await oidc.endGrantsOf(op, { personId });
  };
}
