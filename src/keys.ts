import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';
import type { LegalId, PersonId } from './identifiers.ts';

/**
 * The keys of the process, all derived from the master key (HKDF-SHA-256, one label each), and the two things that
 * are done with keys: sealing (AES-256-GCM) and keyed hashes (HMAC-SHA-256). Pure; nothing here touches a database.
 */
export interface Keys {
  /** Wraps the key of a subject, seals private signing keys. */
  readonly master: KeyObject;
  /** Seals payloads of the engine's artifacts. */
  readonly artifact: KeyObject;
  /** Finds persons and entities by identifier, throttle buckets by what they count. */
  readonly lookup: KeyObject;
  /** Seals messages that wait to be sent. */
  readonly message: KeyObject;
  /** Seals signals to client systems that wait to be delivered. */
  readonly signal: KeyObject;
  /** Seals what only a registry and we know. */
  readonly registry: KeyObject;
  /** Pairwise subs. */
  readonly pairwise: KeyObject;
}

export function deriveKeys(masterKey: Buffer): Keys {
  // KeyObjects: node prepares a raw key anew at each use, which costs three times the sealing of a short text.
  const derive = (label: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', `yekbar ${label} 1`, 32)));
  return {
    master: derive('wrapping'),
    artifact: derive('artifact'),
    lookup: derive('lookup'),
    message: derive('message'),
    signal: derive('signal'),
    registry: derive('registry'),
    pairwise: derive('pairwise'),
  };
}

const NONCE = 12;
const TAG = 16;
const ALGORITHM = 'aes-256-gcm';
const OPTIONS = { authTagLength: TAG };

/** Random bytes for many nonces at once: asking for one costs as much as asking for hundreds. */
const nonces = Buffer.alloc(NONCE * 256);
let unusedFrom = nonces.length;

function newNonce(): Buffer {
  if (unusedFrom === nonces.length) {
    randomFillSync(nonces);
    unusedFrom = 0;
  }
  unusedFrom += NONCE;
  return nonces.subarray(unusedFrom - NONCE, unusedFrom);
}

/**
 * AES-256-GCM: nonce ‖ tag ‖ ciphertext.
 * @param context bound to the text (additional data): what it is and whose; opening needs the same
 */
export function seal(key: KeyObject, plain: Buffer | string, context: string): Buffer {
  const nonce = newNonce();
  const cipher = createCipheriv(ALGORITHM, key, nonce, OPTIONS).setAAD(Buffer.from(context));
  const body = cipher.update(plain);
  // A stream cipher holds nothing back: the end has no bytes, only the tag.
  cipher.final();
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** @throws Error when the key, the context or the text is not the one that was sealed */
export function unseal(key: KeyObject, sealed: Buffer, context: string): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE), OPTIONS)
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
  const plain = decipher.update(sealed.subarray(NONCE + TAG));
  // In this mode nothing is left for the end but the check of the tag.
  decipher.final();
  return plain;
}

function hmac(key: KeyObject, parts: readonly string[]) {
  return createHmac('sha256', key).update(JSON.stringify(parts));
}

/** HMAC-SHA-256 of parts that cannot run into each other. */
export function keyedHash(key: KeyObject, ...parts: readonly string[]): Buffer {
  return hmac(key, parts).digest();
}

/** How a natural person or an officer is found without his identifier being stored. */
export function personHash(keys: Keys, id: PersonId): Buffer {
  return keyedHash(keys.lookup, 'person', id);
}

/** How an entity is found. */
export function entityHash(keys: Keys, id: LegalId): Buffer {
  return keyedHash(keys.lookup, 'entity', id);
}

/**
 * How a person is known to the clients of one agency (OpenID Connect Core 8.1): not reversible, and different at
 * another agency. A client without an agency is a sector of its own.
 */
export function pairwiseSub(
  keys: Keys,
  client: { readonly id: string; readonly agencyId: string | null },
  personId: string,
): string {
  const sector = client.agencyId ? ['agency', client.agencyId] : ['client', client.id];
  return hmac(keys.pairwise, [...sector, personId]).digest('base64url');
}
