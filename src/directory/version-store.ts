import { type Selectable, sql } from 'kysely';
import type { DirectoryVersionTable } from '../db/schema/directory.ts';
import type { Operation } from '../operation.ts';
import type { About, Content } from './entry.ts';

export type VersionRow = Selectable<DirectoryVersionTable>;

/** An entry with all that is known of it now. */
export interface EntryRow {
  readonly key: string;
  readonly version: number;
  readonly content: Content;
}

const systemParts = [
  'name_fa',
  'name_en',
  'owner_fa',
  'owner_en',
  'url',
  'processes',
  'services_fa',
  'services_en',
  'hours_fa',
  'hours_en',
  'availability',
  'fields',
  'inquiries',
] as const;
const registryParts = [
  'description_fa',
  'description_en',
  'url',
  'hours_fa',
  'hours_en',
  'availability',
] as const;

/** All entries, or one. */
export async function selectEntries(op: Operation, about: About, key?: string): Promise<EntryRow[]> {
  if (about === 'system') {
    let query = op.db
      .selectFrom('government_system')
      .select(['number', 'version', ...systemParts])
      .orderBy('number');
    if (key !== undefined) query = query.where('number', '=', Number(key));
    return (await query.execute()).map(({ number, version, ...parts }) => ({
      key: String(number),
      version,
      content: { ...parts, availability: parts.availability ?? '' },
    }));
  }
  let query = op.db
    .selectFrom('base_registry')
    .select(['key', 'version', ...registryParts])
    .orderBy('key');
  if (key !== undefined) query = query.where('key', '=', key);
  return (await query.execute()).map(({ key, version, ...parts }) => ({
    key,
    version,
    content: { ...parts, availability: parts.availability ?? '' },
  }));
}

export interface NewVersion {
  readonly key: string;
  /** The version that it follows; null: the entry is new. */
  readonly base: number | null;
  readonly content: Content;
}

/**
 * Writes what is known now where nobody wrote meanwhile, and keeps it as a version.
 * @returns how many were written: fewer than given when one of them is another version by now
 */
export async function writeVersions(
  op: Operation,
  about: About,
  versions: readonly NewVersion[],
  origin: Pick<VersionRow, 'source' | 'made_by' | 'change_id'>,
): Promise<number> {
  if (versions.length === 0) return 0;
  const parts = about === 'system' ? systemParts : registryParts;
  const table = sql.table(about === 'system' ? 'government_system' : 'base_registry');
  const id = sql.ref(about === 'system' ? 'number' : 'key');
  const columns = sql.join(parts.map(part => sql.ref(part)));
  const values = versions.map(({ key, base, content }) => {
    const cells = parts.map(part => {
      const value = content[part] ?? '';
      return part === 'availability' ? sql`${value === '' ? null : value}::text` : cellOf(value);
    });
    return sql`(${about === 'system' ? sql`${Number(key)}::integer` : sql`${key}::text`}, ${(base ?? 0) + 1}::integer, ${sql.join(cells)})`;
  });
  const set = sql.join(
    ['version', ...parts].map(part => sql`${sql.ref(part)} = ${sql.ref(`excluded.${part}`)}`),
  );
  const { rows } = await sql<{ id: string | number }>`
    insert into ${table} (${id}, version, ${columns}) values ${sql.join(values)}
    on conflict (${id}) do update set ${set} where ${table}.version = excluded.version - 1
    returning ${id} as id`.execute(op.db);
  await op.db
    .insertInto('directory_version')
    .values(
      versions.map(({ key, base, content }) => ({
        about,
        key,
        version: (base ?? 0) + 1,
        content: JSON.stringify(content),
        made_at: op.at,
        ...origin,
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute();
  return rows.length;
}

function cellOf(value: string | readonly string[]) {
  return typeof value === 'string' ? sql`${value}::text` : sql`${[...value]}::text[]`;
}

/** Newest first. */
export function selectVersions(
  op: Operation,
  about: About,
  key: string,
  limit: number,
): Promise<VersionRow[]> {
  return op.db
    .selectFrom('directory_version')
    .selectAll()
    .where('about', '=', about)
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
}

/** What was changed last, of all entries; what the program brought itself is no change. */
export function selectLatestVersions(op: Operation, about: About, limit: number): Promise<VersionRow[]> {
  return op.db
    .selectFrom('directory_version')
    .selectAll()
    .where('about', '=', about)
    .where('source', '<>', 'list')
    .orderBy('made_at', 'desc')
    .orderBy('key')
    .limit(limit)
    .execute();
}

export function selectVersion(
  op: Operation,
  about: About,
  key: string,
  version: number,
): Promise<VersionRow | undefined> {
  return op.db
    .selectFrom('directory_version')
    .selectAll()
    .where('about', '=', about)
    .where('key', '=', key)
    .where('version', '=', version)
    .executeTakeFirst();
}

/** What the program brings itself at its start: only entries that are not there yet. */
export async function insertMissing(
  op: Operation,
  about: About,
  entries: readonly NewVersion[],
): Promise<void> {
  const there = new Set((await selectEntries(op, about)).map(({ key }) => key));
  const missing = entries.filter(({ key }) => !there.has(key));
  await writeVersions(op, about, missing, { source: 'list', made_by: 'system', change_id: null });
}
