/** In what a version of a purpose asks for more than the one before it, or for something else. Pure. */
import type { Purpose } from './client.ts';
import { APPROVAL_HOURS, type PurposeInput } from './input.ts';
import { lawText } from './rows.ts';

export type More =
  | 'fields'
  | 'subjects'
  | 'basis'
  | 'retention'
  | 'consent_days'
  | 'history'
  | 'level'
  | 'text'
  | 'law';

/** What people are told of; new words for the same are for the two who decide. */
const TOLD: readonly More[] = ['fields', 'subjects', 'basis', 'retention', 'consent_days', 'history'];

type Asked = Pick<
  Purpose,
  'name' | 'text' | 'law' | 'fields' | 'subjects' | 'level' | 'retention' | 'consentDays'
> & {
  readonly basis: string;
  readonly history?: boolean;
};

/** Nothing: it asks for less or for the same, and needs nobody's approval. */
export function asksMore(before: Asked, after: Omit<Asked, 'subjects' | 'level'> & Loose): More[] {
  const same = (one: unknown, other: unknown) => words(one) === words(other);
  const within = (list: readonly string[], known: readonly string[]) =>
    list.every(one => known.includes(one));
  const found: [More, boolean][] = [
    ['fields', !within(after.fields, before.fields)],
    ['subjects', !within(after.subjects, before.subjects)],
    ['basis', after.basis !== before.basis],
    ['retention', !same(before.retention, after.retention)],
    ['consent_days', after.consentDays > before.consentDays],
    ['history', after.history === true && before.history !== true],
    ['level', after.level < before.level],
    ['text', !same([before.name, before.text], [after.name, after.text])],
    ['law', lawText(before.law) !== lawText(after.law)],
  ];
  return found.flatMap(([what, more]) => (more ? [what] : []));
}

interface Loose {
  readonly subjects: readonly string[];
  readonly level: number;
}

/** Whether those whom it concerns are told. */
export function concernsPeople(more: readonly More[]): boolean {
  return more.some(one => TOLD.includes(one));
}

/** Nothing at all is another: there is no new version. */
export function asksTheSame(before: Purpose, after: PurposeInput): boolean {
  const counted = ({ fields, subjects, level, consentDays }: Purpose | PurposeInput) =>
    JSON.stringify([fields.toSorted(), subjects.toSorted(), level, consentDays]);
  const hours = after.approvalHours ?? APPROVAL_HOURS;
  return (
    asksMore(before, after).length === 0 &&
    counted(before) === counted(after) &&
    (after.history ?? false) === before.history &&
    hours === before.approvalHours
  );
}

/** Spaces at the ends and keyboards mean nothing. */
function words(value: unknown): string {
  return JSON.stringify(value)
    .replace(/ي/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/(\\[nrt]|\s)+/g, ' ')
    .replace(/" | "/g, '"');
}
