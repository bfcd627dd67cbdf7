import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** In a process of its own: what has been put behind comes forward again only with a right. */
const program = `
  import { readdirSync, readFileSync } from 'node:fs';
  import { getPriority } from 'node:os';
  import { answersFirst } from '${new URL('../src/priority.ts', import.meta.url)}';
  const before = getPriority();
  const behind = await answersFirst();
  const threads = readdirSync('/proc/self/task').map(Number).map(thread => [
    readFileSync('/proc/self/task/' + thread + '/comm', 'latin1').trim(), getPriority(thread) - before,
  ]);
  const of = kind => threads.filter(([name]) => name.startsWith(kind)).map(([, by]) => by);
  const answering = getPriority(process.pid) - before;
  console.log(JSON.stringify({ behind, last: 19 - before, pool: of('libuv'), collector: of('V8'), answering }));`;

test.runIf(process.platform === 'linux')(
  'hashes stand behind the thread that answers, the collector beside it',
  () => {
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    const { behind, last, pool, collector, answering } = JSON.parse(stdout);
    expect(answering).toBe(0);
    expect(pool).toHaveLength(4);
    expect(behind).toBe(pool.length);
    expect(new Set(pool)).toEqual(new Set([Math.min(5, last)]));
    expect(new Set(collector)).toEqual(new Set([0]));
  },
);
