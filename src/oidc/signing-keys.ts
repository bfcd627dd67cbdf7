import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { seal, unseal } from '../keys.ts';
import { atomically, type Operation, type System } from '../operation.ts';
import {
  insertSigningKeys,
  lockSigningKeys,
  type SigningKeyRow,
  selectSigningKeys,
} from './signing-key-store.ts';

/** The first is what a client gets that asks for nothing. */
export const signingAlgorithms = ['ES256', 'EdDSA', 'PS256', 'RS256'] as const;
/** With the key of this one systems may encrypt their request objects for us. */
export const REQUEST_ENCRYPTION = 'ECDH-ES+A256KW';
/** Of each there is a key in every state. */
export const keyAlgorithms = [...signingAlgorithms, REQUEST_ENCRYPTION] as const;
export type Algorithm = (typeof keyAlgorithms)[number];

export interface SigningKeys {
  /** Private keys for the engine: of each algorithm the current one first, then next and previous. */
  readonly jwks: { keys: JWK[] };
  /** Signs what Yekbar itself hands out (profiles): the current ES256 key. */
  readonly own: JWK;
  readonly rows: readonly SigningKeyRow[];
  /** Another set of keys, or another state of one, is another version. */
  readonly version: string;
}

/**
 * Reads the signing keys, and makes the first ones where there are none: in one transaction that other processes
 * which start at the same moment wait for, so that all sign with the same keys.
 */
export async function loadSigningKeys(op: Operation): Promise<SigningKeys> {
  let rows = await selectSigningKeys(op);
  const missing = missingFrom(rows);
  if (missing.length > 0) {
    // Made before the lock is taken: an RSA key takes its time.
    const fresh = await Promise.all(missing.map(alg => newKey(op, alg, 'current')));
    rows = await atomically(op, async op => {
      await lockSigningKeys(op);
      const still = missingFrom(await selectSigningKeys(op));
      const needed = fresh.filter(row => still.includes(row.alg));
      if (needed.length > 0) await insertSigningKeys(op, needed);
      return selectSigningKeys(op);
    });
  }
  const ordered = inOrder(rows);
  const keys = ordered.map(row => privateKey(op.system, row));
  const own = keys[0];
  if (!own) throw new Error('there is no signing key');
  return { jwks: { keys }, own, rows, version: ordered.map(({ kid, state }) => `${kid} ${state}`).join() };
}

function missingFrom(rows: readonly SigningKeyRow[]): Algorithm[] {
  return keyAlgorithms.filter(alg => !rows.some(row => row.alg === alg && row.state === 'current'));
}

/** The engine signs with the first key that fits and publishes all of them. */
function inOrder(rows: readonly SigningKeyRow[]): SigningKeyRow[] {
  const states = ['current', 'next', 'previous'];
  const rank = (row: SigningKeyRow) =>
    states.indexOf(row.state) * 10 + keyAlgorithms.indexOf(row.alg as Algorithm);
  return [...rows].sort((a, b) => rank(a) - rank(b));
}

export async function newKey(op: Operation, alg: Algorithm, state: SigningKeyRow['state']) {
  const { privateKey, publicKey } = await generateKeyPair(alg, {
    extractable: true,
    ...(alg === 'EdDSA' ? { crv: 'Ed25519' } : {}),
    ...(alg.endsWith('S256') && alg !== 'ES256' ? { modulusLength: 2048 } : {}),
  });
  const kid = `${alg.toLowerCase().replace('+', '-')}-${crypto.randomUUID().slice(0, 8)}`;
  const sealed = seal(op.system.keys.master, JSON.stringify(await exportJWK(privateKey)), context(kid));
  return {
    kid,
    alg,
    state,
    public_jwk: JSON.stringify({ ...(await exportJWK(publicKey)), kid, alg, use: useOf(alg) }),
    sealed_private: sealed,
    created_at: op.at,
    state_since: op.at,
  };
}

function privateKey(system: System, row: SigningKeyRow): JWK {
  const jwk = JSON.parse(unseal(system.keys.master, row.sealed_private, context(row.kid)).toString()) as JWK;
  return { ...jwk, kid: row.kid, alg: row.alg, use: useOf(row.alg) };
}

function useOf(alg: string): 'sig' | 'enc' {
  return alg === REQUEST_ENCRYPTION ? 'enc' : 'sig';
}

function context(kid: string): string {
  return `signing key ${kid}`;
}
