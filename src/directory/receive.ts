import { Fault, isFault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { beginChange, type Change, getChange, recordDirectory } from './change.ts';
import * as store from './change-store.ts';
import {
  type About,
  type Content,
  differencesOf,
  keyColumn,
  partsOf,
  readContent,
  readKey,
} from './entry.ts';
import { type FileRow, type Format, rowReader } from './records.ts';
import { selectEntries } from './version-store.ts';

/** Bytes of a file at most. */
export const LONGEST_FILE = 512 * 1024 * 1024;
/** So many bad rows are listed one by one; more are counted. */
const LISTED_BAD = 10_000;
const AT_ONCE = 250;

/**
 * Reads a file of any length, row by row, and stages what it would change: nothing of the directory changes. A row
 * changes only the parts that the file has a column for.
 * @returns the change, which waits for another person; or failed, where no row changes anything
 * @throws directory.file_long, directory.file_broken when the file breaks off
 */
export async function receiveFile(
  op: Operation,
  { about, format }: { readonly about: About; readonly format: Format },
  pieces: AsyncIterable<Uint8Array>,
): Promise<Change> {
  const { id } = await beginChange(op, about, 'file');
  const staging = new Staging(
    op,
    id,
    about,
    new Map((await selectEntries(op, about)).map(one => [one.key, one])),
  );
  try {
    const reader = rowReader(format);
    const decoder = new TextDecoder();
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > LONGEST_FILE) throw new Fault('bad_input', 'directory.file_long');
      await staging.take(reader.read(decoder.decode(piece, { stream: true })));
    }
    await staging.take([...reader.read(decoder.decode()), ...reader.end()]);
    await staging.flush();
  } catch (error) {
    await store.moveChange(op, id, 'receiving', { state: 'failed' });
    if (isFault(error)) throw error;
    throw new Fault('bad_input', 'directory.file_broken');
  }
  await atomically(op, async op => {
    const { counts } = staging;
    const any = counts.added_count + counts.changed_count > 0;
    await store.moveChange(op, id, 'receiving', { state: any ? 'waiting' : 'failed', ...counts });
    const data = {
      change: id,
      about,
      source: 'file',
      added: counts.added_count,
      changed: counts.changed_count,
    };
    if (any) await recordDirectory(op, 'directory.change_asked', data);
  });
  return getChange(op, id);
}

type KnownEntries = ReadonlyMap<string, { readonly version: number; readonly content: Content }>;

class Staging {
  readonly #op: Operation;
  readonly #id: string;
  readonly #about: About;
  readonly #known: KnownEntries;
  readonly #seen = new Set<string>();
  #rows: Parameters<typeof store.insertStaged>[1][number][] = [];
  readonly counts = { line_count: 0, added_count: 0, changed_count: 0, same_count: 0, bad_count: 0 };

  constructor(op: Operation, id: string, about: About, known: KnownEntries) {
    this.#op = op;
    this.#id = id;
    this.#about = about;
    this.#known = known;
  }

  async take(rows: readonly FileRow[]): Promise<void> {
    for (const row of rows) {
      this.#stage(row);
      if (this.#rows.length >= AT_ONCE) await this.flush();
    }
  }

  async flush(): Promise<void> {
    await store.insertStaged(this.#op, this.#rows);
    this.#rows = [];
  }

  #stage({ line, record }: FileRow): void {
    this.counts.line_count += 1;
    const column = keyColumn[this.#about];
    const key = record && readKey(this.#about, record[column]);
    const name = key ?? '';
    if (!record) this.#bad(line, name, ['row:malformed']);
    else if (key === undefined) this.#bad(line, name, [`${column}:malformed`]);
    else if (this.#seen.has(key)) this.#bad(line, name, [`${column}:repeated`]);
    else this.#compare(line, key, record);
  }

  #compare(line: number, key: string, record: Readonly<Record<string, unknown>>): void {
    this.#seen.add(key);
    const before = this.#known.get(key);
    const { content, problems } = readContent(this.#about, before?.content, filled(record));
    if (problems.length > 0) {
      const codes = problems.slice(0, 30).map(({ part, code }) => `${part}:${code}`);
      this.#bad(line, key, codes);
      return;
    }
    if (before && differencesOf(this.#about, before.content, content).length === 0) {
      this.counts.same_count += 1;
      return;
    }
    const act = before ? 'changed' : 'added';
    this.counts[`${act}_count`] += 1;
    const what = {
      act,
      key,
      base_version: before?.version ?? null,
      content: JSON.stringify(content),
    } as const;
    this.#rows.push({ ...this.#place(line), ...what, problems: [] });
  }

  #bad(line: number, key: string, problems: string[]): void {
    this.counts.bad_count += 1;
    if (this.counts.bad_count > LISTED_BAD) return;
    this.#rows.push({ ...this.#place(line), act: 'bad', key, base_version: null, content: null, problems });
  }

  #place(line: number) {
    return { change_id: this.#id, line };
  }
}

/** The names of the columns that a file of this kind may have. */
export function columnsOf(about: About): string[] {
  return [keyColumn[about], ...partsOf[about].map(({ key }) => key)];
}

/** A column without a name holds nothing. */
function filled(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!('' in record)) return record;
  const { '': _unnamed, ...rest } = record;
  return rest;
}
