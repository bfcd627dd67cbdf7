import type { Both, Messages } from '../../i18n/index.ts';
import type { Json } from '../../registries/index.ts';

/** JSON Schema (2020-12) of a value. */
export type JsonSchema = { readonly [keyword: string]: Json };

export type SubjectKind = 'person' | 'entity';
export type FieldClass = 'authoritative' | 'derived' | 'self_declared' | 'verified';

/** One entry of the catalogue as its file says it; subjects and law follow from key and registry. */
export interface FieldEntry {
  readonly key: string;
  readonly type: JsonSchema;
  /** Key of the base registry that vouches; null: the word of the person. */
  readonly registry: string | null;
  /**
   * authoritative: the registry keeps it; verified: said by the person, and the registry that only says yes or no
   * said yes; derived: follows from other fields, or is a yes or no asked at the source.
   */
  readonly class: FieldClass;
  readonly classification: 'public' | 'restricted' | 'sensitive';
  /** Days after it was fetched until a value counts as stale. */
  readonly freshDays: number;
  /** Beside the law that names the register: the one by which its custodian keeps this fact. */
  readonly narrowerLaw?: keyof Messages['registries']['laws'];
  /** The same idea in public vocabularies. */
  readonly vocabulary: string | null;
  /** Number of the government system where the fact is born, where that is not the registry itself. */
  readonly origin?: number;
  /** Of a derived field: what its rule reads. Empty: the answer is asked at the source. */
  readonly inputs?: readonly string[];
  /** Raised when the field comes to mean something else: who allowed it before is asked again. 1 unless told. */
  readonly meaning?: number;
  /** Version of that rule; it grows when the same inputs may get another answer. 1 where it is not said. */
  readonly ruleVersion?: number;
  /** The field is asked with something after a colon, "entity.seat_in_province:23", and never without. */
  readonly parameter?: Parameter;
  /** Of a self-declared field: the base registry that may later attest what was said; its class is then verified. */
  readonly attestedBy?: string;
}

/** What a predicate is asked about: one word of a closed list, or a short code of a fixed form. */
export interface Parameter {
  readonly name: 'licence_category' | 'province' | 'isic' | 'level' | 'staff' | 'years';
  /** Empty: whatever the pattern allows. */
  readonly values: readonly string[];
  /** Of a whole parameter, in plain letters and digits. */
  readonly pattern: string;
  /** One that is shown in descriptions. */
  readonly example: string;
}

export interface Field extends Omit<FieldEntry, 'narrowerLaw'> {
  /** What stands after the colon of the key that was asked; undefined for the entry itself. */
  readonly asked?: string;
  readonly subjects: readonly ('person' | 'entity' | 'business')[];
  /** The law that names the register, with the narrower one where it is named; of what people say themselves that it is their word. */
  readonly law: Both;
  /** The law by which the custodian keeps this very fact; undefined: not named here (yet), or nobody keeps it. */
  readonly narrowerLaw: Both | undefined;
}
