/**
 * priority owns which thread of a process goes first when several want the same processor: the one that answers. Whoever
 * starts a server calls it.
 */
import { readdir, readFile } from 'node:fs/promises';
import { getPriority, setPriority } from 'node:os';

/** As `nice` counts: a third of the processor, where both want the same one. 19 is the last there is. */
const BEHIND = 5;
const LAST = 19;
/**
 * As Node names them: those that hash passwords, read files and sign. Those that collect garbage stay: behind, they let the
 * heap grow by 20 to 30 MB more.
 */
const HELPERS = /^libuv-worker/;

/**
 * Lets the threads that help stand behind the one that answers. The scheduler shares processors out fairly, by 3 or 4 ms in turn:
 * where several hashes are ready too, who answers has her turn only after theirs. Whoever waits for a hash waits for a second and does not notice; who is told that there is no place does.
 *
 * Linux gives each thread a priority of its own, which may be lowered without any right; elsewhere, or where it is
 * forbidden, all stays as it was. It counts among the threads of one service or container only.
 * @returns how many threads stand behind
 */
export async function answersFirst(): Promise<number> {
  if (process.platform !== 'linux') return 0;
  let behind = 0;
  try {
    const priority = Math.min(getPriority() + BEHIND, LAST);
    // Reading the list is work for the pool: its threads are there when the list is.
    for (const thread of await readdir('/proc/self/task')) {
      const name = await readFile(`/proc/self/task/${thread}/comm`, 'latin1');
      if (!HELPERS.test(name)) continue;
      setPriority(Number(thread), priority);
      behind++;
    }
  } catch {
    // A system that does not show its threads, or does not let them be changed.
  }
  return behind;
}
