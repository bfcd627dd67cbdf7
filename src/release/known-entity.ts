import { getEntity, openParticulars } from '../entities/index.ts';
import type { Both } from '../i18n/index.ts';
import type { LegalId } from '../identifiers.ts';
import type { Operation, System } from '../operation.ts';
import type { Successor } from '../registries/index.ts';
import type { SubjectKey } from '../vault/index.ts';

/** What every release and every ID token says of the entity that is acted for. */
export interface KnownEntity {
  readonly legalId: LegalId;
  readonly name: Both;
  /** Under which number it goes on, where the register says so. */
  readonly successor?: Successor;
}

/** As an answer says it. */
export interface SaidSuccessor {
  readonly id: string;
  readonly reason: Successor['reason'];
  /** ISO day */
  readonly since: string | null;
}

/** The pointer with which the old number of an entity answers; nothing for one that goes on under its own. */
export function pointerOf({ successor }: { readonly successor?: Successor | undefined }): {
  readonly successor?: SaidSuccessor;
} {
  if (!successor) return {};
  const { legalId: id, reason, since } = successor;
  return { successor: { id, reason, since } };
}

const MOST = 5_000;
const kept = new WeakMap<System, Map<string, KnownEntity>>();

/**
 * Number and name of an entity, and where it goes on. Kept in memory under the moment when the register said so: a newer word of the
 * register has another moment, so nothing outdated is ever served.
 * @param read what the caller has read of the entity anyway: among a million, hardly one is in memory
 */
export async function entityKnownAs(
  op: Operation,
  id: string,
  asOf: Date,
  read?: { readonly key: SubjectKey; readonly sealed: Buffer | null },
): Promise<KnownEntity> {
  const map = kept.get(op.system) ?? new Map<string, KnownEntity>();
  kept.set(op.system, map);
  const key = `${id} ${asOf.getTime()}`;
  const known = map.get(key);
  if (known) return known;
  const { legalId, name, successor } = read?.sealed
    ? openParticulars(read.key, read.sealed)
    : await getEntity(op, id);
  const entity = { legalId, name, ...(successor && { successor }) };
  const oldest = map.size >= MOST ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
  map.set(key, entity);
  return entity;
}
