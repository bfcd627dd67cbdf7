import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** In a process of its own: what has been put behind comes forward again only with a right. */
const program = `
  import { readdirSync, readFileSync } from 'node:fs';
  import { getPriority } from 'node:os';
  import { letHashesYield } from '${new URL('../../src/identity/priority.ts', import.meta.url)}';
  const before = getPriority();
  const behind = await letHashesYield();
  const threads = readdirSync('/proc/self/task').map(Number).map(thread => [
    /^libuv-worker/.test(readFileSync('/proc/self/task/' + thread + '/comm', 'latin1')) ? 'pool' : 'others',
    getPriority(thread) - before,
  ]);
  const of = kind => [...new Set(threads.filter(([one]) => one === kind).map(([, by]) => by))];
  console.log(JSON.stringify({ behind, last: 19 - before, pool: of('pool'), others: of('others') }));`;

test.runIf(process.platform === 'linux')(
  'hashes stand behind the thread that answers, and nothing else does',
  () => {
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    const { behind, last, pool, others } = JSON.parse(stdout);
    expect({ behind, pool, others }).toEqual({ behind: 4, pool: [Math.min(5, last)], others: [0] });
  },
);
