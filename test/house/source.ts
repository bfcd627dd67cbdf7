/** Reads the program's own source for the house laws: files, their imports, their literals. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Every TypeScript file below these folders, as paths from the root. */
export function filesIn(...folders: readonly string[]): string[] {
  return folders
    .flatMap(folder => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => relative(root, join(entry.parentPath, entry.name)))
    .filter(path => !path.includes('node_modules'))
    .sort();
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export interface Import {
  /** A path from the root for our own files, the name of the package for others. */
  readonly target: string;
  readonly own: boolean;
  readonly typeOnly: boolean;
}

const STATEMENT = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
const DYNAMIC = /\bimport\('([^']+)'\)/g;

export function importsOf(path: string): Import[] {
  const text = read(path);
  const found = [...text.matchAll(STATEMENT)].map(match => ({
    from: match[2] ?? '',
    typeOnly: Boolean(match[1]),
  }));
  for (const match of text.matchAll(DYNAMIC)) found.push({ from: match[1] ?? '', typeOnly: false });
  return found.map(({ from, typeOnly }) =>
    from.startsWith('.')
      ? { target: relative(root, resolve(root, dirname(path), from)), own: true, typeOnly }
      : { target: packageName(from), own: false, typeOnly },
  );
}

function packageName(from: string): string {
  if (from.startsWith('node:')) return from;
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

/** A piece of source: code without literals, the text of a string, or the fixed parts of a template. */
export interface Piece {
  readonly kind: 'code' | 'string' | 'template';
  readonly text: string;
  readonly line: number;
  /** The tag of a template: html, sql, … */
  readonly tag?: string;
}

/**
 * Cuts a file into code, strings and templates; comments go. The fixed parts of one template become one text, with
 * \u0000 where a value stands; templates inside values are pieces of their own.
 */
export function piecesOf(source: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const lineOf = (position: number) => source.slice(0, position).split('\n').length;

  const code = (untilBrace: boolean): void => {
    let text = '';
    let depth = 0;
    const begin = at;
    while (at < source.length) {
      const two = source.slice(at, at + 2);
      const one = source[at] ?? '';
      if (two === '//') at = endOf('\n');
      else if (two === '/*') at = endOf('*/') + 2;
      else if (one === "'" || one === '"') string(one);
      else if (one === '`') {
        const tag = /([\w.]+)$/.exec(text.trimEnd())?.[1];
        template(tag);
        text += '``';
      } else if (one === '/' && /(^|[(,=:[!&|?{};\n]|return)\s*$/.test(text)) regex();
      else if (one === '{') {
        depth++;
        text += one;
        at++;
      } else if (one === '}') {
        if (untilBrace && depth === 0) break;
        depth--;
        text += one;
        at++;
      } else {
        text += one;
        at++;
      }
    }
    pieces.push({ kind: 'code', text, line: lineOf(begin) });
  };
  const endOf = (sign: string) => {
    const end = source.indexOf(sign, at);
    return end < 0 ? source.length : end;
  };
  const string = (quote: string): void => {
    const begin = ++at;
    while (at < source.length && source[at] !== quote) at += source[at] === '\\' ? 2 : 1;
    pieces.push({ kind: 'string', text: source.slice(begin, at), line: lineOf(begin) });
    at++;
  };
  const template = (tag: string | undefined): void => {
    const begin = ++at;
    let text = '';
    while (at < source.length && source[at] !== '`') {
      if (source[at] === '\\') {
        text += source.slice(at, at + 2);
        at += 2;
      } else if (source.startsWith('${', at)) {
        at += 2;
        code(true);
        at++;
        text += '\0';
      } else text += source[at++];
    }
    pieces.push({ kind: 'template', text, line: lineOf(begin), ...(tag ? { tag } : {}) });
    at++;
  };
  const regex = (): void => {
    let inClass = false;
    at++;
    while (at < source.length && (source[at] !== '/' || inClass) && source[at] !== '\n') {
      if (source[at] === '\\') at++;
      else if (source[at] === '[') inClass = true;
      else if (source[at] === ']') inClass = false;
      at++;
    }
    at++;
  };
  code(false);
  return pieces;
}
