import { readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

/** One tick of /proc is 10 ms everywhere that Linux runs. */
const TICK_MS = 10;

/** Processor time so far of a process of this machine; undefined: there is no such process here. */
export function processorMs(pid: number): number | undefined {
  try {
    // After the name, which may hold spaces: user time is the 12th and kernel time the 13th.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return undefined;
  }
}

/** How long the first thread of a process stood ready so far and had no processor. undefined: nothing says so here. */
export function waitedMs(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ')[1]) / 1_000_000;
  } catch {
    return undefined;
  }
}

const session = new Session();

export async function startProfile(): Promise<void> {
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 250 });
  await session.post('Profiler.start');
}

/** @param file where the .cpuprofile goes */
export async function stopProfile(file: string): Promise<void> {
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  writeFileSync(file, JSON.stringify(profile));
}
