import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';

export type FormRow = Selectable<Schema['system_form']>;
export type QuestionRow = Selectable<Schema['form_question']>;

/** Names the locks of this room; the number of its migration. */
const FORMS = 29;
/** Questions in one statement, well below the limit of parameters. */
const AT_ONCE = 2000;

export async function replaceForm(
  op: Operation,
  form: Insertable<Schema['system_form']>,
  questions: readonly Insertable<Schema['form_question']>[],
): Promise<void> {
  // Of two readings of one system at the same moment the second waits, and then takes the place of the first.
  await sql`select pg_advisory_xact_lock(${FORMS}::int, ${form.system_number}::int)`.execute(op.db);
  await op.db
    .updateTable('system_form')
    .set({ replaced_at: form.imported_at })
    .where('system_number', '=', form.system_number)
    .where('replaced_at', 'is', null)
    .execute();
  await op.db.insertInto('system_form').values(form).execute();
  for (let at = 0; at < questions.length; at += AT_ONCE)
    await op.db
      .insertInto('form_question')
      .values(questions.slice(at, at + AT_ONCE))
      .execute();
}

/** The form of a system that counts now. */
export function selectForm(op: Operation, system: number): Promise<FormRow | undefined> {
  return op.db
    .selectFrom('system_form')
    .select(['id', 'system_number', 'source', 'uses_per_year', 'imported_by', 'imported_at', 'replaced_at'])
    .where('system_number', '=', system)
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
}

export function selectQuestions(op: Operation, formId: string): Promise<QuestionRow[]> {
  return op.db
    .selectFrom('form_question')
    .select(['form_id', 'position', 'label', 'words', 'field', 'score', 'state'])
    .where('form_id', '=', formId)
    .orderBy('position')
    .execute();
}

/** What a system asks, each field once; what is doubtful does not count. */
export interface AskedRow {
  readonly system_number: number;
  readonly source: FormRow['source'];
  readonly uses_per_year: number | null;
  readonly fields: string[];
  /** Questions that mean no field. */
  readonly own: number;
}

export function selectAsked(op: Operation): Promise<AskedRow[]> {
  return op.db
    .selectFrom('system_form')
    .leftJoin('form_question', join =>
      join.onRef('form_question.form_id', '=', 'system_form.id').on('form_question.state', '<>', 'doubtful'),
    )
    .select([
      'system_form.system_number',
      'system_form.source',
      'system_form.uses_per_year',
      sql<
        string[]
      >`coalesce(array_agg(distinct form_question.field) filter (where form_question.field is not null), '{}')`.as(
        'fields',
      ),
      sql<number>`(count(form_question.form_id) filter (where form_question.field is null))::int`.as('own'),
    ])
    .where('system_form.replaced_at', 'is', null)
    .groupBy(['system_form.system_number', 'system_form.source', 'system_form.uses_per_year'])
    .orderBy('system_form.system_number')
    .execute();
}

export interface DoubtRow {
  readonly words: string;
  readonly label: string;
  readonly field: string | null;
  readonly times: number;
  readonly systems: number[];
}

/** Labels that wait for a person, the most frequent first. */
export function selectDoubts(op: Operation, most: number): Promise<DoubtRow[]> {
  return op.db
    .selectFrom('form_question')
    .innerJoin('system_form', 'system_form.id', 'form_question.form_id')
    .select([
      'form_question.words',
      sql<string>`min(form_question.label)`.as('label'),
      sql<string | null>`min(form_question.field)`.as('field'),
      sql<number>`count(*)::int`.as('times'),
      sql<number[]>`array_agg(distinct system_form.system_number)`.as('systems'),
    ])
    .where('form_question.state', '=', 'doubtful')
    .where('system_form.replaced_at', 'is', null)
    .groupBy('form_question.words')
    .orderBy('times', 'desc')
    .orderBy('form_question.words')
    .limit(most)
    .execute();
}

export async function countDoubts(op: Operation): Promise<number> {
  const row = await op.db
    .selectFrom('form_question')
    .innerJoin('system_form', 'system_form.id', 'form_question.form_id')
    .select(sql<number>`count(distinct form_question.words)::int`.as('n'))
    .where('form_question.state', '=', 'doubtful')
    .where('system_form.replaced_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.n;
}

export function selectMeanings(op: Operation): Promise<{ label: string; field: string | null }[]> {
  return op.db.selectFrom('label_meaning').select(['label', 'field']).execute();
}

/** @returns to how many questions the decision applies */
export async function decideWords(
  op: Operation,
  meaning: Insertable<Schema['label_meaning']>,
): Promise<number> {
  await op.db
    .insertInto('label_meaning')
    .values(meaning)
    .onConflict(conflict =>
      conflict.column('words').doUpdateSet({
        field: meaning.field ?? null,
        decided_by: meaning.decided_by,
        decided_at: meaning.decided_at,
      }),
    )
    .execute();
  const done = await op.db
    .updateTable('form_question')
    .set({ field: meaning.field ?? null, state: 'decided' })
    .where('words', '=', meaning.words)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

export function selectLabelOf(op: Operation, words: string): Promise<{ label: string } | undefined> {
  return op.db
    .selectFrom('form_question')
    .select('label')
    .where('words', '=', words)
    .limit(1)
    .executeTakeFirst();
}
