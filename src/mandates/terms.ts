import { getEntity } from '../entities/index.ts';
import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import type { Operation } from '../operation.ts';
import { openSubject } from '../vault/index.ts';
import type { Scope } from './covers.ts';
import { mattersOf } from './list.ts';
import { listServices } from './matters.ts';
import { mustNotFlood, type Offer, reviewOffer } from './offer.ts';
import { MANDATE, type SealedMandate } from './sealed.ts';
import { getSides } from './sides.ts';
import type { Template } from './templates.ts';

/** What a mandate says, in both languages: the text that all who have to sign for it see. */
export interface MandateTerms {
  /** For whom will be acted. */
  readonly entity: { readonly legalId: string; readonly name: Both };
  /** Who gives it; of one that is still to be signed nobody yet. */
  readonly giver: Both | null;
  /** The entity that names its staff or passes a part on. */
  readonly through: Both | null;
  readonly holder: { readonly kind: 'person' | 'entity'; readonly identifier: string; readonly name: Both };
  readonly template: Template;
  readonly matters: { readonly fa: readonly string[]; readonly en: readonly string[] };
  /** Rials; null: no limit. */
  readonly amount: string | null;
  /** ISO days */
  readonly since: string;
  readonly until: string;
  readonly mayPassOn: boolean;
}

export interface ToSign {
  readonly terms: MandateTerms;
  /** The entity whose signatures it needs. */
  readonly signedFor: string;
}

/**
 * What is put before those who give a mandate together.
 * @throws as `offerMandate`; mandates.signs_alone where nobody else has to sign
 */
export async function termsOfOffer(op: Operation, giverId: string, offer: Offer): Promise<ToSign> {
  const { origin, holder } = await reviewOffer(op, giverId, offer);
  if (!origin.signedFor || !origin.needsMore) throw new Fault('conflict', 'mandates.signs_alone');
  await mustNotFlood(op, giverId);
  const { entity, through } = origin;
  return {
    signedFor: origin.signedFor.id,
    terms: {
      entity: { legalId: entity.legalId, name: entity.name },
      giver: null,
      through: through?.name ?? null,
      holder: { kind: offer.holder.kind, identifier: holder.identifier, name: holder.name },
      template: offer.template,
      matters: await inBoth(op, offer.scope),
      amount: offer.amount === null ? null : String(offer.amount),
      since: offer.since,
      until: offer.until,
      mayPassOn: offer.mayPassOn && origin.mayPassOn,
    },
  };
}

/**
 * What is put before those who accept a mandate together, for the entity that is to hold it.
 * @throws mandates.not_found, mandates.over, mandates.signs_alone
 */
export async function termsOfAcceptance(op: Operation, personId: string, id: string): Promise<ToSign> {
  const { row, side, holderEntityId, holderNeedsMore } = await getSides(op, personId, id);
  if (side === 'giver' || holderEntityId === null) throw new Fault('not_found', 'mandates.not_found');
  if (row.state !== 'offered') throw new Fault('gone', 'mandates.over');
  if (!holderNeedsMore) throw new Fault('conflict', 'mandates.signs_alone');
  const entity = await getEntity(op, row.entity_id);
  const key = await openSubject(op, row.entity_id);
  const { giver, through, holder } = key.open<SealedMandate>(MANDATE, row.sealed);
  return {
    signedFor: holderEntityId,
    terms: {
      entity: { legalId: entity.legalId, name: entity.name },
      giver,
      through,
      holder: { kind: row.holder_kind, ...holder },
      template: row.template,
      matters: await inBoth(op, row),
      amount: row.amount,
      since: row.valid_from,
      until: row.valid_until,
      mayPassOn: row.may_pass_on,
    },
  };
}

async function inBoth(op: Operation, scope: Scope): Promise<MandateTerms['matters']> {
  const services = await listServices(op);
  return { fa: mattersOf(scope, services, 'fa'), en: mattersOf(scope, services, 'en') };
}
