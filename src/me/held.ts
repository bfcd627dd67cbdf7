import { officesEver } from '../agencies/index.ts';
import { listApprovals } from '../approvals/index.ts';
import { findEvidence, getOwnCase, listCases } from '../cases/index.ts';
import { type Consent, consentReceipt, type Receipt } from '../consent/index.ts';
import { accreditationsOf, listVisitsOf, officerOnRecord } from '../counters/index.ts';
import { mobileWaitsUntil } from '../enrolment/index.ts';
import { isFault } from '../errors.ts';
import { listFactors } from '../factors/index.ts';
import { listOwnFeedback } from '../feedback/index.ts';
import { listApplications } from '../handover/index.ts';
import { accountSince, listEvidence } from '../identity/index.ts';
import { listMachines } from '../machines/index.ts';
import { listMandates, type MandateShown } from '../mandates/index.ts';
import { listMessagesOf } from '../messages/index.ts';
import { listGrants } from '../oidc/index.ts';
import type { Operation } from '../operation.ts';
import { findClosing } from '../rights/index.ts';
import type { Reader } from './reader.ts';

/** What rooms below these pages hold about a person; app.ts hands it in. */
export type HeldElsewhere = (op: Operation, personId: string) => Promise<Readonly<Record<string, unknown>>>;

const iso = (at: Date | null | undefined) => at?.toISOString() ?? null;

/** The sections of the export that are not values, powers, permissions and the record. Moments are ISO texts. */
export async function heldAbout(
  op: Operation,
  reader: Reader,
  about: (subjectId: string | null) => string | null,
  elsewhere: HeldElsewhere,
): Promise<Record<string, unknown>> {
  const { id } = reader.person;
  const factors = await listFactors(op, id);
  const since = await accountSince(op, id);
  const closing = await findClosing(op, id);
  return {
    signing_in: {
      password_since: iso(since.password),
      passkeys: factors.passkeys.map(({ name, createdAt, usedAt }) => ({
        name,
        created_at: iso(createdAt),
        used_at: iso(usedAt),
      })),
      authenticator: factors.totp
        ? { created_at: iso(factors.totp.createdAt), used_at: iso(factors.totp.usedAt) }
        : null,
      certificates: factors.certificates,
      recovery_codes_left: factors.recoveryCodesLeft,
      new_mobile_counts_from: iso(await mobileWaitsUntil(op, id)),
    },
    evidence: (await listEvidence(op, id)).map(one => ({ ...one, at: iso(one.at) })),
    grants: (await listGrants(op, id)).map(grant => ({
      client: grant.client_id,
      about: about(grant.subject_id),
      consent: grant.consent_id,
      since: iso(grant.created_at),
      ended_at: iso(grant.ended_at),
    })),
    mandates: (await listMandates(op, id)).mandates.map(mandateIn),
    approvals: (await listApprovals(op, id)).map(approval => ({
      about: about(approval.subjectId),
      client: approval.clientId,
      state: approval.state,
      purpose: approval.purposeKey,
      act: approval.act,
      mandate: approval.mandateId,
      started_at: iso(approval.startedAt),
      deadline_at: iso(approval.deadlineAt),
      decided_at: iso(approval.decidedAt),
      started_by_you: approval.personId === id,
      your_signature: approval.signatures
        .filter(signature => signature.personId === id)
        .map(({ decision, at }) => ({ decision, at: iso(at) })),
    })),
    software: (await listMachines(op, id)).map(machine => ({
      about: about(machine.entityId),
      client: machine.clientId,
      name: machine.name,
      fields: machine.fields,
      consent: machine.consentId,
      made_by_you: machine.makerId === id,
      made_at: iso(machine.madeAt),
      valid_until: iso(machine.validUntil),
      ended_at: iso(machine.endedAt),
      end_reason: machine.endReason,
    })),
    applications: (await listApplications(op, id)).map(one => ({
      about: about(one.subjectId),
      number: one.context?.application ?? null,
      licence_kind: one.context?.licenceKind ?? null,
      from: one.from.id,
      to: one.to.id,
      handed_over_at: iso(one.madeAt),
      taken_over_at: iso(one.redeemedAt),
      told: one.told.map(({ status, at }) => ({ status, at: iso(at) })),
    })),
    counters: await countersOf(op, id, about),
    feedback: (await listOwnFeedback(op, id)).map(({ givenAt, repliedAt, ...said }) => ({
      ...said,
      text: said.text ?? null,
      given_at: iso(givenAt),
      replied_at: iso(repliedAt),
    })),
    agencies: (await officesEver(op, id)).map(one => ({
      agency: one.agencyId,
      role: one.role,
      contractor: one.contractor,
      company: one.company,
      state: one.state,
      invited_at: iso(one.invitedAt),
      accepted_at: iso(one.acceptedAt),
      ended_at: iso(one.endedAt),
      end_reason: one.endReason,
    })),
    cases: await casesOf(op, id, about),
    messages: (await listMessagesOf(op, id)).map(message => ({ ...message, at: iso(message.at) })),
    account: {
      since: iso(since.account),
      closing_asked_at: iso(closing?.askedAt),
      closes_at: iso(closing?.dueAt),
      ...(await elsewhere(op, id)),
    },
  };
}

/** A mandate that one gave or holds, himself or for an entity that he binds. */
function mandateIn(mandate: MandateShown): object {
  const { entity, holder, amount, offeredAt, acceptedAt, endedAt } = mandate;
  return {
    id: mandate.id,
    entity: { id: entity.legalId, name: entity.name },
    kind: mandate.template,
    how: mandate.how,
    given_by_you: mandate.gives,
    held_by_you: mandate.holds,
    giver: mandate.giver,
    through: mandate.through ?? null,
    // What the giver typed of another is not the holder's to take along; of himself he knows it.
    holder: { kind: holder.kind, name: holder.name, id: mandate.gives ? holder.identifier : null },
    for: mandate.matters,
    limit: amount === null ? null : { amount: Number(amount), currency: 'IRR' },
    since: mandate.since,
    until: mandate.until,
    may_pass_on: mandate.mayPassOn,
    state: mandate.state,
    end_reason: mandate.endReason,
    offered_at: iso(offeredAt),
    accepted_at: iso(acceptedAt),
    ended_at: iso(endedAt),
  };
}

/** Where one was helped at a counter, and where one helps. */
async function countersOf(
  op: Operation,
  personId: string,
  about: (subjectId: string | null) => string | null,
): Promise<object> {
  const visits: object[] = [];
  for (const visit of await listVisitsOf(op, personId)) {
    const officer = await officerOnRecord(op, visit.officer_id);
    visits.push({
      about: about(visit.subject_id),
      client: visit.client_id,
      counter: officer?.counter ?? null,
      officer: officer?.name ?? null,
      confirmed_at: iso(visit.confirmed_at),
      ended_at: iso(visit.ended_at),
      end_reason: visit.end_reason,
      times_seen: visit.times_seen,
    });
  }
  const officer = (await accreditationsOf(op, personId)).map(one => ({
    counter: one.counter,
    client: one.clientId,
    until: iso(one.until),
  }));
  return { visits, officer };
}

async function casesOf(
  op: Operation,
  personId: string,
  about: (subjectId: string | null) => string | null,
): Promise<object[]> {
  const cases: object[] = [];
  for (const { id } of await listCases(op, { personId, limit: 1000 })) {
    const one = await getOwnCase(op, id);
    const evidence = await findEvidence(op, one);
    cases.push({
      number: one.number,
      kind: one.kind,
      about: about(one.subjectId),
      field: one.fieldKey,
      entry: one.releaseId,
      client: one.clientId,
      system: one.systemNumber,
      reason: one.reason,
      agency: one.agencyId,
      shown: evidence ? { file: evidence.media ?? null, address: evidence.address ?? null } : null,
      text: one.text ?? null,
      opened_at: iso(one.openedAt),
      due_at: iso(one.dueAt),
      state: one.state,
      outcome: one.outcome,
      answer: one.answer ?? null,
      answered_at: iso(one.answeredAt),
    });
  }
  return cases;
}

/** The signed record of each permission, where there is one that can be read. */
export async function receiptsOf(op: Operation, consents: readonly Consent[]): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (const { id } of consents) {
    try {
      receipts.push(await consentReceipt(op, id));
    } catch (error) {
      if (!isFault(error, 'consent.no_record') && !isFault(error, 'vault.shredded')) throw error;
    }
  }
  return receipts;
}
