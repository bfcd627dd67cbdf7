import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, errors, jwtVerify } from 'jose';
import { Fault } from '../errors.ts';

const WINDOW_SECONDS = 60;

export interface ProofQuestion {
  readonly proof: string;
  readonly token: string;
  readonly method: string;
  /** Address of the resource without query. */
  readonly address: string;
  readonly now: Date;
}

export interface Proof {
  readonly jkt: string;
  readonly jti: string;
  /** What the server gave for it (RFC 9449 §9), unless there is none. */
  readonly nonce: string | undefined;
}

/**
 * Checks a DPoP proof (RFC 9449 §4.3) and says whose key it is. Whether it was used before, and whether its
 * nonce is ours, is for the caller to ask.
 * @throws release.proof_invalid
 */
export async function verifyProof(question: ProofQuestion): Promise<Proof> {
  const { payload, protectedHeader } = await jwtVerify(question.proof, EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: ['ES256', 'EdDSA', 'Ed25519', 'PS256'],
    currentDate: question.now,
  }).catch((error: unknown) => {
    if (error instanceof errors.JOSEError || error instanceof TypeError) throw invalid('signature');
    throw error;
  });
  const { htm, htu, iat, jti, ath, nonce } = payload;
  if (htm !== question.method) throw invalid('htm');
  if (typeof htu !== 'string' || withoutQuery(htu) !== question.address) throw invalid('htu');
  if (typeof iat !== 'number' || Math.abs(question.now.getTime() / 1000 - iat) > WINDOW_SECONDS)
    throw invalid('iat');
  if (typeof jti !== 'string' || jti.length === 0 || jti.length > 256) throw invalid('jti');
  if (ath !== createHash('sha256').update(question.token).digest('base64url')) throw invalid('ath');
  if (nonce !== undefined && typeof nonce !== 'string') throw invalid('nonce');
  if (!protectedHeader.jwk) throw invalid('jwk');
  return { jkt: await calculateJwkThumbprint(protectedHeader.jwk), jti, nonce };
}

function withoutQuery(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.origin + url.pathname;
}

function invalid(part: string): Fault {
  return new Fault('unauthenticated', 'release.proof_invalid', { part });
}
