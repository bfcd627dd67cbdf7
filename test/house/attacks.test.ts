/** House law: docs/attacks.md and docs/conformance.md name tests that are there, by the very names that they have. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

const rowsOf = (page: string) =>
  read(page)
    .split('\n')
    .filter(line => / \| `test\/[^|]+` \| /.test(line))
    .map(line =>
      line
        .slice(1, -1)
        .split(' | ')
        .map(cell => cell.trim()),
    );

const missing = (rows: string[][]) =>
  rows.filter(([, file = '', name = '']) => {
    const path = file.replaceAll('`', '');
    return !existsSync(new URL(path, root)) || name === '' || !read(path).includes(`'${name}'`);
  });

const rows = rowsOf('docs/attacks.md');

test('every class of attack names a test that is there', () => {
  expect(rows.length).toBeGreaterThan(90);
  expect(missing(rows)).toEqual([]);
});

test('every module of the conformance suite that is listed names a test that is there', () => {
  const modules = rowsOf('docs/conformance.md');
  expect(modules.length).toBeGreaterThan(45);
  expect(missing(modules)).toEqual([]);
});

test('no class stands there twice', () => {
  const classes = rows.map(([name, , of]) => `${name}: ${of}`);
  expect(classes.filter((one, at) => classes.indexOf(one) !== at)).toEqual([]);
});
