import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import type { Entity } from '../entities/index.ts';
import { type Keys, personHash } from '../keys.ts';
import { atomically, type Operation } from '../operation.ts';
import type { Officer } from '../registries/index.ts';
import { openSubject, type SubjectKey } from '../vault/index.ts';
import { insertOffice, type OfficeRow, selectOfficesOfEntity, updateOffice } from './store.ts';

/** What is sealed of an office, under the key of the entity. */
export type SealedOfficer = Pick<Officer, 'name'>;
export const OFFICE = 'office';

type Ending = Pick<OfficeRow, 'ended_at' | 'end_reason'>;

/** The start of an ISO day in Tehran, which keeps one offset all year. */
function startOf(day: string): Date {
  return new Date(`${day}T00:00:00+03:30`);
}

/** An office as the rule looks at it. */
export function officeFact(row: OfficeRow) {
  return {
    role: row.role as Officer['role'],
    mode: row.mode,
    required: row.required,
    since: row.since,
    until: row.until,
    endedAt: row.ended_at,
  };
}

/**
 * Keeps the officers of an entity as one answer of the register lists them: new ones are added, known ones renewed,
 * ended ones ended. Who stands in the answer no more was removed; with the entity dissolved all offices end. Nothing
 * is deleted: an ended office stays, so that she is told why.
 */
export function recordOffices(op: Operation, entity: Entity, officers: readonly Officer[]): Promise<void> {
  return atomically(op, async op => {
    const key = await openSubject(op, entity.id);
    const known = await selectOfficesOfEntity(op, entity.id);
    const seen = new Set<string>();
    for (const officer of officers) {
      const row = rowOf(op.system.keys, key, entity, officer);
      const before = findSame(known, row, seen);
      if (before) seen.add(before.id);
      await keep(op, entity, before, row);
    }
    for (const row of known)
      if (!row.ended_at && !seen.has(row.id)) await end(op, entity, row, removal(entity));
  });
}

type NewRow = ReturnType<typeof rowOf>;
function rowOf(keys: Keys, key: SubjectKey, entity: Entity, officer: Officer) {
  const sealed: SealedOfficer = { name: officer.name };
  return {
    entity_id: entity.id,
    officer_hash: personHash(keys, officer.id),
    sealed: key.seal(OFFICE, sealed),
    role: officer.role,
    mode: officer.mode,
    required: officer.required,
    since: officer.since,
    until: officer.until,
    record: officer.record,
    as_of: entity.asOf,
    ...endingOf(entity, officer),
  };
}

function endingOf(entity: Entity, officer: Officer): Ending {
  if (officer.ended) return { ended_at: startOf(officer.ended.on), end_reason: officer.ended.reason };
  return entity.status === 'dissolved' ? removal(entity) : { ended_at: null, end_reason: null };
}

function removal(entity: Entity): Ending & { ended_at: Date } {
  if (entity.status !== 'dissolved') return { ended_at: entity.asOf, end_reason: 'removed' };
  return {
    ended_at: entity.statusSince ? startOf(entity.statusSince) : entity.asOf,
    end_reason: 'dissolved',
  };
}

/** The same term, else the one that runs: a renewed term continues the office. */
function findSame(
  known: readonly OfficeRow[],
  row: NewRow,
  seen: ReadonlySet<string>,
): OfficeRow | undefined {
  const same = known.filter(
    office =>
      !seen.has(office.id) && office.role === row.role && office.officer_hash.equals(row.officer_hash),
  );
  return (
    same.find(office => office.since === row.since) ?? same.find(office => !office.ended_at && !row.ended_at)
  );
}

async function keep(
  op: Operation,
  entity: Entity,
  before: OfficeRow | undefined,
  row: NewRow,
): Promise<void> {
  const id = before?.id ?? randomUUID();
  if (before) await updateOffice(op, id, row);
  else await insertOffice(op, { id, ...row });
  if (!before || (before.ended_at && !row.ended_at))
    await record(op, {
      kind: 'mandates.office_recorded',
      subjectId: entity.id,
      data: { office: id, role: row.role, mode: row.mode, record: row.record },
    });
  if (before && !before.ended_at && row.ended_at) await recordEnd(op, entity, id, row.end_reason);
}

async function end(op: Operation, entity: Entity, row: OfficeRow, ending: Ending): Promise<void> {
  await updateOffice(op, row.id, { ...ending, as_of: entity.asOf });
  await recordEnd(op, entity, row.id, ending.end_reason);
}

async function recordEnd(op: Operation, entity: Entity, office: string, reason: OfficeRow['end_reason']) {
  await record(op, { kind: 'mandates.office_ended', subjectId: entity.id, data: { office, reason } });
}
