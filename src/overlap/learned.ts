import type { Known } from './match.ts';
import sample from './sample-forms.json' with { type: 'json' };

/** A form of the labelled sample. */
export interface SampleForm {
  readonly system: number;
  readonly asks: readonly SampleAsk[];
}
export interface SampleAsk extends Known {
  /** How far the label leaves open what is meant. */
  readonly doubt: 'none' | 'some' | 'high';
}

/** The made-up forms of all 50 systems, each label with the field that it means. */
export const sampleForms: readonly SampleForm[] = sample.forms.map(({ system, asks }) => ({
  system,
  asks: asks.map(([label, field, doubt]) => ({
    label: label ?? '',
    field: field ?? null,
    doubt: doubt as SampleAsk['doubt'],
  })),
}));

/** Half of the forms teach; what is measured is measured on the other half. */
const teaches = ({ system }: SampleForm) => system % 2 === 0;

/** Labels whose meaning was learned: those of the forms that teach. */
export const learned: readonly Known[] = sampleForms.filter(teaches).flatMap(({ asks }) => asks);

/** The forms that nothing was learned or tuned on. */
export const judged: readonly SampleForm[] = sampleForms.filter(form => !teaches(form));
