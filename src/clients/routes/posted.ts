import type { Request } from 'express';
import type { Remark } from '../../../views/clients/data.ts';
import { Fault } from '../../errors.ts';
import { formText, type Page } from '../../web/index.ts';
import { controlOf, type PostedForm } from '../form.ts';
import type { Problem } from '../input.ts';

/** A long form as it was posted. @param names of the controls that hold texts */
export function postedForm(req: Request, names: readonly string[]): PostedForm {
  const texts = names.filter(name => name !== 'fields' && name !== 'subjects');
  return {
    text: Object.fromEntries(texts.map(name => [name, formText(req, name, 50_000)])),
    fields: listOf(req, 'fields'),
    subjects: listOf(req, 'subjects'),
  };
}

function listOf(req: Request, name: string): string[] {
  const value: unknown = req.body?.[name] ?? [];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const texts = list.filter(item => typeof item === 'string').filter(item => item.length <= 200);
  if (texts.length !== list.length || list.length > 500) throw new Fault('bad_input', 'web.malformed');
  return [...new Set(texts)];
}

/** What is wrong, in words, by the control beside which it stands. @param alone as in controlOf */
export function remarksOf(
  page: Page,
  problems: readonly Problem[],
  form: PostedForm,
  alone = false,
): Map<string, Remark[]> {
  const errors = new Map<string, Remark[]>();
  for (const problem of problems) {
    const { control, part } = controlOf(problem, form, alone);
    const remark = { part, sentence: page.t.admin.problems[problem.code] };
    errors.set(control, [...(errors.get(control) ?? []), remark]);
  }
  return errors;
}
