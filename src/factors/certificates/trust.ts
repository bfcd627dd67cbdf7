import 'reflect-metadata';
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PemConverter, X509Certificate } from '@peculiar/x509';
import type { CertificateRoute } from '../../config.ts';
import { errorFacts } from '../../log.ts';
import type { System } from '../../operation.ts';
import type { ListsGiven, ReadList } from './lists-worker.ts';

/** Whom this house believes, and what they took back. */
export interface Trust {
  /** Roots (self-signed) and what stands between them and people. */
  readonly authorities: readonly X509Certificate[];
  readonly lists: readonly ReadList[];
}

interface Read {
  readonly stamp: string;
  readonly trust: Promise<Trust>;
}

const lastRead = new WeakMap<CertificateRoute, Read>();
const NOTHING: Trust = { authorities: [], lists: [] };

/**
 * The authorities and their lists as they lie on the disk now: who fetches lists puts them there, and no restart is
 * needed. What cannot be read is left out; then what it would vouch for is refused.
 */
export async function readTrust(system: System, route: CertificateRoute): Promise<Trust> {
  const names = (await readdir(route.lists).catch(() => [])).filter(name => !name.startsWith('.')).sort();
  const files = [route.authorities, ...names.map(name => join(route.lists, name))];
  const stamp = (await Promise.all(files.map(stampOf))).join('\n');
  const before = lastRead.get(route);
  if (before?.stamp === stamp) return before.trust;
  const trust = readAll(system, files).catch(error => {
    system.log.warn(errorFacts(error), 'certificates or revocation lists cannot be read');
    lastRead.delete(route);
    return NOTHING;
  });
  lastRead.set(route, { stamp, trust });
  return trust;
}

async function stampOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  return `${file} ${found?.mtimeMs} ${found?.size} ${found?.ino}`;
}

async function readAll(system: System, [authorities = '', ...lists]: readonly string[]): Promise<Trust> {
  const raw = PemConverter.decode(await readFile(authorities, 'latin1'));
  const given: ListsGiven = {
    authorities: raw.map(bytes => new Uint8Array(bytes)),
    files: (await Promise.all(lists.map(file => readFile(file).catch(() => undefined)))).filter(
      bytes => bytes !== undefined,
    ),
  };
  const worker = new Worker(new URL('./lists-worker.ts', import.meta.url), { workerData: given });
  const [read] = (await once(worker, 'message')) as [ReadList[]];
  const unknown = lists.length - new Set(read.map(({ file }) => file)).size;
  if (unknown > 0)
    system.log.warn({ files: unknown }, 'files without a revocation list of a known authority');
  return { authorities: raw.map(bytes => new X509Certificate(bytes)), lists: read };
}
