import { compactVerify, importJWK } from 'jose';
import type { RecordKeys } from './record-key.ts';
import { ROOT_TYPE, type RootStatement } from './root.ts';
import { sha256 } from './tree.ts';
import type { RootRow } from './tree-store.ts';

/** Whether a root says of a day what was recomputed, under a signature of ours, and its row says the same. */
export async function isSound(
  row: RootRow,
  day: {
    readonly day: string;
    readonly size: number;
    readonly root: Buffer;
    readonly head: Buffer;
    readonly previous: Buffer | null;
  },
  keys: RecordKeys,
): Promise<boolean> {
  const said = await statementOf(row.signed, keys);
  return (
    said !== undefined &&
    said.day === day.day &&
    said.size === day.size &&
    said.root === day.root.toString('base64url') &&
    said.head === day.head.toString('base64url') &&
    said.previous === (day.previous?.toString('base64url') ?? null) &&
    row.root.equals(day.root) &&
    row.size === String(day.size) &&
    row.link.equals(sha256(row.signed))
  );
}

async function statementOf(signed: string, keys: RecordKeys): Promise<RootStatement | undefined> {
  try {
    const { payload, protectedHeader } = await compactVerify(signed, header => {
      const key = keys.keys.find(({ kid }) => kid === header.kid);
      if (!key) throw new Error('unknown key');
      return importJWK(key, 'ES256');
    });
    return protectedHeader.typ === ROOT_TYPE ? JSON.parse(Buffer.from(payload).toString()) : undefined;
  } catch {
    return undefined;
  }
}
