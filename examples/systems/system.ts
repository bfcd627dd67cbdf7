/** What an example system is: data only. A purpose as it is registered at Yekbar, and the boxes of one form. */
export interface Both {
  readonly fa: string;
  readonly en: string;
}

/** Whom a form is filled for: a legal entity, or the person himself (a sole trader among them). */
export type SubjectType = 'legal_entity' | 'self';

export interface PurposeDefinition {
  readonly key: string;
  readonly name: Both;
  readonly text: Both;
  readonly basis: 'consent';
  readonly law: {
    readonly title: Both;
    readonly body: Both;
    readonly number: string;
    /** ISO day on which it was passed. */
    readonly date: string;
    readonly articles: string;
  };
  readonly retention: Both;
  /** Keys of the catalogue. */
  readonly fields: readonly string[];
  readonly subjects: readonly SubjectType[];
  readonly level: 1;
  readonly consentDays: number;
}

/** A box of the form. With `from` a field of the profile can fill it; without, only the person can. */
export interface Box {
  readonly name: string;
  readonly label: Both;
  readonly from?: Partial<Record<SubjectType, string>>;
  readonly hint?: Both;
  readonly options?: readonly Both[];
  readonly numeric?: boolean;
}

export interface ExampleSystem {
  readonly key: 'tax' | 'customs';
  /** Number in the list of government systems. */
  readonly number: number;
  readonly name: Both;
  readonly shortName: Both;
  readonly agency: { readonly id: string; readonly name: Both };
  readonly port: number;
  readonly purpose: PurposeDefinition;
  readonly form: { readonly title: Both; readonly lede: Both; readonly submit: Both };
  readonly boxes: readonly Box[];
}

/** The fields that the boxes take, for both kinds of subject: what a purpose may ask for and no more. */
export function fieldsOf(boxes: readonly Box[]): string[] {
  const keys = boxes.flatMap(box => [box.from?.legal_entity, box.from?.self]);
  return [...new Set(keys.filter(key => key !== undefined))];
}

/** Boxes that exist for a kind of subject: those that it could fill, and those that only the person can. */
export function boxesFor(system: ExampleSystem, subject: SubjectType): Box[] {
  return system.boxes.filter(box => !box.from || box.from[subject] !== undefined);
}
