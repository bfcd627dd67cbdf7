import { readdir, readFile } from 'node:fs/promises';
import { getPriority, setPriority } from 'node:os';

/** As `nice` counts: a third of the processor for the hash, where both want the same one. 19 is the last there is. */
const BEHIND = 5;
const LAST = 19;

/**
 * Lets the threads in which passwords are hashed stand behind the one that answers everybody. A hash holds a processor
 * for 10 ms, and the scheduler shares processors out fairly: a request that takes 1 ms waits for several of such turns.
 * Who waits for a hash waits for a second and does not notice; who is told that there is no place does.
 *
 * They are the threads of libuv's pool, which also read files, look up names and sign tokens. Linux gives each thread a
 * priority of its own, which may be lowered without any right; elsewhere, or where it is forbidden, all stays as it was.
 * @returns how many threads stand behind
 */
export async function letHashesYield(): Promise<number> {
  if (process.platform !== 'linux') return 0;
  let behind = 0;
  try {
    const priority = Math.min(getPriority() + BEHIND, LAST);
    // Reading the list is work for the pool: it is there when the list is.
    for (const thread of await readdir('/proc/self/task')) {
      const name = await readFile(`/proc/self/task/${thread}/comm`, 'latin1');
      if (!name.startsWith('libuv-worker')) continue;
      setPriority(Number(thread), priority);
      behind++;
    }
  } catch {
    // A system that does not show its threads, or does not let them be changed.
  }
  return behind;
}
