import { createPublicKey, type KeyObject } from 'node:crypto';
import type { ProblemCode } from './input.ts';

const MOST = 10;
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const CURVES = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/** One set for ID tokens, userinfo, answers of the authorization endpoint, introspection, and profiles. */
export const encryptionAlgorithms = ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW'] as const;

/** Whether something can be encrypted for the holder of this key set. */
export function canDecrypt(jwks: unknown, algorithm: string): boolean {
  const keys = isObject(jwks) && Array.isArray(jwks.keys) ? jwks.keys.filter(isObject) : [];
  const kinds = algorithm.startsWith('RSA') ? ['RSA'] : ['EC', 'OKP'];
  return keys.some(
    ({ kty, use, crv }) => kinds.includes(String(kty)) && use !== 'sig' && !/^Ed/.test(String(crv ?? '')),
  );
}

/** Why a JSON Web Key Set may not stand for a client, or undefined when it may: public signature keys, no others. */
export function keySetProblem(jwks: unknown): ProblemCode | undefined {
  if (jwks === undefined || jwks === null || jwks === '') return 'missing';
  const keys = isObject(jwks) ? jwks.keys : undefined;
  if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isObject)) return 'malformed';
  if (keys.length > MOST) return 'too_many';
  if (keys.some(key => PRIVATE.some(member => member in key))) return 'private_key';
  for (const key of keys) {
    if (key.use !== undefined && key.use !== 'sig' && key.use !== 'enc') return 'malformed';
    const problem = keyProblem(key);
    if (problem) return problem;
  }
  return undefined;
}

function keyProblem(jwk: Record<string, unknown>): ProblemCode | undefined {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return 'malformed';
  }
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') return (modulusLength ?? 0) >= 2048 ? undefined : 'weak_key';
  if (key.asymmetricKeyType === 'ec') return CURVES.has(namedCurve ?? '') ? undefined : 'weak_key';
  return key.asymmetricKeyType === 'ed25519' || key.asymmetricKeyType === 'x25519' ? undefined : 'malformed';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
