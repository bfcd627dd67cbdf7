import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'yekbar-stripped-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A program of one file beside a copy of `stripped.js`: prints its answer, and whether Node had to strip types. */
function run(answer: string): { answer: string; stripped: boolean } {
  writeFileSync(
    join(root, 'src/program.ts'),
    `const loaded = (process as unknown as { moduleLoadList: string[] }).moduleLoadList;
     const answer: string = ${JSON.stringify(answer)};
     console.log(JSON.stringify({ answer, stripped: loaded.some((name: string) => name.includes('amaro')) }));`,
  );
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import=./src/stripped.js', 'src/program.ts'],
    // Types are stripped by Node of this version, whatever runs the tests.
    { cwd: root, encoding: 'utf8', env: { PATH: process.env.PATH ?? '' } },
  );
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('the program without its types', () => {
  test('is written once for each source, and a source that has changed is never answered by the old one', () => {
    mkdirSync(join(root, 'src'));
    writeFileSync(join(root, 'package.json'), '{"type":"module"}');
    cpSync(new URL('../src/stripped.js', import.meta.url), join(root, 'src/stripped.js'));
    expect(run('first')).toEqual({ answer: 'first', stripped: true });
    expect(run('first')).toEqual({ answer: 'first', stripped: false });
    expect(run('second')).toEqual({ answer: 'second', stripped: true });
    expect(run('second')).toEqual({ answer: 'second', stripped: false });
    rmSync(join(root, '.stripped'), { recursive: true });
    const built = spawnSync(process.execPath, ['src/stripped.js'], { cwd: root, encoding: 'utf8' });
    expect([built.status, built.stderr]).toEqual([0, '']);
    expect(run('second')).toEqual({ answer: 'second', stripped: false });
  });

  test('runs where nothing can be written', () => {
    rmSync(join(root, '.stripped'), { recursive: true });
    writeFileSync(join(root, '.stripped'), 'in the way');
    expect(run('third')).toEqual({ answer: 'third', stripped: true });
    expect(run('third')).toEqual({ answer: 'third', stripped: true });
  });
});
