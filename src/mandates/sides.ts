import { findEntityByLegalId } from '../entities/index.ts';
import { Fault } from '../errors.ts';
import type { LegalId } from '../identifiers.ts';
import { getPerson } from '../identity/index.ts';
import { personHash } from '../keys.ts';
import type { Operation } from '../operation.ts';
import { openSubject } from '../vault/index.ts';
import { type MandateRow, selectMandates } from './mandate-store.ts';
import { findPower, type Power } from './power.ts';
import { isId, MANDATE, type SealedMandate } from './sealed.ts';

export interface Sides {
  readonly row: MandateRow;
  /** On which side of it the person stands. */
  readonly side: 'giver' | 'holder' | 'both';
  /** The entity that holds it, where one does. */
  readonly holderEntityId: string | null;
  /** That entity is bound by more than his signature. */
  readonly holderNeedsMore: { readonly required: number; readonly of: number } | undefined;
}

/**
 * A mandate of one of the two sides: who gave it and whoever can bind the entity that it is about or that gave it,
 * alone or with others; who holds it and whoever can bind the entity that holds it. To anyone else there is none.
 * @throws mandates.not_found
 */
export async function getSides(op: Operation, personId: string, id: string): Promise<Sides> {
  const [row] = isId(id) ? await selectMandates(op, [id]) : [];
  if (!row) throw new Fault('not_found', 'mandates.not_found');
  const binds = async (entityId: string | null) =>
    entityId === null ? undefined : binding(await findPower(op, personId, entityId));
  const gives =
    row.giver_person_id === personId ||
    (await binds(row.entity_id)) !== undefined ||
    (await binds(row.giver_entity_id)) !== undefined;
  const through = row.holder_kind === 'entity' ? await holderEntity(op, row) : null;
  const power = await binds(through);
  const holds = row.holder_kind === 'entity' ? power !== undefined : await isHolder(op, personId, row);
  if (!gives && !holds) throw new Fault('not_found', 'mandates.not_found');
  return {
    row,
    holderEntityId: through,
    side: gives && holds ? 'both' : gives ? 'giver' : 'holder',
    holderNeedsMore: power?.state === 'joint' ? { required: power.required, of: power.of } : undefined,
  };
}

/** By an office, alone or with others: no mandate makes somebody master of another. */
function binding(power: Power | undefined): Power | undefined {
  const office = power?.basis === 'registry' && (power.state === 'usable' || power.state === 'joint');
  return office ? power : undefined;
}

async function isHolder(op: Operation, personId: string, row: MandateRow): Promise<boolean> {
  const { identifier } = await getPerson(op, personId);
  return personHash(op.system.keys, identifier).equals(row.holder_hash);
}

async function holderEntity(op: Operation, row: MandateRow): Promise<string | null> {
  const key = await openSubject(op, row.entity_id);
  const { holder } = key.open<SealedMandate>(MANDATE, row.sealed);
  return (await findEntityByLegalId(op, holder.identifier as LegalId))?.id ?? null;
}
