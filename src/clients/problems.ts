import { findField, unknownFields } from '../profile/index.ts';
import {
  type AgencyInput,
  APPROVAL_HOURS,
  type ClientInput,
  type Problem,
  type ProblemCode,
  type PurposeInput,
} from './input.ts';
import { settingProblems } from './setting-problems.ts';
import { bothProblems, dayProblem, keyProblem, missing, textProblem } from './text-problems.ts';

const MOST_PURPOSES = 20;
const MOST_FIELDS = 100;

/** Everything that is wrong with a registration, together; what only the database knows (taken ids) is not here. */
export function clientProblems(input: ClientInput, at: Date): Problem[] {
  const problems: Problem[] = [
    ...keyProblem('id', input.id),
    ...(input.newAgency ? agencyProblems(input.newAgency, 'agency.') : missing('agency', input.agencyId)),
    ...settingProblems(input),
  ];
  if (input.purposes.length === 0) problems.push({ field: 'purposes', code: 'missing' });
  if (input.purposes.length > MOST_PURPOSES) problems.push({ field: 'purposes', code: 'too_many' });
  const keys = input.purposes.map(purpose => purpose.key);
  keys.forEach((key, index) => {
    if (key && keys.indexOf(key) < index)
      problems.push({ field: `purposes.${index}.key`, code: 'duplicate' });
  });
  input.purposes.forEach((purpose, index) => {
    problems.push(...purposeProblems(purpose, at, `purposes.${index}.`));
  });
  return problems;
}

export function agencyProblems(input: AgencyInput, prefix = ''): Problem[] {
  return [...keyProblem(`${prefix}id`, input.id), ...bothProblems(`${prefix}name`, input.name, 200)];
}

/** What is wrong with one purpose. @param prefix of the field names, '' or "purposes.0." */
export function purposeProblems(input: PurposeInput, at: Date, prefix = ''): Problem[] {
  const { law } = input;
  const byLaw = input.basis === 'law';
  const problems: Problem[] = [
    ...keyProblem('key', input.key),
    ...bothProblems('name', input.name, 200),
    ...bothProblems('text', input.text, 1000),
    ...bothProblems('retention', input.retention, 300),
    ...bothProblems('law.title', law.title, 300),
    ...bothProblems('law.body', law.body, 200),
    ...textProblem('law.articles', law.articles, 300, byLaw),
    ...textProblem('law.number', law.number, 100, byLaw),
    ...dayProblem('law.date', law.date, byLaw, at),
    ...fieldProblems(input),
  ];
  if (!['consent', 'law'].includes(input.basis))
    problems.push({ field: 'basis', code: input.basis ? 'unknown' : 'missing' });
  if (![1, 2, 3].includes(input.level)) problems.push({ field: 'level', code: 'out_of_range' });
  if (!Number.isInteger(input.consentDays) || input.consentDays < 1 || input.consentDays > 3650)
    problems.push({ field: 'consent_days', code: 'out_of_range' });
  const hours = input.approvalHours ?? APPROVAL_HOURS;
  if (!Number.isInteger(hours) || hours < 1 || hours > 720)
    problems.push({ field: 'approval_hours', code: 'out_of_range' });
  if (input.history && !byLaw) problems.push({ field: 'history', code: 'does_not_fit' });
  return problems.map(problem => ({ ...problem, field: prefix + problem.field }));
}

/** Fields are of the catalogue, each of a subject that the purpose is for, none twice. */
function fieldProblems({ fields, subjects }: PurposeInput): Problem[] {
  const problems: Problem[] = [];
  if (subjects.length === 0) problems.push({ field: 'subjects', code: 'missing' });
  for (const subject of subjects)
    if (subject !== 'legal_entity' && subject !== 'self')
      problems.push({ field: 'subjects', code: 'unknown' });
  if (new Set(subjects).size < subjects.length) problems.push({ field: 'subjects', code: 'duplicate' });
  if (fields.length === 0) problems.push({ field: 'fields', code: 'missing' });
  if (fields.length > MOST_FIELDS) return [...problems, { field: 'fields', code: 'too_many' }];
  fields.forEach((key, index) => {
    const code = fieldProblem(key, subjects) ?? (fields.indexOf(key) < index ? 'duplicate' : undefined);
    if (code) problems.push({ field: `fields.${key.slice(0, 100)}`, code });
  });
  return problems;
}

function fieldProblem(key: string, subjects: readonly string[]): ProblemCode | undefined {
  const field = findField(key);
  if (!field || unknownFields([key]).length > 0) return 'unknown';
  const fits = field.subjects.some(subject =>
    subjects.includes(subject === 'entity' ? 'legal_entity' : 'self'),
  );
  return fits || subjects.length === 0 ? undefined : 'does_not_fit';
}
