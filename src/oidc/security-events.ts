import { type CryptoKey, importJWK, type JWK, SignJWT } from 'jose';
import type { SignEvent } from '../events/index.ts';

/** Signs security event tokens (RFC 8417) with the issuer's ES256 key of now; `typ` keeps them apart from ID tokens. */
export function signEvents(key: () => JWK): SignEvent {
  let kept: { readonly kid: string; readonly key: CryptoKey } | undefined;
  return async claims => {
    const jwk = key();
    const kid = jwk.kid ?? '';
    if (kept?.kid !== kid) kept = { kid, key: (await importJWK(jwk, 'ES256')) as CryptoKey };
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'secevent+jwt' })
      .sign(kept.key);
  };
}
