/**
 * What is known of an entry of the directory, part by part: read from a form, a row of a file or a body of JSON, and
 * compared. Pure. The parts are the columns of a file too.
 */
import { findField } from '../profile/index.ts';
import { findRegistry } from '../registries/index.ts';
import { spelling } from '../text.ts';
import { processes } from './systems.ts';

export type About = 'system' | 'registry';
/** All that is known of an entry; a text is '' and a list empty where nothing is. */
export type Content = Readonly<Record<string, string | readonly string[]>>;
export type EntryProblem = 'missing' | 'malformed' | 'too_long' | 'unknown' | 'repeated';

export interface Problem {
  readonly part: string;
  readonly code: EntryProblem;
}

export const availabilities = ['always', 'hours', 'limited', 'closed'] as const;

export type Part =
  | { readonly key: string; readonly kind: 'line' | 'text'; readonly required: boolean }
  | { readonly key: string; readonly kind: 'url' | 'availability' }
  | { readonly key: string; readonly kind: 'list'; knows(item: string): boolean };

const line = (key: string, required = false): Part => ({ key, kind: 'line', required });
const text = (key: string): Part => ({ key, kind: 'text', required: false });
const known = (key: string, knows: (item: string) => boolean): Part => ({ key, kind: 'list', knows });

export const partsOf: Readonly<Record<About, readonly Part[]>> = {
  system: [
    line('name_fa', true),
    line('name_en', true),
    line('owner_fa', true),
    line('owner_en', true),
    { key: 'url', kind: 'url' },
    known('processes', item => processes.some(({ key }) => key === item)),
    text('services_fa'),
    text('services_en'),
    line('hours_fa'),
    line('hours_en'),
    { key: 'availability', kind: 'availability' },
    known('fields', item => findField(item) !== undefined),
    known('inquiries', item => findRegistry(item) !== undefined),
  ],
  registry: [
    text('description_fa'),
    text('description_en'),
    { key: 'url', kind: 'url' },
    line('hours_fa'),
    line('hours_en'),
    { key: 'availability', kind: 'availability' },
  ],
};

/** How an entry is named: its number, or its key in the list of the program. */
export const keyColumn: Readonly<Record<About, string>> = { system: 'number', registry: 'key' };

const LONGEST = { line: 200, text: 2000, url: 300 };
const MOST_ITEMS = 500;

/** @returns undefined where it names no entry that there is or could be */
export function readKey(about: About, given: unknown): string | undefined {
  const key = typeof given === 'number' ? String(given) : typeof given === 'string' ? given.trim() : '';
  if (about === 'registry') return findRegistry(key) && key;
  return /^[1-9]\d{0,3}$/.test(key) ? key : undefined;
}

/**
 * What would be known with what is given: a part that is not given stays as it is.
 * @param before undefined: the entry is new
 */
export function readContent(
  about: About,
  before: Content | undefined,
  given: Readonly<Record<string, unknown>>,
): { content: Content; problems: Problem[] } {
  const content: Record<string, string | readonly string[]> = {};
  const problems: Problem[] = [];
  for (const part of partsOf[about]) {
    const value = part.key in given ? given[part.key] : undefined;
    const kept = before?.[part.key] ?? (part.kind === 'list' ? [] : '');
    const read = value === undefined ? kept : part.kind === 'list' ? itemsIn(value) : textIn(part, value);
    const code = read === undefined ? 'malformed' : problemOf(part, read);
    if (code) problems.push({ part: part.key, code });
    content[part.key] = code || read === undefined ? kept : read;
  }
  const columns = new Set([keyColumn[about], ...partsOf[about].map(({ key }) => key)]);
  for (const column of Object.keys(given))
    if (!columns.has(column)) problems.push({ part: column.slice(0, 50), code: 'unknown' });
  return { content, problems };
}

function textIn(part: Part, value: unknown): string | undefined {
  if (value === null) return '';
  if (typeof value !== 'string') return undefined;
  if (part.kind === 'url') return value.trim();
  const lines = value.split(/\r\n?|\n/).map(spelling);
  return part.kind === 'text'
    ? lines
        .join('\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim()
    : lines.join(' ').trim();
}

/** A list of JSON, or keys with spaces, commas or semicolons between them. */
function itemsIn(value: unknown): readonly string[] | undefined {
  if (value === null) return [];
  const items = typeof value === 'string' ? value.split(/[\s,;،؛|]+/).filter(Boolean) : value;
  if (!Array.isArray(items) || items.some(item => typeof item !== 'string')) return undefined;
  return [...new Set(items as string[])];
}

function problemOf(part: Part, value: string | readonly string[]): EntryProblem | undefined {
  if (part.kind === 'list') {
    if (value.length > MOST_ITEMS) return 'too_long';
    return typeof value !== 'string' && value.every(part.knows) ? undefined : 'unknown';
  }
  const text = String(value);
  if (part.kind === 'availability')
    return text === '' || availabilities.some(one => one === text) ? undefined : 'unknown';
  if (text.length > LONGEST[part.kind]) return 'too_long';
  if (part.kind === 'url') return text === '' || isAddress(text) ? undefined : 'malformed';
  return 'required' in part && part.required && text === '' ? 'missing' : undefined;
}

/** Where a citizen may be sent: http or https, a name of Latin letters, nobody's name or password in it. */
function isAddress(text: string): boolean {
  if (!/^https?:\/\/[\x21-\x7e]+$/i.test(text) || !URL.canParse(text)) return false;
  const { hostname, username, password } = new URL(text);
  return !username && !password && /^[a-z0-9.-]+\.[a-z]{2,}$/.test(hostname) && !/(^|\.)xn--/.test(hostname);
}

export interface Difference {
  readonly part: string;
  readonly before: string | readonly string[];
  readonly after: string | readonly string[];
}

/** What differs, in the order of the parts. */
export function differencesOf(about: About, before: Content | undefined, after: Content): Difference[] {
  return partsOf[about].flatMap(({ key, kind }) => {
    const empty = kind === 'list' ? [] : '';
    const [old, now] = [before?.[key] ?? empty, after[key] ?? empty];
    return JSON.stringify(old) === JSON.stringify(now) ? [] : [{ part: key, before: old, after: now }];
  });
}

/** New addresses lead citizens somewhere, and a new entry is one more place to be led to: two people look. */
export function needsSecond(about: About, before: Content | undefined, after: Content): boolean {
  return (about === 'system' && !before) || (after.url !== '' && (before?.url ?? '') !== after.url);
}
