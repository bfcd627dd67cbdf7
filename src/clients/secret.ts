import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits: long enough that one SHA-256 is a safe way to keep it (nothing to guess). */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The only form in which a client secret is stored. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
