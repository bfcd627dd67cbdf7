import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Keys, keyedHash } from '../keys.ts';

/** How long a page with a challenge may be answered. */
export const CHALLENGE_MS = 10 * 60_000;

/** What a challenge is for, for whom, and where: answering another one's is refused. */
export interface ChallengeFor {
  readonly kind: 'registration' | 'assertion';
  /** undefined: whoever holds a passkey. */
  readonly personId: string | undefined;
  /** What both calls share besides: the uid of an interaction, of a session. */
  readonly bound: string | undefined;
}

const RANDOM = 16;
const TIME = 6;

/**
 * A challenge that says itself until when it holds and for what: random ‖ end ‖ keyed hash of both and the rest. It
 * is kept nowhere until it is answered, so that pages for strangers cost no row; then it is spent.
 */
export function newChallenge(keys: Keys, what: ChallengeFor, at: Date): Buffer {
  const head = Buffer.alloc(RANDOM + TIME);
  randomBytes(RANDOM).copy(head);
  head.writeUIntBE(at.getTime() + CHALLENGE_MS, RANDOM, TIME);
  return Buffer.concat([head, proofOf(keys, what, head)]);
}

/** @returns until when the row that spends it must be kept, or undefined when it is not ours, not for this, or over */
export function readChallenge(keys: Keys, what: ChallengeFor, challenge: Buffer, at: Date): Date | undefined {
  const head = challenge.subarray(0, RANDOM + TIME);
  const proof = challenge.subarray(RANDOM + TIME);
  const right = head.length === RANDOM + TIME ? proofOf(keys, what, head) : undefined;
  if (!right || proof.length !== right.length || !timingSafeEqual(proof, right)) return undefined;
  const end = new Date(head.readUIntBE(RANDOM, TIME));
  return end > at ? end : undefined;
}

function proofOf(keys: Keys, { kind, personId, bound }: ChallengeFor, head: Buffer): Buffer {
  return keyedHash(keys.lookup, 'challenge', kind, personId ?? '', bound ?? '', head.toString('base64'));
}
