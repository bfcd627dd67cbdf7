import { type Entity, listEntities } from '../entities/index.ts';
import { entityHash } from '../keys.ts';
import type { Operation } from '../operation.ts';
import type { EntityOf, Facts, MandateOf, OfficeOf } from './covers.ts';
import { type MandateRow, type StandingRow, selectOfficesBelow } from './mandate-store.ts';
import { officeFact } from './offices.ts';
import { type OfficeRow, selectOffices } from './store.ts';

export const hex = (hash: Buffer): string => hash.toString('hex');

/** What `covers` looks at, with the rows that it was made of. */
export interface Loaded {
  readonly facts: Facts;
  readonly entities: ReadonlyMap<string, Entity>;
  readonly mandates: ReadonlyMap<string, MandateRow>;
  readonly offices: ReadonlyMap<string, OfficeRow>;
}

/**
 * All that decides about these mandates and offices: the offices that the mandates stand on, and the entities of all.
 * @param mandates with those that they are parts of
 */
export async function loadFacts(
  op: Operation,
  mandates: readonly MandateRow[],
  offices: readonly OfficeRow[] = [],
): Promise<Loaded> {
  const standing =
    mandates.length === 0
      ? []
      : await selectOfficesBelow(
          op,
          mandates.map(({ id }) => id),
        );
  const known = new Map(offices.map(row => [row.id, row]));
  const missing = [...new Set(standing.map(row => row.office_id))].filter(id => !known.has(id));
  if (missing.length > 0) for (const row of await selectOffices(op, missing)) known.set(row.id, row);
  const rows = [...known.values()];
  const entities = await listEntities(op, [
    ...rows.map(row => row.entity_id),
    ...mandates.map(row => row.entity_id),
  ]);
  const below = Map.groupBy(standing, row => row.mandate_id);
  return {
    facts: {
      offices: byId(rows.map(officeOf)),
      entities: byId(entities.map(entity => entityOf(op, entity))),
      mandates: byId(mandates.map(row => mandateOf(row, below.get(row.id) ?? []))),
    },
    entities: byId(entities),
    mandates: byId(mandates),
    offices: byId(rows),
  };
}

const byId = <T extends { readonly id: string }>(all: readonly T[]) => new Map(all.map(one => [one.id, one]));

function entityOf(op: Operation, { id, legalId, status }: Entity): EntityOf {
  return { id, hash: hex(entityHash(op.system.keys, legalId)), status };
}

function officeOf(row: OfficeRow): OfficeOf {
  return { ...officeFact(row), id: row.id, entityId: row.entity_id, officer: hex(row.officer_hash) };
}

function mandateOf(row: MandateRow, standing: readonly StandingRow[]): MandateOf {
  return {
    id: row.id,
    entityId: row.entity_id,
    rootOfficeId: row.root_office_id,
    parentId: row.parent_id,
    how: row.how,
    holder: { kind: row.holder_kind, hash: hex(row.holder_hash) },
    scope: { systems: row.systems, kinds: row.kinds, purposes: row.purposes },
    amount: row.amount === null ? null : BigInt(row.amount),
    from: row.valid_from,
    until: row.valid_until,
    mayPassOn: row.may_pass_on,
    state: row.state,
    endedAt: row.ended_at,
    offices: standing.map(({ office_id }) => office_id),
  };
}
