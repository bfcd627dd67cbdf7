import { isDay } from '../calendar.ts';
import { type Entity, findEntityByLegalId } from '../entities/index.ts';
import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import type { LegalId } from '../identifiers.ts';
import { getPerson } from '../identity/index.ts';
import { entityHash, personHash } from '../keys.ts';
import type { Operation } from '../operation.ts';
import { RegistryDown } from '../registries/index.ts';
import { persianLetters } from '../text.ts';
import type { Scope } from './covers.ts';
import { hex } from './facts.ts';
import { isEmpty, isWithin, known, listServices } from './matters.ts';
import type { Offer } from './offer.ts';
import type { Origin } from './origin.ts';
import { tehranDay } from './power-state.ts';
import { refreshFromRegister } from './refresh.ts';

const MOST_YEARS = 5;
/** A number that JSON still carries exactly. */
const MOST_RIALS = 9_000_000_000_000_000n;

/** Whom it is for, as it will be written. */
export interface Holder {
  readonly identifier: string;
  readonly hash: Buffer;
  readonly name: Both;
}

/**
 * @param asked whether the register is asked about a company now; else what is kept of it counts
 * @throws mandates.to_oneself, .circle, .holder_unknown, .holder_not_active, .register_down, .name_missing
 */
export async function holderOf(
  op: Operation,
  origin: Origin,
  { giverId, asked }: { readonly giverId: string; readonly asked: boolean },
  { holder }: Offer,
): Promise<Holder> {
  const { keys } = op.system;
  if (holder.kind === 'person') {
    const hash = personHash(keys, holder.identifier);
    const { identifier } = await getPerson(op, giverId);
    const own = personHash(keys, identifier).equals(hash);
    // Who names staff for an entity may be one of them himself, and several may let one of them act alone.
    const mayBeOne = origin.how === 'named' || origin.needsMore !== undefined || origin.signers !== undefined;
    if (own && !mayBeOne) throw new Fault('bad_input', 'mandates.to_oneself');
    if (origin.above.has(hex(hash)) && !(own && mayBeOne)) throw new Fault('bad_input', 'mandates.circle');
    const name = persianLetters(holder.name.trim()).slice(0, 80);
    if (name === '') throw new Fault('bad_input', 'mandates.name_missing');
    return { identifier: holder.identifier, hash, name: { fa: name, en: '' } };
  }
  const hash = entityHash(keys, holder.legalId);
  if (origin.how === 'named') throw new Fault('bad_input', 'mandates.circle');
  if (holder.legalId === origin.entity.legalId || origin.above.has(hex(hash)))
    throw new Fault('bad_input', 'mandates.circle');
  const entity = await (asked ? ask(op, holder.legalId) : findEntityByLegalId(op, holder.legalId));
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

/**
 * Nobody gives more than he has, and nobody without an end.
 * @param begun while signatures were waited for, its first day may have passed
 * @throws mandates.scope_missing, .beyond_own, .day_malformed, .in_the_past, .longer_than_own {until}, .too_long {years},
 *   .amount_malformed
 */
export async function mustFit(op: Operation, origin: Origin, offer: Offer, begun = false): Promise<void> {
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
  if ((begun ? until : since) < today) throw new Fault('bad_input', 'mandates.in_the_past');
  const most = `${Number(today.slice(0, 4)) + MOST_YEARS}${today.slice(4)}`;
  if (until > most) throw new Fault('bad_input', 'mandates.too_long', { years: MOST_YEARS });
  if (origin.until !== null && until > origin.until)
    throw new Fault('forbidden', 'mandates.longer_than_own', { until: origin.until });
  if (origin.from !== null && since < origin.from) throw new Fault('forbidden', 'mandates.beyond_own');
}
