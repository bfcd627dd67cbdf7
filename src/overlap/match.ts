/**
 * Which field of the catalogue a label of a form means. Pure: the nearest of the labels that are known (the learned
 * list, the labels of the catalogue, what people decided) by their words, rare words counting more; the labels around
 * choose between the twins of a company and of a person. What is not clear is a doubt for a person, not a guess.
 */
import { isOfAnother, wordsOf } from './words.ts';

/** A label whose meaning is known. */
export interface Known {
  readonly label: string;
  /** Key of the catalogue; null: asked by that system alone, in no register. */
  readonly field: string | null;
}

export interface Match {
  readonly field: string | null;
  /** 0 to 1: how alike the best known label is. */
  readonly score: number;
  /** Whether a person has to look. */
  readonly doubtful: boolean;
}

interface Example {
  readonly field: string | null;
  readonly words: readonly string[];
  readonly norm: number;
  readonly times: number;
}

export interface Matcher {
  readonly byWord: ReadonlyMap<string, readonly Example[]>;
  readonly weight: (word: string) => number;
}

// Chosen by leaving out one form at a time of those that the learned list comes from; `npm run overlap` judges on others.
/** Below this a label is like none that is known. */
const ALIKE = 0.5;
/** From here on a match counts without a person, when no other field is as near. */
const SURE = 0.7;
const APART = 0.05;
/** Below this not even a doubt. */
const UNLIKE = 0.3;
/** How many labels before and after say whom a form speaks of, and how much that moves a field up or down. */
const AROUND = 4;
const CONTEXT = 0.1;
/** What is asked of a third party is hardly a field of the one who fills the form. */
const OF_ANOTHER = 0.6;

export function createMatcher(known: readonly Known[]): Matcher {
  const all = counted(known);
  const documents = new Map<string, number>();
  for (const { words } of all) for (const word of words) documents.set(word, (documents.get(word) ?? 0) + 1);
  const weight = (word: string) => Math.log(1 + all.length / ((documents.get(word) ?? 0) + 1));
  const byWord = new Map<string, Example[]>();
  for (const one of all) {
    const example = { ...one, norm: normOf(one.words, weight) };
    for (const word of one.words) {
      const examples = byWord.get(word);
      if (examples) examples.push(example);
      else byWord.set(word, [example]);
    }
  }
  return { byWord, weight };
}

/** Labels of the same words and meaning count as one that was seen several times. */
function counted(known: readonly Known[]): { field: string | null; words: string[]; times: number }[] {
  const found = new Map<string, { field: string | null; words: string[]; times: number }>();
  for (const { label, field } of known) {
    const words = wordsOf(label);
    const key = `${words.toSorted().join(' ')}|${field}`;
    const one = found.get(key);
    if (one) one.times++;
    else if (words.length > 0) found.set(key, { field, words, times: 1 });
  }
  return [...found.values()];
}

function normOf(words: readonly string[], weight: Matcher['weight']): number {
  return Math.sqrt(words.reduce((sum, word) => sum + weight(word) ** 2, 0));
}

/** The meanings of the labels of one form, in their order. */
export function matchForm(matcher: Matcher, labels: readonly string[]): Match[] {
  return judged(labels.map(label => scoresOf(matcher, label)));
}

/** So many labels are looked at before others get their turn: a few milliseconds. */
const PART = 25;

/** The same with pauses, so that one long form keeps nobody else waiting. */
export async function matchFormInParts(
  matcher: Matcher,
  labels: readonly string[],
  pause: () => Promise<unknown>,
): Promise<Match[]> {
  const scores: Map<string | null, number>[] = [];
  for (const label of labels) {
    if (scores.length % PART === PART - 1) await pause();
    scores.push(scoresOf(matcher, label));
  }
  return judged(scores);
}

function judged(scores: readonly Map<string | null, number>[]): Match[] {
  const clear = scores.map(of => clearKind(of));
  return scores.map((of, at) => judge(of, shares(clear, at)));
}

/** How alike the label is to the best known label of each field: the cosine of their weighted words. */
function scoresOf(matcher: Matcher, label: string): Map<string | null, number> {
  const words = wordsOf(label);
  const norm = normOf(words, matcher.weight);
  const shared = new Map<Example, number>();
  for (const word of words)
    for (const example of matcher.byWord.get(word) ?? [])
      shared.set(example, (shared.get(example) ?? 0) + matcher.weight(word) ** 2);
  const another = words.filter(isOfAnother);
  const scores = new Map<string | null, number>();
  for (const [example, sum] of shared) {
    const strange = example.field !== null && another.some(word => !example.words.includes(word));
    // Of two that are as near, the one that was seen more often.
    const seen = Math.min(example.times, 20) * 0.004;
    const score = (sum / (norm * example.norm)) * (strange ? OF_ANOTHER : 1) + seen;
    if (score > (scores.get(example.field) ?? 0)) scores.set(example.field, score);
  }
  return scores;
}

/** person, entity or business */
function kindOf(field: string | null): string | undefined {
  return field?.split('.', 1)[0];
}

/** Whom a label speaks of, where that is clear by itself. */
function clearKind(scores: ReadonlyMap<string | null, number>): string | undefined {
  let best: [string | null, number] = [null, 0];
  for (const one of scores) if (one[1] > best[1]) best = one;
  return best[1] >= 0.6 ? kindOf(best[0]) : undefined;
}

/** Of the clear labels around one, the part that speaks of each kind. */
function shares(clear: readonly (string | undefined)[], at: number): (kind: string | undefined) => number {
  const around = clear
    .slice(Math.max(0, at - AROUND), at + AROUND + 1)
    .filter((kind, i) => kind !== undefined && i !== Math.min(at, AROUND));
  return kind => (around.length === 0 ? 0 : around.filter(one => one === kind).length / around.length);
}

/** The context chooses between fields; how alike a label is to a known one stays what it is. */
function judge(
  scores: ReadonlyMap<string | null, number>,
  share: (kind: string | undefined) => number,
): Match {
  const ranked = [...scores]
    .map(([field, score]) => ({ field, score, rank: score * (1 + CONTEXT * (share(kindOf(field)) - 0.5)) }))
    .sort((a, b) => b.rank - a.rank);
  const [first, second] = ranked;
  if (!first || first.score < ALIKE)
    return { field: null, score: first?.score ?? 0, doubtful: (first?.score ?? 0) > UNLIKE };
  const near = second !== undefined && first.rank - second.rank < APART;
  return {
    field: first.field,
    score: Math.min(1, first.score),
    doubtful: first.score < SURE || near,
  };
}
