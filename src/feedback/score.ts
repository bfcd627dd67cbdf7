import type { Operation } from '../operation.ts';
import { openSubjects } from '../vault/index.ts';
import { TEXT } from './give.ts';
import { selectShown, selectSums } from './store.ts';

/** Fewer answers are not told; and from there on they are counted in steps, so that none can be told from two looks. */
export const FEWEST = 10;
const STEP = 5;
const YEAR_MS = 365 * 86_400_000;
const TEXTS = 20;

export interface Score {
  readonly count: number;
  /** 1 to 5, one decimal. */
  readonly average: number;
  /** Of a hundred, how many were asked again for what was known; in steps of ten. */
  readonly askedAgain: number;
}

/** What people said of a system in a year; undefined: fewer than ten said something. */
export async function scoreOf(op: Operation, systemNumber: number): Promise<Score | undefined> {
  const sums = await selectSums(op, systemNumber, new Date(op.at.getTime() - YEAR_MS), STEP);
  if (!sums || sums.count < FEWEST) return undefined;
  return {
    count: sums.count,
    average: Math.round((10 * sums.score) / sums.count) / 10,
    askedAgain: Math.round((10 * sums.asked_again) / sums.count) * 10,
  };
}

export interface ShownText {
  readonly text: string;
  readonly givenAt: Date;
  readonly reply: string | null;
}

/** Texts that were read and whose writers agreed, newest first. */
export async function shownTexts(op: Operation, systemNumber: number): Promise<ShownText[]> {
  const rows = await selectShown(op, systemNumber, TEXTS);
  const keys = await openSubjects(op, [...new Set(rows.map(row => row.person_id))]);
  return rows.flatMap(row => {
    const text =
      row.sealed_text === null ? undefined : keys.get(row.person_id)?.open<string>(TEXT, row.sealed_text);
    return text === undefined ? [] : [{ text, givenAt: row.given_at ?? row.asked_at, reply: row.reply }];
  });
}
