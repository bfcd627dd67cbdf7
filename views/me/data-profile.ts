/** What the pages of a person's own values show. Filled by src/me, drawn by this folder. */
import type { FieldClass } from '../../src/profile/index.ts';
import type { Json } from '../../src/registries/index.ts';
import type { ValueGroup } from '../flow/data.ts';
import type { SayField } from '../parts/say.ts';

export interface ProfileName {
  readonly id: string;
  readonly name: string;
  readonly current: boolean;
  /** The reader himself. */
  readonly self: boolean;
}

export interface AwaitedShown {
  readonly registry: string;
  readonly askedAt: Date;
  readonly expectedBy: Date;
}

export interface ProfileData {
  readonly profiles: readonly ProfileName[];
  readonly groups: readonly ValueGroup[];
  /** Registers that have taken a question and answer later. */
  readonly awaited: readonly AwaitedShown[];
  /** What no register holds and nobody has said: key and label. */
  readonly open: readonly { readonly key: string; readonly label: string }[];
  /** Query that keeps whose profile it is; '' for the reader's own. */
  readonly of: string;
}

export interface VersionShown {
  readonly value: Json | undefined;
  readonly knownFrom: Date;
  readonly knownUntil: Date | undefined;
  readonly validFrom: string | undefined;
  readonly original: string | undefined;
  /** Why it took the place of the one before. */
  readonly why: 'registry' | 'push' | 'correction' | 'declared' | undefined;
  readonly registry: string | undefined;
  readonly said: 'you' | 'other' | undefined;
}

export interface ProfileFieldData {
  readonly key: string;
  readonly label: string;
  readonly help: string;
  /** undefined: nothing is known. */
  readonly value: Json | undefined;
  readonly class: FieldClass;
  readonly registry: string | undefined;
  readonly awaited: AwaitedShown | undefined;
  readonly record: string | undefined;
  readonly fetchedAt: Date | undefined;
  readonly validFrom: string | undefined;
  readonly original: string | undefined;
  /** The newest first. */
  readonly versions: readonly VersionShown[];
  readonly say: SayField | undefined;
}
