import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import type { LegalId } from '../identifiers.ts';
import { entityHash, type Keys } from '../keys.ts';
import { atomically, type Operation, once } from '../operation.ts';
import {
  doubted,
  type Edition,
  type Fact,
  isOutdated,
  type LegalPerson,
  type Successor,
} from '../registries/index.ts';
import { announce } from '../signals/index.ts';
import { newSubject, openSubject, type SubjectKey, shredSubject, unwrapKey } from '../vault/index.ts';
import {
  type EntityRow,
  insertEntity,
  lockEntityByHash,
  selectEntities,
  selectEntityByHash,
  updateEntity,
} from './store.ts';

export interface Entity {
  readonly id: string;
  readonly legalId: LegalId;
  readonly name: Both;
  readonly status: LegalPerson['status'];
  /** ISO day */
  readonly statusSince: string | null;
  /** Number of the notice in the register. */
  readonly record: string | null;
  /** Under which number it goes on, where the register says so. */
  readonly successor?: Successor;
  /** When the register said so. */
  readonly asOf: Date;
  /** Which edition of its record that was, where the register numbers them, and since when it answers older ones. */
  readonly edition?: Edition;
  readonly doubtedSince?: string;
}

type Particulars = Pick<Entity, 'legalId' | 'name' | 'successor' | 'edition' | 'doubtedSince'>;
const WHAT = 'entity';

/**
 * Keeps what the register of legal persons says of an entity. An answer older than the one that is kept, by its moment or
 * by the edition of the record, changes nothing. Holds the row until the transaction ends: two answers about one entity
 * come one after the other.
 */
export function recordEntity(op: Operation, fact: Fact<LegalPerson>): Promise<Entity> {
  const { legalId, name, status, statusSince, successor } = fact.value;
  const { edition } = fact;
  const particulars = { legalId, name, ...(successor && { successor }), ...(edition && { edition }) };
  const hash = entityHash(op.system.keys, legalId);
  const facts = { status, status_since: statusSince, record: fact.record, as_of: fact.asOf };
  return atomically(op, async op => {
    const known = (await lockEntityByHash(op, hash)) ?? (await addEntity(op, hash, particulars, facts));
    const kept = toEntity(op.system.keys, known) ?? gone();
    if (known.as_of > fact.asOf) return kept;
    if (kept.edition && isOutdated({ ...kept, edition: kept.edition }, edition, fact.asOf))
      return doubt(op, kept, fact.asOf);
    const before = kept.successor;
    // Told before what ends by it. Under which number it goes on, each receiver reads from what is kept here.
    if (successor && successor.legalId !== before?.legalId)
      await announce(op, {
        kind: 'subject_changed',
        subjectId: known.id,
        data: { change: successor.reason },
      });
    const key = await openSubject(op, known.id);
    await updateEntity(op, known.id, { ...facts, sealed: key.seal(WHAT, particulars) });
    return { id: known.id, ...particulars, status, statusSince, record: fact.record, asOf: fact.asOf };
  });
}

/** Since when the register answers older editions: after a while they are believed. */
async function doubt(op: Operation, kept: Entity, at: Date): Promise<Entity> {
  const { id, legalId, name, successor, edition = 0 } = kept;
  op.system.log.warn({ tracking: op.tracking, registry: 'legal-persons' }, 'an older edition was answered');
  if (kept.doubtedSince) return kept;
  const particulars = { legalId, name, ...(successor && { successor }), ...doubted({ edition }, at) };
  const key = await openSubject(op, id);
  await updateEntity(op, id, { sealed: key.seal(WHAT, particulars) });
  return { ...kept, ...particulars };
}

async function addEntity(
  op: Operation,
  hash: Buffer,
  particulars: Particulars,
  facts: Pick<EntityRow, 'status' | 'status_since' | 'record' | 'as_of'>,
): Promise<EntityRow> {
  const key = await newSubject(op);
  const row = { id: key.subjectId, sealed: key.seal(WHAT, particulars), ...facts };
  const added = await insertEntity(op, { ...row, identifier_hash: hash });
  if (!added) await shredSubject(op, key.subjectId);
  return (await lockEntityByHash(op, hash)) ?? gone();
}

/** undefined when its key is gone. */
function toEntity(keys: Keys, row: EntityRow): Entity | undefined {
  if (!row.wrapped_key) return undefined;
  const key = unwrapKey(keys, row.id, row.wrapped_key);
  const particulars = openParticulars(key, row.sealed);
  const entity: Entity = {
    id: row.id,
    ...particulars,
    status: row.status,
    statusSince: row.status_since,
    record: row.record,
    asOf: row.as_of,
  };
  openedWith.set(entity, key);
  return entity;
}

/** What is sealed of an entity, for a statement that read it together with something else (a release). */
export function openParticulars(key: SubjectKey, sealed: Buffer): Particulars {
  return key.open<Particulars>(WHAT, sealed);
}

const openedWith = new WeakMap<Entity, SubjectKey>();

/** The key that an entity was read with, for what else is sealed under it; undefined of one that was not read. */
export function keyOfEntity(entity: Entity): SubjectKey | undefined {
  return openedWith.get(entity);
}

function gone(): never {
  throw new Fault('gone', 'vault.shredded');
}

/** In one statement, and once in a request; those that are not there are missing from the list. */
export async function listEntities(op: Operation, ids: readonly string[]): Promise<Entity[]> {
  const all = [...new Set(ids)];
  const unread = op.db.isTransaction ? all : all.filter(id => !op.memo?.has(nameOf(id)));
  let reading: Promise<Map<string, Entity>> | undefined;
  const read = () => {
    reading ??= readEntities(op, unread);
    return reading;
  };
  const found = await Promise.all(all.map(id => once(op, nameOf(id), async () => (await read()).get(id))));
  return found.filter(entity => entity !== undefined);
}

async function readEntities(op: Operation, ids: readonly string[]): Promise<Map<string, Entity>> {
  const rows = await selectEntities(op, ids);
  const entities = rows.flatMap(row => toEntity(op.system.keys, row) ?? []);
  return new Map(entities.map(entity => [entity.id, entity]));
}

const nameOf = (id: string) => `entity ${id}`;

export async function findEntity(op: Operation, id: string): Promise<Entity | undefined> {
  return (await listEntities(op, [id]))[0];
}

/** @throws entities.not_found */
export async function getEntity(op: Operation, id: string): Promise<Entity> {
  const entity = await findEntity(op, id);
  if (!entity) throw new Fault('not_found', 'entities.not_found');
  return entity;
}

export async function findEntityByLegalId(op: Operation, legalId: LegalId): Promise<Entity | undefined> {
  const row = await selectEntityByHash(op, entityHash(op.system.keys, legalId));
  return row && once(op, nameOf(row.id), async () => toEntity(op.system.keys, row));
}
