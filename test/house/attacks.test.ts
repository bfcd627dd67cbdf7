/** House law: docs/attacks.md names tests that are there, by the very names that they have. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

const rows = read('docs/attacks.md')
  .split('\n')
  .filter(line => line.startsWith('| ') && !line.startsWith('| class '))
  .map(line =>
    line
      .slice(1, -1)
      .split(' | ')
      .map(cell => cell.trim()),
  );

test('every class of attack names a test that is there', () => {
  expect(rows.length).toBeGreaterThan(90);
  const missing = rows.filter(([, file = '', name = '']) => {
    const path = file.replaceAll('`', '');
    return !existsSync(new URL(path, root)) || name === '' || !read(path).includes(`'${name}'`);
  });
  expect(missing).toEqual([]);
});

test('no class stands there twice', () => {
  const classes = rows.map(([name, , of]) => `${name}: ${of}`);
  expect(classes.filter((one, at) => classes.indexOf(one) !== at)).toEqual([]);
});
