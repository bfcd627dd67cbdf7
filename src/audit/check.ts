/**
 * Checks a proof away from us: with nothing but the file, a copy of the published keys, and node:crypto. What it does
 * is written down in docs/record.md, so that anybody can do it in another language.
 */
import { createPublicKey, verify } from 'node:crypto';
import { hashOfEntry, type LeafEntry } from './chain.ts';
import { rootFrom, sha256 } from './tree.ts';

export interface RecordProof {
  readonly format: 'yekbar-record-proof/1';
  /** What the leaf says: SHA-256 over a zero byte and this as canonical JSON is the leaf hash. */
  readonly entry: LeafEntry;
  readonly leaf: string;
  /** Place in the tree of the day, from 0. */
  readonly index: number;
  readonly path: readonly string[];
  readonly root: {
    readonly day: string;
    readonly size: number;
    readonly hash: string;
    /** Compact JWS over the statement of the day. */
    readonly signed: string;
  };
  /** The key that signed; its `kid` is its thumbprint (RFC 7638). */
  readonly key: Readonly<Record<string, unknown>>;
  readonly keys: string;
  readonly roots: string;
}

export type CheckedProof =
  | {
      readonly ok: true;
      readonly entry: LeafEntry;
      readonly day: string;
      readonly size: number;
      readonly kid: string;
      /** Whether the key was among those that the checker brought. */
      readonly keyGiven: boolean;
    }
  | { readonly ok: false; readonly why: 'form' | 'path' | 'root' | 'signature' | 'key' };

/**
 * @param keys the published key set, fetched or kept at another time; without it the key of the proof is taken, and
 *   its thumbprint is for the reader to compare
 */
export function checkProof(
  proof: RecordProof,
  keys?: { readonly keys: readonly Readonly<Record<string, unknown>>[] },
): CheckedProof {
  try {
    return checked(proof, keys);
  } catch {
    return { ok: false, why: 'form' };
  }
}

function checked(proof: RecordProof, keys: Parameters<typeof checkProof>[1]): CheckedProof {
  const { entry, index, path, root } = proof;
  if (proof.format !== 'yekbar-record-proof/1') return { ok: false, why: 'form' };
  const leaf = hashOfEntry(entry);
  const computed = rootFrom(leaf, index, root.size, path.map(bytes));
  if (proof.leaf !== leaf.toString('base64url') || computed?.toString('base64url') !== root.hash)
    return { ok: false, why: 'path' };
  const [head = '', body = '', signature = ''] = root.signed.split('.');
  const header = parsed(head);
  const statement = parsed(body);
  if (statement.root !== root.hash || statement.day !== root.day || statement.size !== root.size)
    return { ok: false, why: 'root' };
  const jwk = keys ? keys.keys.find(key => thumbprint(key) === header.kid) : proof.key;
  if (!jwk || thumbprint(jwk) !== header.kid) return { ok: false, why: 'key' };
  const good =
    header.alg === 'ES256' &&
    header.typ === 'yekbar-record-root+jwt' &&
    verify(
      'sha256',
      Buffer.from(`${head}.${body}`),
      { key: createPublicKey({ key: { ...jwk }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      bytes(signature),
    );
  if (!good) return { ok: false, why: 'signature' };
  const { day, size } = root;
  return { ok: true, entry, day, size, kid: String(header.kid), keyGiven: keys !== undefined };
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}

function parsed(part: string): Record<string, unknown> {
  return JSON.parse(bytes(part).toString());
}

/** RFC 7638 §3.2, for a key on P-256. */
function thumbprint({ crv, kty, x, y }: Readonly<Record<string, unknown>>): string {
  return sha256(JSON.stringify({ crv, kty, x, y })).toString('base64url');
}
