/**
 * What a reviewer would ask about a purpose, asked by the machine first. Pure. A fault keeps the second approval shut
 * until it is mended; advice is for people to weigh.
 */
import { catalogue, fieldApplies, findField } from '../profile/index.ts';
import { latinDigits } from '../text.ts';
import type { Purpose } from './client.ts';
import { type Readability, readability } from './readable.ts';

export type LintRule =
  | 'law_incomplete'
  | 'retention_open'
  | 'hard_text'
  | 'official_words'
  | 'level_low'
  | 'predicate_would_do'
  | 'not_needed'
  | 'asked_by_sister'
  | 'many_fields'
  | 'long_consent';

export interface Finding {
  readonly rule: LintRule;
  readonly weight: 'fault' | 'advice';
  /** Fields, words or client ids that it is about. */
  readonly about: readonly string[];
}

/** A purpose of another client of the same agency. */
export interface Sister {
  readonly clientId: string;
  readonly fields: readonly string[];
}

type Linted = Pick<Purpose, 'basis' | 'law' | 'fields' | 'level' | 'retention' | 'consentDays' | 'text'> & {
  readonly subjects: readonly string[];
};

/** The platform's own policy, written where it is applied. */
const MOST_FIELDS = 40;
const LONGEST_CONSENT_DAYS = 730;
/** A twelve-year-old reads 12; from 20 on hardly anybody reads to the end. */
const HARD = 12;
const UNREADABLE = 20;
/** A sentence or two are too few to measure by. */
const FEWEST_WORDS = 8;

export function lintPurpose(purpose: Linted, sisters: readonly Sister[]): Finding[] {
  return [
    ...lawFindings(purpose),
    ...retentionFindings(purpose),
    ...textFindings(purpose),
    ...fieldFindings(purpose),
    ...needFindings(purpose),
    ...sisterFindings(purpose, sisters),
  ];
}

/** A law is named by number and date; without them nobody can look it up. */
function lawFindings({ basis, law }: Linted): Finding[] {
  const missing = [
    ...(law.number.trim() === '' ? ['number'] : []),
    ...(law.date === null ? ['date'] : []),
    ...(law.articles.trim() === '' ? ['articles'] : []),
  ];
  if (basis !== 'law' || missing.length === 0) return [];
  return [{ rule: 'law_incomplete', weight: 'advice', about: missing }];
}

/** "As long as needed" is no retention: it wants a number. */
function retentionFindings({ retention }: Linted): Finding[] {
  const open = (['fa', 'en'] as const).filter(lang => !hasNumber(retention[lang]));
  return open.length === 0 ? [] : [{ rule: 'retention_open', weight: 'advice', about: open }];
}

function hasNumber(text: string): boolean {
  return /\d/.test(latinDigits(text)) || /(یک|دو|سه|پنج|ده|one|two|three|five|ten)\s/i.test(text);
}

function textFindings({ text }: Linted): Finding[] {
  const measured = (['fa', 'en'] as const).map(lang => ({ lang, ...readability(text[lang], lang) }));
  const hard = measured.filter(({ grade, words }) => words >= FEWEST_WORDS && grade > HARD);
  const unreadable = hard.some(({ grade }: Readability) => grade > UNREADABLE);
  const words = measured.flatMap(one => one.official);
  return [
    ...(hard.length > 0
      ? [
          {
            rule: 'hard_text' as const,
            weight: unreadable ? ('fault' as const) : ('advice' as const),
            about: hard.map(({ lang }) => lang),
          },
        ]
      : []),
    ...(words.length > 0
      ? [{ rule: 'official_words' as const, weight: 'advice' as const, about: words }]
      : []),
  ];
}

function fieldFindings({ fields, level, basis, consentDays }: Linted): Finding[] {
  const sensitive = fields.filter(key => findField(key)?.classification === 'sensitive');
  const answered = fields.filter(key => predicatesOn(key).length > 0);
  return [
    ...(sensitive.length > 0 && level < 2
      ? [{ rule: 'level_low' as const, weight: 'fault' as const, about: sensitive }]
      : []),
    ...(answered.length > 0
      ? [{ rule: 'predicate_would_do' as const, weight: 'advice' as const, about: answered }]
      : []),
    ...(fields.length > MOST_FIELDS
      ? [{ rule: 'many_fields' as const, weight: 'advice' as const, about: [String(fields.length)] }]
      : []),
    ...(basis === 'consent' && consentDays > LONGEST_CONSENT_DAYS
      ? [{ rule: 'long_consent' as const, weight: 'advice' as const, about: [String(consentDays)] }]
      : []),
  ];
}

/**
 * What a purpose does not need: a fact that follows from others which it asks anyway, and a fact of somebody whom it does
 * not serve, for it is never handed out.
 */
function needFindings({ fields, subjects }: Linted): Finding[] {
  const kinds = subjects.map(subject => (subject === 'legal_entity' ? 'entity' : 'person'));
  const needless = fields.filter(key => {
    const inputs = findField(key)?.inputs ?? [];
    const follows = inputs.length > 0 && inputs.every(input => input !== key && fields.includes(input));
    return follows || (findField(key) && !kinds.some(kind => fieldApplies(key, kind)));
  });
  return needless.length === 0 ? [] : [{ rule: 'not_needed', weight: 'advice', about: needless }];
}

/** Fields that answer yes or no from this one alone, so that its value would not have to be handed out. */
export function predicatesOn(key: string): string[] {
  return catalogue
    .filter(({ type, inputs }) => type.type === 'boolean' && inputs?.length === 1 && inputs[0] === key)
    .map(predicate => predicate.key);
}

/** What a sister system has already could be shared inside the agency, under its own right, instead of asked again. */
function sisterFindings({ fields }: Linted, sisters: readonly Sister[]): Finding[] {
  const asking = sisters.filter(sister => {
    const same = fields.filter(field => sister.fields.includes(field)).length;
    return same >= 5 && same * 2 >= fields.length;
  });
  if (asking.length === 0) return [];
  return [{ rule: 'asked_by_sister', weight: 'advice', about: asking.map(({ clientId }) => clientId) }];
}
