import {
  CompactSign,
  calculateJwkThumbprint,
  compactVerify,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import { seal, unseal } from '../keys.ts';
import { atomically, type Operation } from '../operation.ts';
import {
  endCurrentKey,
  insertKey,
  lockRecordKeys,
  type RecordKeyRow,
  selectCurrentKey,
  selectPublicKeys,
} from './key-store.ts';
import { record } from './record.ts';

const ALGORITHM = 'ES256';

/** JSON Web Key Set (RFC 7517), public parts only. */
export interface RecordKeys {
  readonly keys: readonly JWK[];
}

/**
 * Signs something that people keep: a root of the record, a receipt. Not tokens, those are signed by the engine.
 * @param payload plain JSON
 * @param typ what it is, as in the header of the signature ("record-root+jwt", "consent-receipt+jwt"): who verifies
 *   insists on it, so that one kind never passes for another
 * @returns a compact JWS (RFC 7515), ES256, with the thumbprint of the key as `kid`
 */
export async function signRecord(op: Operation, payload: object, typ: string): Promise<string> {
  const row = (await selectCurrentKey(op)) ?? (await firstKey(op));
  const jwk = JSON.parse(unseal(op.system.keys.master, row.sealed_private, context(row.kid)).toString());
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: ALGORITHM, kid: row.kid, typ })
    .sign(await importJWK(jwk, ALGORITHM));
}

/** Every key that ever signed, newest first: what was signed stays verifiable when keys have turned. */
export async function recordKeys(op: Operation): Promise<RecordKeys> {
  if (!(await selectCurrentKey(op))) await firstKey(op);
  return { keys: (await selectPublicKeys(op)).map(row => row.public_jwk as JWK) };
}

/**
 * Whether one of our record keys signed this, as what it claims to be.
 * @returns what was signed, or undefined
 */
export async function verifyRecordSignature(
  op: Operation,
  jws: string,
  typ: string,
): Promise<Record<string, unknown> | undefined> {
  const { keys } = await recordKeys(op);
  try {
    const { payload, protectedHeader } = await compactVerify(
      jws,
      header => {
        const jwk = keys.find(key => key.kid === header.kid);
        if (!jwk) throw new errors.JWKSNoMatchingKey();
        return importJWK(jwk, ALGORITHM);
      },
      { algorithms: [ALGORITHM] },
    );
    if (protectedHeader.typ !== typ) return undefined;
    return JSON.parse(Buffer.from(payload).toString());
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A new key signs from now on; the former ones stay published. @returns its kid */
export async function turnRecordKey(op: Operation): Promise<string> {
  const fresh = await newKey(op);
  return atomically(op, async op => {
    await lockRecordKeys(op);
    await endCurrentKey(op);
    await insertKey(op, fresh);
    await record(op, { kind: 'audit.key_turned', data: { kid: fresh.kid } });
    return fresh.kid;
  });
}

/** Two processes may come here at once; both sign with the one that was first. */
async function firstKey(op: Operation): Promise<RecordKeyRow> {
  const fresh = await newKey(op);
  return atomically(op, async op => {
    await lockRecordKeys(op);
    const known = await selectCurrentKey(op);
    if (known) return known;
    await insertKey(op, fresh);
    return { ...fresh, public_jwk: JSON.parse(fresh.public_jwk), ended_at: null };
  });
}

async function newKey(op: Operation) {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return {
    kid,
    public_jwk: JSON.stringify({ ...jwk, kid, alg: ALGORITHM, use: 'sig' }),
    sealed_private: seal(op.system.keys.master, JSON.stringify(await exportJWK(privateKey)), context(kid)),
    created_at: op.at,
  };
}

function context(kid: string): string {
  return `record key ${kid}`;
}
