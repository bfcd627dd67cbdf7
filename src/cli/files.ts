import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What files declare, unchecked: the server says what is wrong with it. */
export interface Declared {
  readonly agencies: unknown[];
  readonly clients: unknown[];
}

/**
 * One JSON file, or all of a directory, taken together.
 * @throws Error that names the file
 */
export async function readDeclared(path: string): Promise<Declared> {
  const files = (await stat(path)).isDirectory()
    ? (await readdir(path))
        .filter(name => name.endsWith('.json'))
        .map(name => join(path, name))
        .sort()
    : [path];
  const all: Declared = { agencies: [], clients: [] };
  for (const file of files) {
    const { agencies = [], clients = [] } = parsed(file, await readFile(file, 'utf8'));
    all.agencies.push(...agencies);
    all.clients.push(...clients);
  }
  return all;
}

function parsed(file: string, text: string): Partial<Declared> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Partial<Declared>;
  } catch {
    // Said below.
  }
  throw new Error(`${file} is no JSON object with "agencies" and "clients".`);
}
