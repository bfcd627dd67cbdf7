import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Configuration } from 'oidc-provider';

type Signatures = Extract<NonNullable<NonNullable<Configuration['cookies']>['keys']>, { sign: unknown }>;

/**
 * Signs the engine's cookies (HMAC-SHA-256) and knows its own signatures, whichever of the keys made them. The
 * engine's default does the same with SHA-1, and compares by two more HMACs under a random key, which costs ten times
 * as much as the signature.
 * @param keys newest first: it signs, the others still count
 */
export function cookieSignatures(keys: readonly string[]): Signatures {
  const prepared = keys.map(key => createSecretKey(Buffer.from(key)));
  const [newest] = prepared;
  if (!newest) throw new Error('cookies need a key');
  const index = (data: string, signature: string) => {
    const given = Buffer.from(signature);
    return prepared.findIndex(key => {
      const right = Buffer.from(sign(key, data));
      return right.length === given.length && timingSafeEqual(right, given);
    });
  };
  return {
    sign: data => sign(newest, String(data)),
    index: (data, signature) => index(String(data), String(signature)),
    verify: (data, signature) => index(String(data), String(signature)) >= 0,
  } as Signatures;
}

function sign(key: KeyObject, data: string): string {
  return createHmac('sha256', key).update(data).digest('base64url');
}
