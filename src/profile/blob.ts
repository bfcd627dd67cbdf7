import type { SubjectKey } from '../vault/index.ts';
import { nothingKnown, type StoredProfile } from './value.ts';

const WHAT = 'profile';

/** What is known of a subject, out of its sealed blob; null: nothing yet. */
export function openProfile(key: SubjectKey, sealed: Buffer | null): StoredProfile {
  return sealed ? key.open<StoredProfile>(WHAT, sealed) : nothingKnown;
}

export function sealProfile(key: SubjectKey, profile: StoredProfile): Buffer {
  return key.seal(WHAT, profile);
}
