import { randomInt, randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { countUse, type Limit, takeBackUse } from '../identity/index.ts';
import { keyedHash } from '../keys.ts';
import { atomically, inTurn, type Operation } from '../operation.ts';
import { isUuid, latinDigits } from '../text.ts';
import {
  deleteOver,
  deleteUnused,
  endViews,
  insertView,
  selectView,
  selectViewsOf,
  takeView,
  type ViewRow,
} from './store.ts';

/** What a person may show: her account and sessions, her permissions, her record. Never a value of a field. */
export const parts = ['account', 'permissions', 'record'] as const;
export type Part = (typeof parts)[number];

export interface View {
  readonly id: string;
  readonly personId: string;
  readonly parts: readonly Part[];
  readonly state: 'waits' | 'open' | 'over';
  readonly madeAt: Date;
  /** Until when the code opens it, or it stays open. */
  readonly until: Date;
  readonly opened: boolean;
}

const CODE_MS = 10 * 60_000;
const VIEW_MS = 30 * 60_000;
/** How long what is over stands on her page. */
const KEPT_MS = 90 * 86_400_000;
const MOST_SHOWN = 20;
const DIGITS = 8;

function toView(op: Operation, row: ViewRow): View {
  const until = row.until ?? row.code_until;
  const over = row.ended_at !== null || until <= op.at;
  return {
    id: row.id,
    personId: row.person_id,
    parts: parts.filter(part => row.parts.includes(part)),
    state: over ? 'over' : row.opened_at ? 'open' : 'waits',
    madeAt: row.made_at,
    until,
    opened: row.opened_at !== null,
  };
}

const hashOf = (op: Operation, code: string) => keyedHash(op.system.keys.lookup, 'support code', code);

/**
 * A code of eight digits that opens what the person shows, once, within ten minutes. One that was made before and
 * not used opens nothing any more.
 * @throws support.nothing_shown
 */
export async function offerView(op: Operation, personId: string, shown: readonly string[]): Promise<string> {
  const chosen = parts.filter(part => shown.includes(part));
  if (chosen.length === 0) throw new Fault('bad_input', 'support.nothing_shown');
  const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
  await atomically(op, async op => {
    await inTurn(op, 'views', personId);
    await endViews(op, personId);
    await insertView(op, {
      id: randomUUID(),
      person_id: personId,
      code_hash: hashOf(op, code),
      parts: chosen,
      made_at: op.at,
      code_until: new Date(op.at.getTime() + CODE_MS),
    });
    await record(op, { kind: 'support.code_made', personId, subjectId: personId, data: { parts: chosen } });
  });
  return code;
}

/** Guesses of one member of the support, whoever they are about. */
const guesses = (personId: string): Limit => ({
  name: 'support code',
  by: { person: personId },
  free: 5,
  leakSeconds: 900,
  firstWaitSeconds: 60,
  ceilingSeconds: 3_600,
});

/**
 * Somebody of the support types what he was told: for half an hour he sees what the person shows. Whether he is of the
 * support is for the caller to know.
 * @throws support.code_wrong, support.wait
 */
export async function openView(op: Operation, staffId: string, typed: string): Promise<View> {
  const limit = guesses(staffId);
  const { wait } = await countUse(op, limit);
  if (wait > 0) throw new Fault('too_many', 'support.wait', { retryAfter: wait });
  const code = latinDigits(typed).replace(/\D/g, '');
  const view = await atomically(op, async op => {
    const until = new Date(op.at.getTime() + VIEW_MS);
    const row =
      code.length === DIGITS ? await takeView(op, hashOf(op, code), { personId: staffId, until }) : undefined;
    if (!row) return undefined;
    await record(op, {
      kind: 'support.view_opened',
      personId: staffId,
      subjectId: row.person_id,
      data: { view: row.id, parts: row.parts },
    });
    return toView(op, row);
  });
  if (!view) throw new Fault('bad_input', 'support.code_wrong');
  await takeBackUse(op, limit);
  return view;
}

/** @throws support.not_found, also for one that another opened; support.view_over */
export async function getOpenView(op: Operation, staffId: string, id: string): Promise<View> {
  const row = isUuid(id) ? await selectView(op, id) : undefined;
  if (row?.opened_by !== staffId) throw new Fault('not_found', 'support.not_found');
  const view = toView(op, row);
  if (view.state !== 'open') throw new Fault('gone', 'support.view_over');
  return view;
}

/** Those of a person, newest first. */
export async function listViews(op: Operation, personId: string): Promise<View[]> {
  return (await selectViewsOf(op, personId, MOST_SHOWN)).map(row => toView(op, row));
}

/** @throws support.not_found, also for what is over and for somebody else's */
export async function endView(op: Operation, personId: string, id: string): Promise<void> {
  await atomically(op, async op => {
    const ended = isUuid(id) ? await endViews(op, personId, id) : [];
    if (ended.length === 0) throw new Fault('not_found', 'support.not_found');
    await record(op, { kind: 'support.view_ended', personId, subjectId: personId, data: { view: id } });
  });
}

/** In the background. */
export async function sweepViews(op: Operation): Promise<void> {
  await deleteUnused(op, new Date(op.at.getTime() - CODE_MS));
  await deleteOver(op, new Date(op.at.getTime() - KEPT_MS));
}
