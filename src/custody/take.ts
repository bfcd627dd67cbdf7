import { findEntityByLegalId } from '../entities/index.ts';
import { findAccountOfNumber } from '../identity/index.ts';
import { entityHash, keyedHash, personHash } from '../keys.ts';
import { atomically, type Operation } from '../operation.ts';
import { canonical, pushFacts } from '../profile/index.ts';
import type { Json } from '../registries/index.ts';
import { type Item, type Refusal, readItem, type Subject } from './item.ts';
import {
  deleteItemsBefore,
  insertItem,
  raiseVersions,
  selectItem,
  selectNewerThan,
  setOutcome,
} from './store.ts';

/**
 * What became of an item. accepted: it is kept, or there is nobody here whom it is about; which of the two, is not told.
 * older: every field was known in a newer version, or in this one.
 */
export type Taken = {
  readonly status: 'accepted' | 'older';
  readonly older: readonly string[];
  /** The same was sent before and did something then. */
  readonly repeated: boolean;
  /** Whether there is somebody: for our own count, never for the sender. */
  readonly known: boolean;
};

const DAYS_KEPT = 90;

/**
 * Takes one item, whole or not at all: the version of each field, the values, the history, the record and the news of
 * it stand in one transaction.
 */
export function takeItem(op: Operation, registry: string, written: unknown): Promise<Taken | Refusal> {
  const item = readItem(written, registry, op.at);
  if ('code' in item) return Promise.resolve(item);
  return atomically(op, op => take(op, registry, item));
}

async function take(op: Operation, registry: string, item: Item): Promise<Taken | Refusal> {
  const { lookup } = op.system.keys;
  const keyHash = keyedHash(lookup, 'custody item', registry, item.key);
  const content = keyedHash(lookup, 'custody content', contentOf(item));
  if (!(await insertItem(op, registry, keyHash, content))) {
    const before = await selectItem(op, registry, keyHash);
    if (!before?.content_hash.equals(content)) return { code: 'custody.key_reused' };
    return { status: before.outcome, older: before.older, repeated: true, known: true };
  }
  const keys = Object.keys(item.fields);
  const hash = hashOf(op, item.subject);
  const newer = new Set(await raiseVersions(op, registry, hash, keys, item.version));
  const older = keys.filter(key => !newer.has(key));
  const status = newer.size === 0 ? 'older' : 'accepted';
  if (older.length > 0) await setOutcome(op, registry, keyHash, status, older);
  const about = await findSubject(op, item.subject, hash);
  if (about) {
    const overtaken = await selectNewerThan(op, registry, about.others, [...newer], item.version);
    const left = Object.entries(item.fields).filter(([key]) => newer.has(key) && !overtaken.has(key));
    if (left.length > 0)
      await pushFacts(op, { id: about.id, kind: item.subject.kind }, registry, Object.fromEntries(left));
  }
  return { status, older, repeated: false, known: about !== undefined };
}

/** Whoever sends an item again may write its properties in another order. */
function contentOf({ subject, version, fields }: Item): string {
  const facts = Object.entries(fields).map(([key, fact]): [string, Json] => [key, { ...fact }]);
  return canonical([{ ...subject }, version, Object.fromEntries(facts)]);
}

function hashOf(op: Operation, subject: Subject): Buffer {
  const { keys } = op.system;
  return subject.kind === 'person' ? personHash(keys, subject.id) : entityHash(keys, subject.id);
}

/**
 * Whom an item is about. A newer version under another number of the same person counts too, but is not told: of
 * whoever is not known here we could not tell it either.
 */
async function findSubject(
  op: Operation,
  subject: Subject,
  hash: Buffer,
): Promise<{ readonly id: string; readonly others: readonly Buffer[] } | undefined> {
  if (subject.kind === 'person') return findAccountOfNumber(op, hash);
  const entity = await findEntityByLegalId(op, subject.id);
  return entity && { id: entity.id, others: [] };
}

/** Forgets keys of items after a quarter: who sends one again then is told by its version that it is old. */
export async function sweepCustody(op: Operation): Promise<void> {
  await deleteItemsBefore(op, new Date(op.at.getTime() - DAYS_KEPT * 86_400_000));
}
