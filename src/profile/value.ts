import type { Json, KeptEdition } from '../registries/index.ts';

/** One value as the sealed blob keeps it. Moments are ISO texts, so that opening a blob builds nothing. */
export interface StoredValue {
  readonly status: 'present' | 'absent' | 'not_applicable';
  readonly value: Json;
  readonly record: string | null;
  readonly validFrom: string | null;
  /** When it was last seen here to be another one than before, or first seen: an answer of another day may be as of earlier. */
  readonly changedAt: string;
  readonly fetchedAt: string;
  /** Version of the value: the same value has the same. */
  readonly v: string;
  /** As it was written or typed, where our normal form of letters and spaces differs; of a composed value its words. */
  readonly original?: string;
  /** Of what people say themselves: the person who said it. */
  readonly saidBy?: string;
  /** The registry that bore it out, and when. */
  readonly attested?: { readonly registry: string; readonly record: string | null; readonly at: string };
}

/** A question that a registry has taken, to answer it later. */
export interface Awaited {
  readonly askedAt: string;
  readonly expectedBy: string;
}

/** Everything that is known of one subject. */
export interface StoredProfile {
  readonly kind: 'person' | 'entity' | undefined;
  readonly values: Readonly<Record<string, StoredValue>>;
  /** Registries that did not answer when they were last asked, and since when. */
  readonly down: Readonly<Record<string, string>>;
  /** Registries that have taken a question and have not answered yet. */
  readonly awaited?: Readonly<Record<string, Awaited>>;
  /** Which edition of its record each registry answered last, where it numbers them. */
  readonly editions?: Readonly<Record<string, KeptEdition>>;
  /** Fields that somebody disputes, with the case in which the owner of the register answers. */
  readonly disputed?: Readonly<Record<string, { readonly caseId: string; readonly since: string }>>;
  /** When fields were last disputed no longer: one moment for each, however often it was. */
  readonly disputeEnded?: Readonly<Record<string, string>>;
}

export const nothingKnown: StoredProfile = Object.freeze({ kind: undefined, values: {}, down: {} });
