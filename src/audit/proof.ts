import type { Operation } from '../operation.ts';
import { leafEntryOf, leafOf } from './chain.ts';
import type { RecordProof } from './check.ts';
import { recordKeys } from './record-key.ts';
import { keptHashes } from './root.ts';
import { countBetween } from './store.ts';
import { pathOf } from './tree.ts';
import { type BlockRow, selectBlockOfEvent, selectRoot } from './tree-store.ts';
import type { AuditEvent } from './vocabulary.ts';

/** A proof; or the day in whose tree the entry stands, undefined while it is not sealed. */
export type ProofAnswer =
  | { readonly state: 'proven'; readonly proof: RecordProof }
  | { readonly state: 'waiting'; readonly day: string | undefined };

const RECORD_KEYS_PATH = '/.well-known/yekbar-record-keys.json';
const ROOTS_PATH = '/transparency/roots.json';

/** That an entry stands under the signed root of its day. Who may see the entry is for the caller to ask. */
export async function proveEvent(op: Operation, event: AuditEvent): Promise<ProofAnswer> {
  const block = await selectBlockOfEvent(op, event.id);
  if (!block || BigInt(event.id) < BigInt(block.first_id)) return { state: 'waiting', day: undefined };
  const root = await selectRoot(op, block.day);
  if (!root) return { state: 'waiting', day: block.day };
  const index = await placeOf(op, event, block);
  const size = Number(root.size);
  const path = await pathOf(keptHashes(op, block.day), index, size);
  const { issuer } = op.system.config;
  const { kid } = JSON.parse(Buffer.from(root.signed.split('.')[0] ?? '', 'base64url').toString());
  const { keys } = await recordKeys(op);
  return {
    state: 'proven',
    proof: {
      format: 'yekbar-record-proof/1',
      entry: leafEntryOf(event),
      leaf: leafOf(event).toString('base64url'),
      index,
      path: path.map(hash => hash.toString('base64url')),
      root: { day: root.day, size, hash: root.root.toString('base64url'), signed: root.signed },
      key: { ...keys.find(key => key.kid === kid) },
      keys: issuer + RECORD_KEYS_PATH,
      roots: issuer + ROOTS_PATH,
    },
  };
}

/** Where it was sealed; when it was changed since, where it stands now, and then the proof does not hold. */
async function placeOf(op: Operation, event: AuditEvent, block: BlockRow): Promise<number> {
  const sealed = block.leaves.indexOf(leafOf(event));
  const inBlock = sealed >= 0 ? sealed / 32 : await countBetween(op, block.first_id, event.id);
  return Number(block.first_leaf) + inBlock;
}
