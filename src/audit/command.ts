import { readFile } from 'node:fs/promises';
import type { Operation } from '../operation.ts';
import { checkProof } from './check.ts';
import { turnRecordKey } from './record-key.ts';
import { formatCheck, formatVerdict } from './say.ts';
import { type KeptRoot, verifyRecord } from './verify.ts';

const USAGE = [
  'Say what to do with the record: npm run audit --',
  '  verify [--kept roots.json]     reads all of it; with roots that were kept, it finds a cut-off end too',
  '  check proof.json [keys.json]   whether one entry is under a signed root; needs no database',
  '  turn-key                       a new key signs from now on; the former ones stay published',
].join('\n');

/** With a database, or without one: what is opened only where it is needed. */
export type WithOperation = (work: (op: Operation) => Promise<void>) => Promise<void>;

/**
 * `npm run audit`.
 * @returns what to print, and whether all is well
 */
export async function runAudit(
  [what = '', ...args]: readonly string[],
  withOperation: WithOperation,
): Promise<{ ok: boolean; text: string }> {
  let said = { ok: false, text: '' };
  if (what === 'check' && args[0] !== undefined) {
    const keys = args[1] === undefined ? undefined : await readJson(args[1]);
    const checked = checkProof(await readJson(args[0]), keys);
    said = { ok: checked.ok, text: formatCheck(checked) };
  } else if (what === 'verify' && (args.length === 0 || (args[0] === '--kept' && args[1] !== undefined))) {
    const kept = args[1] === undefined ? {} : rootsIn(await readJson(args[1]));
    await withOperation(async op => {
      const verdict = await verifyRecord(op, kept);
      said = { ok: verdict.ok, text: formatVerdict(verdict) };
    });
  } else if (what === 'turn-key' && args.length === 0) {
    await withOperation(async op => {
      const kid = await turnRecordKey(op);
      said = { ok: true, text: `The key ${kid} signs from now on, and it is on the record.` };
    });
  } else throw new Error(USAGE);
  return said;
}

async function readJson(path: string) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : 'no reason given'}`);
  }
}

/** A copy of /transparency/roots.json. */
function rootsIn(file: { roots?: unknown }): { roots: KeptRoot[] } {
  if (!Array.isArray(file.roots))
    throw new Error('These are no roots: save what /transparency/roots.json says.');
  return { roots: file.roots };
}
