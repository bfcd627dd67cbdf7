import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { beginChange, type Change, getChange, recordDirectory, settleChange } from './change.ts';
import * as store from './change-store.ts';
import {
  type About,
  type Content,
  type Difference,
  differencesOf,
  needsSecond,
  type Problem,
  readContent,
  readKey,
} from './entry.ts';
import {
  type EntryRow,
  selectEntries,
  selectLatestVersions,
  selectVersion,
  selectVersions,
  type VersionRow,
} from './version-store.ts';

export type Entry = EntryRow;

/** @throws directory.not_found */
export async function getEntry(op: Operation, about: About, key: string): Promise<Entry> {
  const known = readKey(about, key);
  const [entry] = known === undefined ? [] : await selectEntries(op, about, known);
  if (!entry) throw new Fault('not_found', 'directory.not_found');
  return entry;
}

export function listEntries(op: Operation, about: About): Promise<Entry[]> {
  return selectEntries(op, about);
}

/** What wrong parts a form or a body has: all of them together. */
function refuseEntry(problems: readonly Problem[]): void {
  if (problems.length > 0)
    throw new Fault('bad_input', 'directory.invalid', {
      problems: problems.map(({ part, code }) => `${part}:${code}`),
    });
}

/**
 * Changes what is known of one entry, or adds a system. Where citizens would be led somewhere else by it, it waits for
 * a second person; everything else stands at once.
 * @param base the version that whoever edits saw; undefined: the newest
 * @returns undefined when nothing differs
 * @throws directory.not_found, directory.invalid {problems}, directory.change_stale, directory.change_waiting
 */
export async function editEntry(
  op: Operation,
  about: About,
  key: string,
  given: Readonly<Record<string, unknown>>,
  base?: number,
): Promise<Change | undefined> {
  const known = readKey(about, key);
  if (known === undefined) throw new Fault('not_found', 'directory.not_found');
  return atomically(op, async op => {
    const [before] = await selectEntries(op, about, known);
    const { content, problems } = readContent(about, before?.content, given);
    refuseEntry(problems);
    return changeOne(op, about, { key: known, before, content, base, source: 'form' });
  });
}

/**
 * Brings back what was known before, as a new version.
 * @throws directory.not_found, directory.change_waiting
 */
export async function revertEntry(
  op: Operation,
  about: About,
  key: string,
  version: number,
): Promise<Change | undefined> {
  return atomically(op, async op => {
    const before = await getEntry(op, about, key);
    const old = Number.isInteger(version) ? await selectVersion(op, about, before.key, version) : undefined;
    if (!old) throw new Fault('not_found', 'directory.not_found');
    return changeOne(op, about, {
      key: before.key,
      before,
      content: old.content,
      base: undefined,
      source: 'revert',
    });
  });
}

async function changeOne(
  op: Operation,
  about: About,
  {
    key,
    before,
    content,
    base,
    source,
  }: {
    readonly key: string;
    readonly before: Entry | undefined;
    readonly content: Content;
    readonly base: number | undefined;
    readonly source: 'form' | 'revert';
  },
): Promise<Change | undefined> {
  if (base !== undefined && before && base !== before.version)
    throw new Fault('conflict', 'directory.change_stale');
  if (before && differencesOf(about, before.content, content).length === 0) return undefined;
  if (await store.selectWaitingFor(op, about, key)) throw new Fault('conflict', 'directory.change_waiting');
  const { id } = await beginChange(op, about, source);
  const act = before ? 'changed' : 'added';
  await store.insertStaged(op, [
    {
      change_id: id,
      line: 1,
      act,
      key,
      base_version: before?.version ?? null,
      content: JSON.stringify(content),
      problems: [],
    },
  ]);
  const counts = { line_count: 1, [`${act}_count`]: 1 };
  if (needsSecond(about, before?.content, content)) {
    await store.moveChange(op, id, 'receiving', { state: 'waiting', ...counts });
    await recordDirectory(op, 'directory.change_asked', { change: id, about, source, key });
  } else {
    await store.moveChange(op, id, 'receiving', counts);
    await settleChange(op, id, 'receiving', 'applied', null);
  }
  return getChange(op, id);
}

export interface Version {
  readonly version: number;
  readonly source: VersionRow['source'];
  readonly madeBy: string;
  readonly madeAt: Date;
  /** Of the version before; the first has none. */
  readonly differences: readonly Difference[];
}

/** Newest first. @throws directory.not_found */
export async function historyOf(op: Operation, about: About, key: string, limit = 100): Promise<Version[]> {
  const entry = await getEntry(op, about, key);
  const rows = await selectVersions(op, about, entry.key, limit + 1);
  return rows.slice(0, limit).map((row, at) => ({
    version: row.version,
    source: row.source,
    madeBy: row.made_by,
    madeAt: row.made_at,
    differences: row.version === 1 ? [] : differencesOf(about, rows[at + 1]?.content, row.content),
  }));
}

/** The change of this entry that waits for a second person. */
export async function findWaitingChange(
  op: Operation,
  about: About,
  key: string,
): Promise<string | undefined> {
  return (await store.selectWaitingFor(op, about, key))?.id;
}

export interface EntryChange {
  readonly key: string;
  readonly content: Content;
  readonly madeAt: Date;
  /** The entry was new. */
  readonly added: boolean;
  /** The parts that differ. */
  readonly parts: readonly string[];
}

/** What was changed last, newest first: for everybody, so never by whom. */
export async function latestChanges(op: Operation, about: About, limit: number): Promise<EntryChange[]> {
  const changes: EntryChange[] = [];
  for (const row of await selectLatestVersions(op, about, limit)) {
    const before = row.version > 1 ? await selectVersion(op, about, row.key, row.version - 1) : undefined;
    const parts = before ? differencesOf(about, before.content, row.content).map(({ part }) => part) : [];
    changes.push({ key: row.key, content: row.content, madeAt: row.made_at, added: !before, parts });
  }
  return changes;
}
