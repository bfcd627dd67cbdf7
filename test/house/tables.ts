/** Reads src/db/schema as text: which tables there are, whose they are, and what their columns hold. */
import { filesIn, read } from './source.ts';

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

const FOLDER = 'src/db/schema';

export function readTables(): Table[] {
  const rooms = filesIn(FOLDER).map(path => path.slice(FOLDER.length + 1, -'.ts'.length));
  return rooms.filter(room => room !== 'columns').flatMap(readRoom);
}

function readRoom(room: string): Table[] {
  const text = read(`${FOLDER}/${room}.ts`);
  const list = /export interface \w+Tables \{([\s\S]*?)\n\}/.exec(text)?.[1] ?? '';
  return [...list.matchAll(/^ {2}(\w+): (\w+);/gm)].map(match => ({
    name: match[1] ?? '',
    room,
    columns: readColumns(text, match[2] ?? ''),
  }));
}

export function tablesByRoom(): Map<string, string> {
  return new Map(readTables().map(table => [table.name, table.room]));
}

function readColumns(text: string, type: string): Column[] {
  const start = text.indexOf(`export interface ${type} {`);
  const body = text.slice(start, text.indexOf('\n}', start)).split('\n').slice(1).join('\n');
  return [...body.matchAll(/^ {2}(\w+):\s([\s\S]*?);$/gm)].map(match =>
    readColumn(match[1] ?? '', (match[2] ?? '').replace(/\s+/g, ' ').replace(/^ ?\| /, '')),
  );
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
