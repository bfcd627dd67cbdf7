import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import type { Entity } from '../entities/index.ts';
import { currentHashes } from '../identity/index.ts';
import { personHash } from '../keys.ts';
import { atomically, type Operation } from '../operation.ts';
import type { Officer } from '../registries/index.ts';
import { announce } from '../signals/index.ts';
import { openSubject, type SubjectKey } from '../vault/index.ts';
import { bindsAlone } from './power-state.ts';
import { insertOffice, type OfficeRow, renewOffices, selectOfficesOfEntity, updateOffice } from './store.ts';

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
    combinations: row.combinations,
    since: row.since,
    until: row.until,
    endedAt: row.ended_at,
  };
}

/**
 * Keeps the officers of an entity as one answer of the register lists them: new ones are added, known ones renewed,
 * ended ones ended. Who stands in the answer no more was removed; with the entity dissolved all offices end. Nothing
 * is deleted: an ended office stays, so that she is told why.
 * @returns ids of those that bound alone and do so no longer
 */
export function recordOffices(
  op: Operation,
  entity: Entity,
  officers: readonly Officer[],
): Promise<string[]> {
  return atomically(op, async op => {
    const key = await openSubject(op, entity.id);
    const known = await selectOfficesOfEntity(op, entity.id);
    const hashOf = await hashesOf(op, officers);
    const rows = distinct(officers.map(officer => rowOf(hashOf, key, entity, officer)));
    const before = match(known, rows);
    const same = (row: NewRow) => isUnchanged(key, before.get(row), row);
    await renewOffices(
      op,
      rows.filter(same).map(row => before.get(row)?.id ?? ''),
      entity.asOf,
    );
    for (const row of rows) if (!same(row)) await keep(op, entity, before.get(row), row);
    const seen = new Set([...before.values()].map(({ id }) => id));
    for (const row of known)
      if (!row.ended_at && !seen.has(row.id)) await end(op, entity, row, removal(entity));
    return [...before]
      .filter(([row, office]) => bindsAlone(office) && !bindsAlone(row))
      .map(([, { id }]) => id);
  });
}

type NewRow = ReturnType<typeof rowOf>;
function rowOf(hashOf: (id: Officer['id']) => Buffer, key: SubjectKey, entity: Entity, officer: Officer) {
  const sealed: SealedOfficer = { name: officer.name };
  return {
    entity_id: entity.id,
    officer_hash: hashOf(officer.id),
    sealed: key.seal(OFFICE, sealed),
    role: officer.role,
    mode: officer.mode,
    required: officer.required,
    since: officer.since,
    until: officer.until,
    record: officer.record,
    as_of: entity.asOf,
    combinations: officer.combinations
      ? JSON.stringify(
          officer.combinations.map(one => [...new Set(one.map(id => hashOf(id).toString('hex')))].sort()),
        )
      : null,
    ...endingOf(entity, officer),
  };
}

/** An officer whom this register still lists under a number that the civil register has replaced stays the same one. */
async function hashesOf(op: Operation, officers: readonly Officer[]): Promise<(id: Officer['id']) => Buffer> {
  const hash = (id: Officer['id']) => personHash(op.system.keys, id);
  const ids = new Set(officers.flatMap(({ id, combinations }) => [id, ...(combinations ?? []).flat()]));
  const current = await currentHashes(op, [...ids].map(hash));
  return id => current.get(hash(id).toString('hex')) ?? hash(id);
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

type Term = Pick<OfficeRow, 'role' | 'officer_hash' | 'since'>;
const sameOffice = (a: Term, b: Term) => a.role === b.role && a.officer_hash.equals(b.officer_hash);
const sameTerm = (a: Term, b: Term) => sameOffice(a, b) && a.since === b.since;

function distinct(rows: readonly NewRow[]): NewRow[] {
  return rows.filter((row, at) => rows.findIndex(other => sameTerm(row, other)) === at);
}

/** What is known of each: the same term, else one that ran and is listed no more, which the new term renews. */
function match(known: readonly OfficeRow[], rows: readonly NewRow[]): Map<NewRow, OfficeRow> {
  const before = new Map<NewRow, OfficeRow>();
  const taken = new Set<OfficeRow>();
  const take = (row: NewRow, office: OfficeRow | undefined) => {
    if (!office) return;
    before.set(row, office);
    taken.add(office);
  };
  for (const row of rows)
    take(
      row,
      known.find(office => sameTerm(office, row)),
    );
  for (const row of rows)
    if (!before.has(row) && !row.ended_at)
      take(
        row,
        known.find(office => !taken.has(office) && !office.ended_at && sameOffice(office, row)),
      );
  return before;
}

/** At nearly every sign-in the register says what it said before: then only the date of its word is new. */
function isUnchanged(key: SubjectKey, before: OfficeRow | undefined, row: NewRow): boolean {
  if (!before) return false;
  const told = (office: OfficeRow | NewRow) =>
    JSON.stringify([
      key.open<SealedOfficer>(OFFICE, office.sealed).name,
      [office.since, office.until, office.mode, office.required, office.record],
      typeof office.combinations === 'string' ? JSON.parse(office.combinations) : office.combinations,
      [office.ended_at, office.end_reason],
    ]);
  return told(before) === told(row);
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
  if (!row.ended_at && (!before || before.ended_at || changesPower(before, row)))
    await announceAuthority(op, entity, id, before && !before.ended_at ? 'changed' : 'begun');
  if (before && !before.ended_at && row.ended_at) await recordEnd(op, entity, id, row.end_reason);
}

async function end(op: Operation, entity: Entity, row: OfficeRow, ending: Ending): Promise<void> {
  await updateOffice(op, row.id, { ...ending, as_of: entity.asOf });
  await recordEnd(op, entity, row.id, ending.end_reason);
}

async function recordEnd(op: Operation, entity: Entity, office: string, reason: OfficeRow['end_reason']) {
  await record(op, { kind: 'mandates.office_ended', subjectId: entity.id, data: { office, reason } });
  await announceAuthority(op, entity, office, 'ended');
}

const changesPower = (before: OfficeRow, row: NewRow) =>
  before.mode !== row.mode || before.required !== row.required || before.until !== row.until;

function announceAuthority(op: Operation, entity: Entity, office: string, change: string): Promise<void> {
  return announce(op, { kind: 'authority_changed', subjectId: entity.id, data: { office, change } });
}
