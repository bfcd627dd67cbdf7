import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { seal, unseal } from '../keys.ts';
import type { Operation } from '../operation.ts';

/** Two keys, both published: the second one signs when keys turn. They sign for one test issuer and nothing else. */
export interface IssuerKeys {
  readonly now: JWK;
  readonly next: JWK;
}

const ALGORITHM = 'ES256';

/** @returns sealed */
export async function newKeys(op: Operation, clientId: string): Promise<Buffer> {
  const keys: IssuerKeys = { now: await newKey(), next: await newKey() };
  return seal(op.system.keys.master, JSON.stringify(keys), context(clientId));
}

export function openKeys(op: Operation, row: { client_id: string; sealed_keys: Buffer }): IssuerKeys {
  return JSON.parse(unseal(op.system.keys.master, row.sealed_keys, context(row.client_id)).toString());
}

const context = (clientId: string) => `conformance keys ${clientId}`;

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: ALGORITHM, use: 'sig' };
}

export function publicOf({ d: _secret, ...jwk }: JWK): JWK {
  return jwk;
}

/** @param forged with a key that nobody knows, under the name of the right one */
export async function signWith(
  key: JWK,
  claims: Record<string, unknown>,
  typ: string,
  forged = false,
): Promise<string> {
  const signing = forged ? await newKey() : key;
  return new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, kid: key.kid ?? '', typ })
    .sign(await importJWK(signing, ALGORITHM));
}
