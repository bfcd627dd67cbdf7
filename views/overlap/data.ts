/** What the pages of overlap show, in the reader's language. */
/** A base registry that holds a field. */
export interface NamedRegistry {
  readonly key: string;
  readonly name: string;
}

export interface NamedSystem {
  readonly number: number;
  readonly name: string;
  readonly owner: string;
}

export interface RankedField {
  readonly key: string;
  readonly label: string;
  /** Name of the register that holds it. */
  readonly registry: NamedRegistry | undefined;
  readonly systems: readonly NamedSystem[];
  readonly avoidable: number;
}

export interface HeatColumn {
  readonly name: string;
  /** Systems of this agency whose form has been read. */
  readonly systems: number;
}

export interface OverlapData {
  readonly questions: number;
  readonly facts: number;
  readonly read: number;
  readonly total: number;
  readonly sample: boolean;
  readonly doubts: number;
  readonly fields: readonly RankedField[];
  /** Agencies with most systems first, the small ones together at the end. */
  readonly columns: readonly HeatColumn[];
  /** For each field of `heat` how many systems of each column ask it. */
  readonly heat: readonly { readonly field: RankedField; readonly counts: readonly number[] }[];
  readonly pairs: readonly {
    readonly one: NamedSystem;
    readonly other: NamedSystem;
    readonly shared: number;
    readonly alike: number;
  }[];
  readonly connect: readonly {
    readonly system: NamedSystem;
    readonly asked: number;
    readonly avoidable: number;
    readonly perYear: number | undefined;
  }[];
  readonly scores: readonly {
    readonly owner: string;
    readonly systems: number;
    readonly asked: number;
    readonly avoidable: number;
    readonly score: number;
    /** The last time that the agency contested it. */
    readonly contest:
      | { readonly openedAt: Date; readonly answeredAt: Date | null; readonly outcome: string | null }
      | undefined;
  }[];
  /** Address of the next scores. */
  readonly moreScores: string | undefined;
  /** Where a person contests a number. */
  readonly contest: string;
}

export interface SystemFormData {
  readonly system: NamedSystem;
  readonly sample: boolean;
  readonly usesPerYear: number | undefined;
  readonly questions: readonly {
    readonly label: string;
    readonly doubtful: boolean;
    readonly field:
      | { readonly key: string; readonly label: string; readonly registry: NamedRegistry | undefined }
      | undefined;
    readonly elsewhere: number;
    readonly spared: boolean;
  }[];
}
