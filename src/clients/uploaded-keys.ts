/** Public keys as their owners have them (JWK, JWKS, PEM, a certificate), and when they end. Pure. */
import { createHash, createPublicKey, X509Certificate } from 'node:crypto';

type Jwk = Readonly<Record<string, unknown>>;

/** RFC 7638: which members, in this order, make the thumbprint of a kind of key. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
};

export function thumbprintOf(jwk: Jwk): string {
  const members = MEMBERS[String(jwk.kty)] ?? [];
  const said = Object.fromEntries(members.map(name => [name, jwk[name]]));
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
}

/**
 * Any form in which a public key is handed over as a JSON Web Key Set. What is none of them is handed on as it is, for
 * keySetProblem to say what is wrong with it.
 */
export function readKeys(given: unknown): unknown {
  if (typeof given === 'string') return readText(given.trim());
  if (typeof given === 'object' && given !== null && 'kty' in given) return { keys: [given] };
  return given;
}

function readText(text: string): unknown {
  if (text === '') return undefined;
  if (text.startsWith('{')) {
    try {
      return readKeys(JSON.parse(text));
    } catch {
      return text;
    }
  }
  const blocks = text.match(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/g);
  if (!blocks || /PRIVATE KEY/.test(text)) return text;
  try {
    return { keys: blocks.map(readBlock) };
  } catch {
    return text;
  }
}

/** A certificate's key ends with it. */
function readBlock(pem: string): Jwk {
  const certificate = /BEGIN (X509 |TRUSTED )?CERTIFICATE/.test(pem) ? new X509Certificate(pem) : undefined;
  const key = certificate?.publicKey ?? createPublicKey(pem);
  const jwk = key.export({ format: 'jwk' }) as Jwk;
  const exp = certificate && Math.floor(new Date(certificate.validTo).getTime() / 1000);
  return { ...jwk, kid: thumbprintOf(jwk), use: 'sig', ...(exp === undefined ? {} : { exp }) };
}

export function keysIn(jwks: unknown): Jwk[] {
  const keys = typeof jwks === 'object' && jwks !== null && 'keys' in jwks ? jwks.keys : [];
  return Array.isArray(keys) ? keys.filter(key => typeof key === 'object' && key !== null) : [];
}

/** When a key ends: `exp` in seconds, as OpenID Federation writes it. */
export function endOf({ exp }: Jwk): Date | undefined {
  return typeof exp === 'number' ? new Date(exp * 1000) : undefined;
}

/** When the first of the keys of a client ends. */
export function keysExpireAt({ jwks }: Readonly<Record<string, unknown>>): Date | null {
  const ends = keysIn(jwks).flatMap(key => endOf(key) ?? []);
  return ends.length === 0 ? null : new Date(Math.min(...ends.map(Number)));
}

/** Nothing is encrypted for a key that has ended. Signatures by one are refused in words (expiryOfKey). */
export function keysInForce(jwks: unknown, at: Date): { keys: Jwk[] } {
  return { keys: keysIn(jwks).filter(key => key.use !== 'enc' || !isOver(key, at)) };
}

/**
 * When the key that signed ended; undefined while it counts.
 * @returns 'unnamed' where a key has ended and the signature does not say by which it was made
 */
export function expiryOfKey(jwks: unknown, kid: unknown, at: Date): Date | 'unnamed' | undefined {
  const over = keysIn(jwks).filter(key => key.use !== 'enc' && isOver(key, at));
  if (over.length === 0) return undefined;
  if (typeof kid !== 'string') return 'unnamed';
  const found = over.find(key => key.kid === kid);
  return found && endOf(found);
}

function isOver(key: Jwk, at: Date): boolean {
  const end = endOf(key);
  return end !== undefined && end <= at;
}
