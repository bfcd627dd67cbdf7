import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { type Entity, findEntityByLegalId } from '../entities/index.ts';
import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import type { LegalId, PersonId } from '../identifiers.ts';
import { countUse, getPerson } from '../identity/index.ts';
import { entityHash, personHash } from '../keys.ts';
import { atomically, type Operation } from '../operation.ts';
import { RegistryDown } from '../registries/index.ts';
import { persianLetters } from '../text.ts';
import { openSubject } from '../vault/index.ts';
import type { Scope } from './covers.ts';
import { hex } from './facts.ts';
import { countOpenOffers, insertMandate, type MandateRow } from './mandate-store.ts';
import { isEmpty, isWithin, known, listServices } from './matters.ts';
import { tellHolder } from './notices.ts';
import { type From, type Origin, originOf } from './origin.ts';
import { tehranDay } from './power-state.ts';
import { refreshFromRegister } from './refresh.ts';
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

const MOST_YEARS = 5;
const MOST_OPEN = 100;
/** A number that JSON still carries exactly. */
const MOST_RIALS = 9_000_000_000_000_000n;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Offers a part of what the person who asks has. It gives nothing until the other side accepts.
 * @returns the id of the mandate
 * @throws mandates.to_oneself, .circle, .holder_unknown, .holder_not_active, .register_down, .name_missing,
 *   .scope_missing, .beyond_own, .day_malformed, .in_the_past, .longer_than_own {until}, .too_long {years},
 *   .amount_malformed, .too_many_offers, and what `originOf` throws
 */
export async function offerMandate(op: Operation, offer: Offer): Promise<string> {
  const giverId = personOf(op);
  const origin = await originOf(op, giverId, offer.from);
  const holder = await holderOf(op, origin, offer);
  await mustFit(op, origin, offer);
  await mustNotFlood(op, giverId);
  const giver = await getPerson(op, giverId);
  const id = randomUUID();
  return atomically(op, async op => {
    const key = await openSubject(op, origin.entity.id);
    const sealed: SealedMandate = {
      giver: giver.name,
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
      subjectId: origin.entity.id,
      data: { mandate: id, template: offer.template, how: origin.how, to: offer.holder.kind },
    });
    await tellHolder(op, row, 'offered');
    return id;
  });
}

/** Each offer sends a text message to somebody: few are open at a time, and taking back and offering again is slow. */
async function mustNotFlood(op: Operation, giverId: string): Promise<void> {
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

interface Holder {
  readonly identifier: string;
  readonly hash: Buffer;
  readonly name: Both;
}

async function holderOf(op: Operation, origin: Origin, { holder }: Offer): Promise<Holder> {
  const { keys } = op.system;
  if (holder.kind === 'person') {
    const hash = personHash(keys, holder.identifier);
    const { identifier } = await getPerson(op, personOf(op));
    const own = personHash(keys, identifier).equals(hash);
    // Who names staff for an entity may be one of them himself.
    if (own && origin.how !== 'named') throw new Fault('bad_input', 'mandates.to_oneself');
    if (origin.above.has(hex(hash))) throw new Fault('bad_input', 'mandates.circle');
    const name = persianLetters(holder.name.trim()).slice(0, 80);
    if (name === '') throw new Fault('bad_input', 'mandates.name_missing');
    return { identifier: holder.identifier, hash, name: { fa: name, en: '' } };
  }
  const hash = entityHash(keys, holder.legalId);
  if (origin.how === 'named') throw new Fault('bad_input', 'mandates.circle');
  if (holder.legalId === origin.entity.legalId || origin.above.has(hex(hash)))
    throw new Fault('bad_input', 'mandates.circle');
  const entity = await ask(op, holder.legalId);
  if (!entity) throw new Fault('bad_input', 'mandates.holder_unknown');
  if (entity.status !== 'active') throw new Fault('bad_input', 'mandates.holder_not_active');
  return { identifier: holder.legalId, hash, name: entity.name };
}

async function ask(op: Operation, legalId: LegalId): Promise<Entity | undefined> {
  try {
    return await refreshFromRegister(op, legalId);
  } catch (error) {
    if (!(error instanceof RegistryDown)) throw error;
    const kept = await findEntityByLegalId(op, legalId);
    if (!kept) throw new Fault('unavailable', 'mandates.register_down');
    return kept;
  }
}

/** Nobody gives more than he has, and nobody without an end. */
async function mustFit(op: Operation, origin: Origin, offer: Offer): Promise<void> {
  const { scope, amount, since, until } = offer;
  const services = await listServices(op);
  if (isEmpty(scope)) throw new Fault('bad_input', 'mandates.scope_missing');
  const kept = known(scope, services);
  const count = (one: Scope) => one.systems.length + one.kinds.length + one.purposes.length;
  if (count(kept) !== count(scope)) throw new Fault('bad_input', 'mandates.scope_missing');
  if (origin.scope && !isWithin(scope, origin.scope, services))
    throw new Fault('forbidden', 'mandates.beyond_own');
  if (amount !== null && (amount <= 0n || amount > MOST_RIALS))
    throw new Fault('bad_input', 'mandates.amount_malformed');
  if (origin.amount !== null && (amount === null || amount > origin.amount))
    throw new Fault('forbidden', 'mandates.beyond_own');
  if (!isDay(since) || !isDay(until) || until < since) throw new Fault('bad_input', 'mandates.day_malformed');
  const today = tehranDay(op.at);
  if (since < today) throw new Fault('bad_input', 'mandates.in_the_past');
  const most = `${Number(today.slice(0, 4)) + MOST_YEARS}${today.slice(4)}`;
  if (until > most) throw new Fault('bad_input', 'mandates.too_long', { years: MOST_YEARS });
  if (origin.until !== null && until > origin.until)
    throw new Fault('forbidden', 'mandates.longer_than_own', { until: origin.until });
  if (origin.from !== null && since < origin.from) throw new Fault('forbidden', 'mandates.beyond_own');
}

function isDay(text: string): boolean {
  const at = DAY.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
