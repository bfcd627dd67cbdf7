import { getEntity, openParticulars } from '../entities/index.ts';
import type { Both } from '../i18n/index.ts';
import type { LegalId } from '../identifiers.ts';
import type { Operation, System } from '../operation.ts';
import type { SubjectKey } from '../vault/index.ts';

/** What every release and every ID token says of the entity that is acted for. */
export interface KnownEntity {
  readonly legalId: LegalId;
  readonly name: Both;
}

const MOST = 5_000;
const kept = new WeakMap<System, Map<string, KnownEntity>>();

/**
 * Number and name of an entity. Kept in memory under the moment when the register said so: a newer word of the
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
  const { legalId, name } = read?.sealed ? openParticulars(read.key, read.sealed) : await getEntity(op, id);
  const oldest = map.size >= MOST ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
  map.set(key, { legalId, name });
  return { legalId, name };
}
