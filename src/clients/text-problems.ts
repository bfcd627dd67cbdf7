/** What is wrong with single texts, and how problems travel: all together, in one fault. */
import { isDay } from '../calendar.ts';
import { Fault, isFault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import type { Problem, ProblemCode } from './input.ts';

const KEY = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export function missing(field: string, text: string): Problem[] {
  return text === '' ? [{ field, code: 'missing' }] : [];
}

export function keyProblem(field: string, key: string): Problem[] {
  if (key === '') return [{ field, code: 'missing' }];
  if (key.length > 60) return [{ field, code: 'too_long' }];
  return key.length >= 2 && KEY.test(key) ? [] : [{ field, code: 'malformed' }];
}

export function bothProblems(field: string, both: Both, most: number): Problem[] {
  return [
    ...textProblem(`${field}.fa`, both.fa, most, true),
    ...textProblem(`${field}.en`, both.en, most, true),
  ];
}

export function textProblem(field: string, text: string, most: number, needed: boolean): Problem[] {
  if (text.trim() === '') return needed ? [{ field, code: 'missing' }] : [];
  if (text.length > most) return [{ field, code: 'too_long' }];
  // Control and direction-override signs would let a name pretend to be another on the consent page.
  return /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text.replace(/\r?\n/g, ' '))
    ? [{ field, code: 'malformed' }]
    : [];
}

export function dayProblem(field: string, day: string | null, needed: boolean, at: Date): Problem[] {
  if (!day) return needed ? [{ field, code: 'missing' }] : [];
  if (!isDay(day)) return [{ field, code: 'malformed' }];
  return new Date(`${day}T00:00:00Z`) > at ? [{ field, code: 'future' }] : [];
}

/** @throws clients.invalid with all problems, each as "field:code" */
export function refuseIfAny(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const list = problems.map(({ field, code }) => `${field}:${code}`);
  throw new Fault('bad_input', 'clients.invalid', { problems: list });
}

/** The problems that a clients.invalid carries; undefined for any other error. */
export function problemsOf(error: unknown): Problem[] | undefined {
  if (!isFault(error, 'clients.invalid') || !Array.isArray(error.data.problems)) return undefined;
  return error.data.problems.map((text: string) => {
    const at = text.lastIndexOf(':');
    return { field: text.slice(0, at), code: text.slice(at + 1) as ProblemCode };
  });
}
