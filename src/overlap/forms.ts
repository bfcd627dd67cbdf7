import { hash, randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { record } from '../audit/index.ts';
import { getSystem } from '../directory/index.ts';
import { Fault } from '../errors.ts';
import { actorName, atomically, type Operation, type System } from '../operation.ts';
import { findField } from '../profile/index.ts';
import { labelsOfPage, labelsOfSchema } from './harvest.ts';
import { sampleForms } from './learned.ts';
import { createMatcher, type Known, type Match, type Matcher, matchFormInParts } from './match.ts';
import { knownFromTheStart } from './measure.ts';
import { decideWords, replaceForm, selectForm, selectLabelOf, selectMeanings } from './store.ts';
import { wordsOf } from './words.ts';

export interface FormInput {
  readonly source: 'json_schema' | 'html';
  /** The JSON Schema, or the source of the page. */
  readonly text: string;
  readonly usesPerYear: number | null;
}

export interface FormRead {
  readonly questions: number;
  /** How many of them mean a field of the catalogue, and how many wait for a person. */
  readonly fields: number;
  readonly doubtful: number;
}

interface Question extends Match {
  readonly label: string;
}

/**
 * Reads the form of a system: its labels, and which field each means. It takes the place of the reading before.
 * @throws directory.not_found, overlap.not_a_schema, overlap.no_form, overlap.too_many, overlap.uses
 */
export async function readForm(op: Operation, system: number, input: FormInput): Promise<FormRead> {
  const { usesPerYear } = input;
  if (usesPerYear !== null && !(Number.isInteger(usesPerYear) && usesPerYear >= 0 && usesPerYear <= 1e9))
    throw new Fault('bad_input', 'overlap.uses');
  await getSystem(op, system);
  const labels = input.source === 'html' ? await labelsOfPage(input.text) : labelsOfSchema(input.text);
  const questions = await matchLabels(op, labels);
  return keepForm(op, system, { source: input.source, usesPerYear, questions });
}

/** What the labels of one form mean: by decision where a person has decided, else by the matcher. */
export async function matchLabels(op: Operation, labels: readonly string[]): Promise<Question[]> {
  const meanings = await selectMeanings(op);
  const matches = await matchFormInParts(matcherOf(op, meanings), labels, setImmediate);
  const decided = new Map(meanings.map(({ label, field }) => [wordsKey(label), field]));
  return labels.flatMap((label, at): Question[] => {
    const field = decided.get(wordsKey(label));
    const match = field === undefined ? matches[at] : { field, score: 1, doubtful: false };
    return match ? [{ ...match, label }] : [];
  });
}

const made = new WeakMap<System, { readonly of: string; readonly matcher: Matcher }>();

/** Made anew only when a person has decided something since. */
function matcherOf({ system }: Operation, meanings: readonly Known[]): Matcher {
  const of = hash('sha256', JSON.stringify(meanings));
  const known = made.get(system);
  if (known?.of === of) return known.matcher;
  const matcher = createMatcher([...knownFromTheStart(), ...meanings]);
  made.set(system, { of, matcher });
  return matcher;
}

/** Labels of the same words are one question. */
function wordsKey(label: string): string {
  return wordsOf(label).toSorted().join(' ') || label.toLowerCase();
}

async function keepForm(
  op: Operation,
  system: number,
  form: {
    source: 'sample' | FormInput['source'];
    usesPerYear: number | null;
    questions: readonly Question[];
  },
): Promise<FormRead> {
  const id = randomUUID();
  const { questions } = form;
  const row = {
    id,
    system_number: system,
    source: form.source,
    uses_per_year: form.usesPerYear,
    imported_by: actorName(op.actor),
    imported_at: op.at,
    replaced_at: null,
  };
  const rows = questions.map(({ label, field, score, doubtful }, position) => ({
    form_id: id,
    position,
    label,
    words: wordsKey(label),
    field,
    score: Math.round(100 * Math.min(1, score)),
    state: doubtful ? ('doubtful' as const) : ('sure' as const),
  }));
  const read = {
    questions: rows.length,
    fields: rows.filter(({ field, state }) => field !== null && state === 'sure').length,
    doubtful: rows.filter(({ state }) => state === 'doubtful').length,
  };
  await atomically(op, async op => {
    await replaceForm(op, row, rows);
    await record(op, {
      kind: 'overlap.form_read',
      data: { system, source: form.source, questions: read.questions, doubtful: read.doubtful },
    });
  });
  return read;
}

/** Brings the made-up forms in, where a system has none yet: for the demo. Labels of high doubt wait for a person. */
export async function seedSampleForms(op: Operation): Promise<void> {
  await atomically(op, async op => {
    for (const { system, asks } of sampleForms) {
      if (await selectForm(op, system)) continue;
      const questions = asks.map(({ label, field, doubt }) => ({
        label,
        field: field !== null && findField(field) ? field : null,
        score: 1,
        doubtful: doubt === 'high',
      }));
      await keepForm(op, system, { source: 'sample', usesPerYear: null, questions });
    }
  });
}

/**
 * A person says what a label means; it counts for every form that asks so, and is known from then on.
 * @throws overlap.no_label, overlap.unknown_field
 * @returns how many questions it was about
 */
export async function decideLabel(op: Operation, words: string, field: string | null): Promise<number> {
  const found = words.length <= 400 ? await selectLabelOf(op, words) : undefined;
  if (!found) throw new Fault('not_found', 'overlap.no_label');
  if (field !== null && !findField(field)) throw new Fault('bad_input', 'overlap.unknown_field');
  return atomically(op, async op => {
    const times = await decideWords(op, {
      words,
      label: found.label,
      field,
      decided_by: actorName(op.actor),
      decided_at: op.at,
    });
    await record(op, { kind: 'overlap.label_decided', data: { field, questions: times } });
    return times;
  });
}
