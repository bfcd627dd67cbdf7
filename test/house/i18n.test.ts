import { describe, expect, test } from 'vitest';
import { dictionaries } from '../../src/i18n/index.ts';
import { filesIn, piecesOf, read } from './source.ts';

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

function leaves(value: unknown, path: readonly string[] = []): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

const fa = leaves(dictionaries.fa);
const en = leaves(dictionaries.en);
const placeOf = ({ path }: Leaf) => path.join(' › ');
const shape = (leaf: Leaf) =>
  `${placeOf(leaf)}: ${typeof leaf.value === 'function' ? `function of ${leaf.value.length}` : typeof leaf.value}`;
const words = filesIn('src/i18n');
const speaking = filesIn('src', 'views').filter(path => !path.startsWith('src/i18n/'));

describe('the words', () => {
  test('Persian and English have the same keys, and functions where the other has one', () => {
    expect(en.map(shape).sort()).toEqual(fa.map(shape).sort());
  });

  test('no message is empty', () => {
    expect([...fa, ...en].filter(({ value }) => value === '').map(placeOf)).toEqual([]);
  });

  test('no Arabic ye or kaf stands in the Persian words', () => {
    // text.ts and identifiers know these letters in order to replace them; words never hold them.
    const wrong = [...words, ...filesIn('views')].filter(path =>
      piecesOf(read(path)).some(piece => /[يكى]/.test(piece.text)),
    );
    expect(wrong).toEqual([]);
  });

  test('the Persian words hold no Latin digits', () => {
    const wrong = fa.filter(({ value }) => typeof value === 'string' && /(^|\s)[0-9]+(\s|$)/.test(value));
    expect(wrong.map(placeOf)).toEqual([]);
  });

  test('nothing begs, regrets or shouts', () => {
    const wrong = fa.filter(
      ({ value }) => typeof value === 'string' && /کاربر گرامی|متأسفانه|متاسفانه|لطفاً|لطفا |!/.test(value),
    );
    expect(wrong.map(placeOf)).toEqual([]);
  });
});

describe('sentences stand in the dictionaries only', () => {
  const pieces = speaking
    .filter(
      path => /^views\//.test(path) || /(^|\/|-)routes(\.ts|\/)/.test(path) || /oidc\/steps\//.test(path),
    )
    .flatMap(path => piecesOf(read(path)).map(piece => ({ path, ...piece })));

  test('no Persian stands in a view or a route', () => {
    const wrong = pieces.filter(({ text }) => /[\u0620-\u06d3]/.test(text));
    expect(wrong.map(({ path, line, text }) => `${path}:${line} ${text.trim().slice(0, 60)}`)).toEqual([]);
  });

  test('no English sentence stands in a view or a route', () => {
    const wrong = pieces
      .filter(({ kind }) => kind === 'template')
      .flatMap(({ path, line, text }) =>
        [...betweenTags(text), ...readAloud(text)]
          .filter(part => part.split(/\s+/).filter(word => /^[A-Za-z']{2,}[.,:;?]?$/.test(word)).length > 3)
          .map(part => `${path}:${line} ${part}`),
      );
    expect(wrong).toEqual([]);
  });

  const betweenTags = (text: string) =>
    (text.includes('<') ? text.replace(/<[^>]*>/g, '\0').split('\0') : []).map(part => part.trim());
  const readAloud = (text: string) =>
    [...text.matchAll(/(?:title|alt|aria-label|placeholder)="([^"\0]*)"/g)].map(match => match[1] ?? '');
});

describe('every fault has a sentence', () => {
  const sentences = new Set(Object.keys(dictionaries.fa.faults));
  const thrown = new Map<string, string>();
  const unnamed: string[] = [];
  /** `identity.${state}`: the sentences of every state belong to it. */
  const prefixes: string[] = [];
  const strings = new Set<string>();
  for (const path of filesIn('src')) {
    if (path.startsWith('src/i18n/')) continue;
    const text = read(path);
    for (const piece of piecesOf(text)) if (piece.kind === 'string') strings.add(piece.text);
    for (const match of text.matchAll(/new Fault\(\s*([\s\S]*?)\)(?=[;,)\s:?])/g)) {
      const codes = [...(match[1] ?? '').matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(code => code[1] ?? '');
      const prefix = /`([a-z_]+\.[a-z_]*)\$\{/.exec(match[1] ?? '')?.[1];
      if (prefix) prefixes.push(prefix);
      else if (codes.length === 0) unnamed.push(`${path}: new Fault(${match[1]})`);
      for (const code of codes) thrown.set(code, path);
    }
  }

  test('each code that is thrown has one', () => {
    expect(
      [...thrown].filter(([code]) => !sentences.has(code)).map(([code, path]) => `${code} in ${path}`),
    ).toEqual([]);
  });

  test('a code is written where it is thrown, or is one of a list in the same room', () => {
    const known = unnamed.filter(call => !/fault\.code|\bcode\b|refus/.test(call));
    expect(known).toEqual([]);
  });

  test('each sentence belongs to a code that is thrown', () => {
    expect(
      [...sentences].filter(code => !strings.has(code) && !prefixes.some(prefix => code.startsWith(prefix))),
    ).toEqual([]);
  });
});

describe('every word is used', () => {
  const source = [...speaking, ...filesIn('examples')].map(read).join('\n');
  const all = (pattern: RegExp) => new Set([...source.matchAll(pattern)].map(match => match[1] ?? ''));
  const named = all(/[.'{,]\s?([\w$]+)\b/g);
  /** A group that is looked up by a variable, words[key], or handed on as a whole, uses all that is in it. */
  const lookedUp = all(/\b([\w$]+)(?:\?\.)?\[/g);

  test('no message is left that no page shows', () => {
    const left = fa
      .filter(({ path }) => path[0] !== 'faults')
      .filter(
        ({ path }) => !path.slice(0, -1).some(key => lookedUp.has(key)) && !named.has(path.at(-1) ?? ''),
      );
    expect(left.map(placeOf)).toEqual([]);
  });
});
