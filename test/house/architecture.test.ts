import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clocks, exceptions, foreignTables, keepers, longFiles, order, withoutOperation } from './rooms.ts';
import { filesIn, importsOf, piecesOf, read, root } from './source.ts';
import { tablesByRoom } from './tables.ts';

const src = filesIn('src');
const views = filesIn('views');
const everything = filesIn(
  'src',
  'views',
  'test',
  ...['bench', 'examples'].filter(name => existsSync(join(root, name))),
);
const roomOf = (path: string) => path.split('/')[1]?.replace(/\.ts$/, '') ?? '';
const place = (room: string) => order.indexOf(room as (typeof order)[number]);
const isRoutes = (path: string) => /(^|\/|-)routes(\.ts|\/)/.test(path) || path.startsWith('src/oidc/');

/** Own imports of src that are not excused. */
function imports(path: string) {
  return importsOf(path).filter(({ target }) => exceptions[`${path} → ${target}`] === undefined);
}

describe('the list', () => {
  test('every room stands in the list', () => {
    expect(src.map(roomOf).filter(room => place(room) < 0)).toEqual([]);
  });

  test('a room imports only rooms that stand above it', () => {
    const upward = src.flatMap(path =>
      imports(path)
        .filter(({ own, target }) => own && target.startsWith('src/') && roomOf(target) !== roomOf(path))
        .filter(({ target }) => place(roomOf(target)) > place(roomOf(path)))
        .map(({ target }) => `${path} → ${target}`),
    );
    expect(upward).toEqual([]);
  });

  test('a room is entered only through its door', () => {
    const aside = src.flatMap(path =>
      imports(path)
        .filter(({ own, target }) => own && target.startsWith('src/') && roomOf(target) !== roomOf(path))
        .filter(({ target }) => target.split('/').length > 2 && !isDoor(path, target))
        .map(({ target }) => `${path} → ${target}`),
    );
    expect(aside).toEqual([]);
  });

  test('only routes show pages and speak HTTP', () => {
    const wrong = src.flatMap(path =>
      imports(path)
        .filter(
          ({ target, typeOnly }) =>
            !typeOnly && (target.startsWith('src/web/') || target.startsWith('views/')),
        )
        .filter(() => roomOf(path) !== 'web' && path !== 'src/app.ts' && !isRoutes(path))
        .map(({ target }) => `${path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('views know html, words, types and other views, nothing else', () => {
    const allowed = /^(views\/|src\/web\/html\.ts$|src\/i18n\/index\.ts$)/;
    const wrong = views.flatMap(path =>
      imports(path)
        .filter(({ target, typeOnly, own }) => !allowed.test(target) && !(typeOnly && own))
        .map(({ target }) => `${path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('an excused import is still there', () => {
    const stale = Object.keys(exceptions).filter(excuse => {
      const [path = '', target] = excuse.split(' → ');
      return !existsSync(join(root, path)) || !importsOf(path).some(found => found.target === target);
    });
    expect(stale).toEqual([]);
  });
});

/** index.ts of a room; the types of tables for stores; the invented country for those who start it. */
function isDoor(path: string, target: string): boolean {
  if (/^src\/\w+\/index\.ts$/.test(target)) return true;
  if (/^src\/db\/schema(\/\w+)?\.ts$/.test(target))
    return /(store|statement)\.ts$/.test(path) || path === 'src/operation.ts';
  return target === 'src/registries/invented/index.ts' && ['app', 'demo'].includes(roomOf(path));
}

describe('the keepers', () => {
  for (const [name, place] of Object.entries(keepers))
    test(`${name} is imported only where it is kept`, () => {
      const wrong = src.filter(
        path => imports(path).some(({ target }) => target === name) && !place.test(path),
      );
      expect(wrong).toEqual([]);
    });

  test('only config.ts reads the environment', () => {
    const code = (path: string) =>
      piecesOf(read(path))
        .map(piece => piece.text)
        .join(' ');
    expect(src.filter(path => /process\.env/.test(code(path)))).toEqual(['src/config.ts']);
  });

  test('raw SQL stands only in stores and in db', () => {
    const wrong = src.filter(
      path => !keepers.kysely?.test(path) && piecesOf(read(path)).some(piece => piece.tag?.startsWith('sql')),
    );
    expect(wrong).toEqual([]);
  });

  test('nothing asks the wall clock for a decision', () => {
    const wrong = src.filter(
      path =>
        clocks[path] === undefined &&
        piecesOf(read(path)).some(
          piece => piece.kind === 'code' && /new Date\(\)|Date\.now\(\)/.test(piece.text),
        ),
    );
    expect(wrong).toEqual([]);
  });

  test('a store names only the tables of its own room', () => {
    const owners = tablesByRoom();
    const wrong = src
      .filter(path => roomOf(path) !== 'db')
      .flatMap(path =>
        [...namedTables(path)]
          .filter(table => owners.has(table) && owners.get(table) !== roomOf(path))
          .filter(table => !foreignTables[path]?.tables.includes(table))
          .map(table => `${path} names ${table} of ${owners.get(table)}`),
      );
    expect(wrong).toEqual([]);
  });

  test('tables are named only in stores', () => {
    const owners = tablesByRoom();
    const wrong = src
      .filter(path => !keepers.kysely?.test(path))
      .flatMap(path =>
        [...namedTables(path)].filter(table => owners.has(table)).map(table => `${path}: ${table}`),
      );
    expect(wrong).toEqual([]);
  });
});

const BUILDER =
  /(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|innerJoin|leftJoin|rightJoin|fullJoin|using)\(\s*\[?\s*'([a-z_]+)/g;
const RAW = /\b(?:from|join|into|update|table)\s+([a-z_]+)/g;

function namedTables(path: string): Set<string> {
  const raw = piecesOf(read(path)).filter(piece => piece.tag?.startsWith('sql'));
  return new Set([
    ...[...read(path).matchAll(BUILDER)].map(match => match[1] ?? ''),
    ...raw.flatMap(piece => [...piece.text.matchAll(RAW)].map(match => match[1] ?? '')),
  ]);
}

describe('the shape of a file', () => {
  const lines = (path: string) => read(path).trimEnd().split('\n').length;

  test('no file has over 300 lines', () => {
    const long = everything.filter(path => lines(path) > 300 && longFiles[path] === undefined);
    expect(long.map(path => `${path}: ${lines(path)}`)).toEqual([]);
  });

  test('half of the files have under 100 lines', () => {
    const sizes = [...src, ...views].map(lines).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(100);
  });

  test('every room has a door, whose first lines say what it owns', () => {
    const rooms = new Set(src.filter(path => path.split('/').length > 2).map(roomOf));
    const silent = [...rooms].filter(room => {
      const door = `src/${room}/index.ts`;
      return !existsSync(join(root, door)) || !/^\/\*\*[\s\S]{60,}?\*\//.test(read(door));
    });
    expect(silent).toEqual([]);
  });

  test('no file has a name that says nothing', () => {
    const empty = /(^|\/)(utils?|helpers?|common|managers?|services?|types|misc|shared)\.ts$/;
    expect(everything.filter(path => empty.test(path) && !path.startsWith('src/i18n/'))).toEqual([]);
  });

  test('in a store, whoever asks comes first', () => {
    const wrong = src
      .filter(path => /\/([\w-]+-)?store\.ts$/.test(path))
      .flatMap(path =>
        [...read(path).matchAll(/^export (?:async )?function (\w+)(?:<[^>(]*>)?\(\s*(\w+)?/gm)]
          .filter(match => match[2] !== 'op')
          .map(match => `${path}: ${match[1]}`)
          .filter(found => withoutOperation[path] === undefined && withoutOperation[found] === undefined),
      );
    expect(wrong).toEqual([]);
  });
});
