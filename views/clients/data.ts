/** What the pages about a client show, at the administration and at an agency. Filled by src/clients. */
import type { LintRule, Purpose } from '../../src/clients/index.ts';

export interface FieldRow {
  readonly key: string;
  readonly label: string;
  readonly registry: string;
  readonly classification: 'public' | 'restricted' | 'sensitive';
}

export interface PurposeCard {
  readonly purpose: Purpose;
  readonly fields: readonly FieldRow[];
}

/** The form as it was typed: text by name of the control, and the chosen ones. */
export interface PostedTexts {
  readonly text: Readonly<Record<string, string>>;
  readonly fields: readonly string[];
  readonly subjects: readonly string[];
}

/** What is wrong: a sentence, and the part of the value that it is about, where it holds several. */
export interface Remark {
  readonly part: string | undefined;
  readonly sentence: string;
}

/** A form with what was typed, and what is wrong with it by name of the control. */
export interface FormData {
  readonly form: PostedTexts;
  readonly errors: ReadonlyMap<string, readonly Remark[]>;
  /** Algorithms by which answers can be encrypted. */
  readonly encryptions: readonly string[];
}

export interface RegisterFormData extends FormData {
  /** The owner is named where systems of several stand side by side. */
  readonly systems: readonly { readonly number: number; readonly name: string; readonly owner?: string }[];
  readonly groups: readonly { readonly registry: string; readonly fields: readonly FieldRow[] }[];
}

/** One thing that the lint says, with what it is about in the reader's words. */
export interface ShownFinding {
  readonly rule: LintRule;
  readonly weight: 'fault' | 'advice';
  readonly about: string;
}
