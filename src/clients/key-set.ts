import { createPublicKey, type KeyObject } from 'node:crypto';
import type { ProblemCode } from './input.ts';
import { thumbprintOf } from './uploaded-keys.ts';

const MOST = 10;
/** Larger ones cost more at each request than they are worth. */
const LARGEST_RSA = 8192;
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
  if (typeof jwks === 'string' && jwks.includes('PRIVATE KEY')) return 'private_key';
  const keys = isObject(jwks) ? jwks.keys : undefined;
  if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isObject)) return 'malformed';
  if (keys.length > MOST) return 'too_many';
  if (keys.some(key => PRIVATE.some(member => member in key))) return 'private_key';
  for (const key of keys) {
    if (key.use !== undefined && key.use !== 'sig' && key.use !== 'enc') return 'malformed';
    const problem = keyProblem(key) ?? useProblem(key);
    if (problem) return problem;
  }
  const marks = new Set(keys.map(key => thumbprintOf(key)));
  return marks.size < keys.length ? 'duplicate' : undefined;
}

/** By kind of key: the algorithms that are spoken here, for signatures and for encryption. */
const ALGORITHMS: Readonly<Record<string, Readonly<Record<'sig' | 'enc', readonly string[]>>>> = {
  RSA: { sig: ['PS256', 'RS256'], enc: ['RSA-OAEP-256'] },
  'P-256': { sig: ['ES256'], enc: ['ECDH-ES', 'ECDH-ES+A256KW'] },
  'P-384': { sig: [], enc: ['ECDH-ES', 'ECDH-ES+A256KW'] },
  'P-521': { sig: [], enc: ['ECDH-ES', 'ECDH-ES+A256KW'] },
  Ed25519: { sig: ['EdDSA', 'Ed25519'], enc: [] },
  X25519: { sig: [], enc: ['ECDH-ES', 'ECDH-ES+A256KW'] },
};

/** What a key says of itself fits its kind; when it ends is a moment, and then it says what it is for. */
function useProblem({ kty, crv, alg, use, exp }: Record<string, unknown>): ProblemCode | undefined {
  if (exp !== undefined && !(Number.isInteger(exp) && use !== undefined)) return 'unfit_key';
  const known = ALGORITHMS[String(crv ?? kty)];
  const uses = use === 'sig' || use === 'enc' ? [use] : (['sig', 'enc'] as const);
  const fitting = uses.flatMap(one => known?.[one as 'sig' | 'enc'] ?? []);
  if (alg !== undefined) return fitting.includes(String(alg)) ? undefined : 'unfit_key';
  return fitting.length > 0 ? undefined : 'unfit_key';
}

function keyProblem(jwk: Record<string, unknown>): ProblemCode | undefined {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return 'malformed';
  }
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') return sizeProblem(modulusLength ?? 0);
  if (key.asymmetricKeyType === 'ec') return CURVES.has(namedCurve ?? '') ? undefined : 'weak_key';
  return key.asymmetricKeyType === 'ed25519' || key.asymmetricKeyType === 'x25519' ? undefined : 'malformed';
}

function sizeProblem(bits: number): ProblemCode | undefined {
  if (bits < 2048) return 'weak_key';
  return bits <= LARGEST_RSA ? undefined : 'unfit_key';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
