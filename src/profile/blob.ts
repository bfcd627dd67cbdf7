import type { SubjectKey } from '../vault/index.ts';
import { openPacked, pack, unpack } from './packed.ts';
import { nothingKnown, type StoredProfile } from './value.ts';

const WHAT = 'profile';

/** What is known of a subject, out of its sealed blob; null: nothing yet. */
export function openProfile(key: SubjectKey, sealed: Buffer | null): StoredProfile {
  const bytes = openBytes(key, sealed);
  if (!bytes) return nothingKnown;
  const packed = openPacked(bytes);
  return unpack(packed, packed.keys);
}

/** The blob as it is packed, for `writeFields`; undefined: nothing is known yet. */
export function openBytes(key: SubjectKey, sealed: Buffer | null): Buffer | undefined {
  return sealed ? key.openBytes(WHAT, sealed) : undefined;
}

export function sealProfile(key: SubjectKey, profile: StoredProfile): Buffer {
  return key.sealBytes(WHAT, pack(profile));
}
