/** Reads src/db/schema.ts as text: which tables there are, whose they are, and what their columns hold. */
import { read } from './source.ts';

export interface Column {
  readonly name: string;
  /** As PostgreSQL names it in information_schema. */
  readonly type: string;
  readonly nullable: boolean;
  /** The values of a union of literals, sorted. */
  readonly values: readonly string[] | undefined;
}

export interface Table {
  readonly name: string;
  readonly room: string;
  readonly columns: readonly Column[];
}

const text = read('src/db/schema.ts');

export function readTables(): Table[] {
  const list = /export interface Schema \{([\s\S]*?)\n\}/.exec(text)?.[1] ?? '';
  return [...list.matchAll(/^ {2}(\w+): (\w+);/gm)].map(match => readTable(match[1] ?? '', match[2] ?? ''));
}

export function tablesByRoom(): Map<string, string> {
  return new Map(readTables().map(table => [table.name, table.room]));
}

function readTable(name: string, type: string): Table {
  const start = text.indexOf(`export interface ${type} {`);
  const before = [...text.slice(0, start).matchAll(/^\/\/ (\w+)$/gm)].at(-1)?.[1] ?? '';
  const body = text.slice(start, text.indexOf('\n}', start)).split('\n').slice(1).join('\n');
  const columns = [...body.matchAll(/^ {2}(\w+):\s([\s\S]*?);$/gm)].map(match =>
    readColumn(match[1] ?? '', (match[2] ?? '').replace(/\s+/g, ' ').replace(/^ ?\| /, '')),
  );
  return { name, room: before, columns };
}

const types: Record<string, string> = {
  Buffer: 'bytea',
  string: 'text',
  number: 'integer',
  boolean: 'boolean',
  Moment: 'timestamp with time zone',
  Day: 'date',
  Big: 'bigint',
  'string[]': 'ARRAY',
  'number[]': 'ARRAY',
};

function readColumn(name: string, written: string): Column {
  const nullable = / \| null$/.test(written);
  const bare = written.replace(/ \| null$/, '').replace(/^Generated<(.*)>$/, '$1');
  const values = [...bare.matchAll(/'([^']+)'/g)].map(match => match[1] ?? '').sort();
  const union = values.length > 0 && /^('[^']+'( \| )?)+$/.test(bare);
  // A number that the database counts up is read as text, like every bigint.
  const counted = written === 'Generated<string>';
  const type = union ? 'text' : bare.startsWith('Json') ? 'jsonb' : (types[counted ? 'Big' : bare] ?? bare);
  return { name, type, nullable, values: union ? values : undefined };
}
