import { catalogue, fieldLabel } from '../profile/index.ts';
import { judged, learned, type SampleForm } from './learned.ts';
import { createMatcher, type Known, type Match, type Matcher, matchForm } from './match.ts';
import { wordsOf } from './words.ts';

/** How good the matcher is on labels that it was neither taught nor tuned on. Shares of 1. */
export interface Measured {
  readonly group: 'all' | 'new_words' | 'without_doubt';
  readonly labels: number;
  /** Of the fields that it named, the right ones; of the fields that were meant, those that it named. */
  readonly precision: number;
  readonly recall: number;
  /** The part that it hands to a person. */
  readonly doubtful: number;
  /** Of the fields that it named without a doubt, the right ones. */
  readonly surePrecision: number;
}

interface Outcome {
  readonly meant: string | null;
  readonly match: Match;
  readonly isNew: boolean;
  readonly clear: boolean;
}

/** What is known before anybody has decided anything: the learned list and the labels of the catalogue. */
export function knownFromTheStart(): Known[] {
  const labels = catalogue.flatMap(({ key }) =>
    (['fa', 'en'] as const).map(lang => ({ label: fieldLabel(key, lang), field: key })),
  );
  return [...learned, ...labels];
}

export function measureMatcher(): Measured[] {
  const matcher = createMatcher(knownFromTheStart());
  const seen = new Set(learned.map(({ label }) => wordsOf(label).join(' ')));
  const outcomes = judged.flatMap(form => outcomesOf(matcher, form, seen));
  return [
    measured('all', outcomes),
    measured(
      'new_words',
      outcomes.filter(({ isNew }) => isNew),
    ),
    measured(
      'without_doubt',
      outcomes.filter(({ clear }) => clear),
    ),
  ];
}

function outcomesOf(matcher: Matcher, form: SampleForm, seen: ReadonlySet<string>): Outcome[] {
  const matches = matchForm(
    matcher,
    form.asks.map(({ label }) => label),
  );
  return form.asks.flatMap(({ label, field, doubt }, at) => {
    const match = matches[at];
    const isNew = !seen.has(wordsOf(label).join(' '));
    return match ? [{ meant: field, match, isNew, clear: doubt === 'none' }] : [];
  });
}

function measured(group: Measured['group'], outcomes: readonly Outcome[]): Measured {
  const share = (part: readonly Outcome[], of: readonly Outcome[]) =>
    of.length === 0 ? 1 : part.length / of.length;
  const named = outcomes.filter(({ match }) => match.field !== null);
  const right = named.filter(({ match, meant }) => match.field === meant);
  const sure = named.filter(({ match }) => !match.doubtful);
  return {
    group,
    labels: outcomes.length,
    precision: share(right, named),
    recall: share(
      right,
      outcomes.filter(({ meant }) => meant !== null),
    ),
    doubtful: share(
      outcomes.filter(({ match }) => match.doubtful),
      outcomes,
    ),
    surePrecision: share(
      sure.filter(({ match, meant }) => match.field === meant),
      sure,
    ),
  };
}

/** One line per group, as `npm run overlap -- measure` prints them. */
export function formatMeasured(lines: readonly Measured[]): string[] {
  const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
  return lines.map(
    ({ group, labels, precision, recall, doubtful, surePrecision }) =>
      `${group.padEnd(14)} ${labels} labels: precision ${percent(precision)}, recall ${percent(recall)}, ` +
      `handed to a person ${percent(doubtful)}, precision of the rest ${percent(surePrecision)}`,
  );
}
