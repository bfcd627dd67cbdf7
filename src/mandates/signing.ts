import { type Entity, getEntity } from '../entities/index.ts';
import { isFault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import { getPerson } from '../identity/index.ts';
import type { Operation } from '../operation.ts';
import { getJointPower, listSignatories, type Signatory } from './joint.ts';
import type { Standing } from './mandate-store.ts';
import { getUsablePower } from './power.ts';

/** In whose name an entity signs: one who binds it alone, or several who bind it together. */
export interface Signing {
  readonly entity: Entity;
  /** The offices of those who sign; while more are needed, that of the first. */
  readonly offices: readonly Standing[];
  /** Of the offices the one that ends first; ISO day. */
  readonly until: string | null;
  /** Names of those who sign. */
  readonly names: Both;
  /** His signature alone does not bind it. */
  readonly needsMore: { readonly required: number; readonly of: number } | undefined;
}

/**
 * @param together the offices of all who have signed, where several did
 * @throws mandates.none, mandates.ended; with `together` also mandates.joint when they do not bind it (any more)
 */
export async function signingFor(
  op: Operation,
  personId: string,
  entityId: string,
  together?: readonly string[],
): Promise<Signing> {
  if (together) return jointly(op, entityId, await getJointPower(op, entityId, together), undefined);
  try {
    const { entity, officeId, until } = await getUsablePower(op, personId, entityId);
    const { name } = await getPerson(op, personId);
    const offices = [{ office_id: officeId, signed: 1, signers: null }];
    return { entity, offices, until, names: name, needsMore: undefined };
  } catch (error) {
    if (!isFault(error, 'mandates.joint')) throw error;
    const own = (await listSignatories(op, entityId)).filter(one => one.personId === personId);
    const { required, of } = error.data as { required: number; of: number };
    return jointly(op, entityId, own, { required, of });
  }
}

async function jointly(
  op: Operation,
  entityId: string,
  signing: readonly Signatory[],
  needsMore: Signing['needsMore'],
): Promise<Signing> {
  const signers = signing.map(one => one.officer);
  return {
    entity: await getEntity(op, entityId),
    offices: signing.map(({ id }) => ({ office_id: id, signed: signers.length, signers })),
    until: soonest(signing.map(({ until }) => until)),
    names: {
      fa: signing.map(({ name }) => name.fa).join(' و '),
      en: signing.map(({ name }) => name.en || name.fa).join(', '),
    },
    needsMore,
  };
}

export const soonest = (days: readonly (string | null | undefined)[]): string | null =>
  days
    .filter(day => day != null)
    .sort()
    .at(0) ?? null;
