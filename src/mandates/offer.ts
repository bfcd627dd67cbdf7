import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import type { LegalId, PersonId } from '../identifiers.ts';
import { countUse, getPerson } from '../identity/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { openSubject } from '../vault/index.ts';
import type { Scope } from './covers.ts';
import { type Holder, holderOf, mustFit } from './fit.ts';
import { countOpenOffers, insertMandate, type MandateRow } from './mandate-store.ts';
import { tellHolder } from './notices.ts';
import { type From, type Origin, originOf } from './origin.ts';
import { MANDATE, type SealedMandate } from './sealed.ts';
import type { Template } from './templates.ts';

export interface Offer {
  readonly from: From;
  /** A person is called by the name that the giver knows; the account is not looked up. */
  readonly holder:
    | { readonly kind: 'person'; readonly identifier: PersonId; readonly name: string }
    | { readonly kind: 'entity'; readonly legalId: LegalId };
  readonly template: Template;
  readonly scope: Scope;
  /** Rials; null: no limit of its own. */
  readonly amount: bigint | null;
  /** ISO days in Tehran, both included. */
  readonly since: string;
  readonly until: string;
  readonly mayPassOn: boolean;
}

const MOST_OPEN = 100;

/**
 * Offers a part of what the person who asks has. It gives nothing until the other side accepts.
 * @returns the id of the mandate
 * @throws mandates.joint_gives {required, of} where one signature is not enough, mandates.too_many_offers, and what
 *   `originOf`, `holderOf` and `mustFit` throw
 */
export async function offerMandate(op: Operation, offer: Offer): Promise<string> {
  const giverId = personOf(op);
  const { origin, holder } = await reviewOffer(op, giverId, offer);
  if (origin.needsMore) throw new Fault('forbidden', 'mandates.joint_gives', origin.needsMore);
  await mustNotFlood(op, giverId);
  const giver = await getPerson(op, giverId);
  return atomically(op, op => insert(op, { offer, origin, holder, giverId, giver: giver.name }));
}

export interface Reviewed {
  readonly origin: Origin;
  readonly holder: Holder;
}

/** Whether it can be offered, before anybody has signed; the register is asked about a company that is to hold it. */
export async function reviewOffer(op: Operation, giverId: string, offer: Offer): Promise<Reviewed> {
  const origin = await originOf(op, giverId, offer.from);
  const holder = await holderOf(op, origin, { giverId, asked: true }, offer);
  await mustFit(op, origin, offer);
  return { origin, holder };
}

/**
 * The same, once all whom the register demands have signed. Called inside the transaction of the last signature, so
 * the register is not asked here.
 * @param signed who began it, and the offices of all who signed
 * @returns the id of the mandate
 * @throws mandates.joint when they do not bind the entity (any more), and as `offerMandate`
 */
export async function offerJointly(
  op: Operation,
  offer: Offer,
  signed: { readonly giverId: string; readonly officeIds: readonly string[] },
): Promise<string> {
  const { giverId, officeIds } = signed;
  const origin = await originOf(op, giverId, offer.from, officeIds);
  const holder = await holderOf(op, origin, { giverId, asked: false }, offer);
  await mustFit(op, origin, offer, true);
  const giver = origin.signers ?? (await getPerson(op, giverId)).name;
  return insert(op, { offer, origin, holder, giverId, giver });
}

async function insert(
  op: Operation,
  from: Reviewed & { readonly offer: Offer; readonly giverId: string; readonly giver: Both },
): Promise<string> {
  const { offer, origin, holder, giverId, giver } = from;
  const id = randomUUID();
  const key = await openSubject(op, origin.entity.id);
  const sealed: SealedMandate = {
    giver,
    through: origin.through?.name ?? null,
    holder: { identifier: holder.identifier, name: holder.name },
  };
  const row: MandateRow = {
    id,
    entity_id: origin.entity.id,
    root_office_id: origin.rootOfficeId,
    parent_id: origin.parentId,
    how: origin.how,
    template: offer.template,
    giver_person_id: giverId,
    giver_entity_id: origin.through?.id ?? null,
    holder_kind: offer.holder.kind,
    holder_hash: holder.hash,
    sealed: key.seal(MANDATE, sealed),
    systems: [...offer.scope.systems],
    kinds: [...offer.scope.kinds],
    purposes: [...offer.scope.purposes],
    amount: offer.amount === null ? null : String(offer.amount),
    valid_from: offer.since,
    valid_until: offer.until,
    may_pass_on: offer.mayPassOn && origin.mayPassOn,
    state: 'offered',
    offered_at: op.at,
    accepted_at: null,
    accepted_by: null,
    ended_at: null,
    end_reason: null,
    ended_by: null,
  };
  await insertMandate(op, row, origin.offices);
  await record(op, {
    kind: 'mandates.offered',
    personId: giverId,
    subjectId: origin.entity.id,
    data: { mandate: id, template: offer.template, how: origin.how, to: offer.holder.kind },
  });
  await tellHolder(op, row, 'offered');
  return id;
}

/** Each offer sends a text message to somebody: few are open at a time, and taking back and offering again is slow. */
export async function mustNotFlood(op: Operation, giverId: string): Promise<void> {
  if ((await countOpenOffers(op, giverId)) >= MOST_OPEN)
    throw new Fault('too_many', 'mandates.too_many_offers');
  const { wait } = await countUse(op, {
    name: 'mandate offered',
    by: { person: giverId },
    free: 30,
    leakSeconds: 600,
    ceilingSeconds: 3600,
  });
  if (wait > 0) throw new Fault('too_many', 'mandates.too_many_offers', { retryAfter: wait });
}

export function personOf(op: Operation): string {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  return op.actor.personId;
}
