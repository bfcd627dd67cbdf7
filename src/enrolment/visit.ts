import { randomBytes, timingSafeEqual } from 'node:crypto';
import { keyedHash, seal, unseal } from '../keys.ts';
import type { Operation } from '../operation.ts';
import {
  deleteExpired,
  deleteOldChanges,
  deleteRow,
  putRow,
  type Row,
  selectRow,
  updateRow,
} from './store.ts';

export type Kind = Row['kind'];
export type Step = Row['step'];

/** Something under way: what is due next and what is known so far. */
export interface Visit<S> {
  /** In the address; only its hash is kept. */
  readonly id: string;
  readonly kind: Kind;
  readonly step: Step;
  readonly state: S;
  readonly until: Date;
}

/** One page after another within half an hour. */
const VISIT_MS = 30 * 60_000;

export function newId(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * @param browser the secret of the browser that began it, or whatever else nobody else has
 */
export async function openVisit<S>(
  op: Operation,
  visit: Omit<Visit<S>, 'until'>,
  browser: string,
): Promise<Visit<S>> {
  const until = new Date(op.at.getTime() + VISIT_MS);
  await putRow(op, {
    id: rowId(op, visit.kind, visit.id),
    kind: visit.kind,
    step: visit.step,
    browser: browserHash(op, visit.id, browser),
    sealed: sealState(op, visit, visit.state),
    expires_at: until,
  });
  return { ...visit, until };
}

/** @returns undefined when it is over, never was, is of another kind, or of another browser */
export async function findVisit<S>(
  op: Operation,
  kind: Kind,
  id: string,
  browser: string,
): Promise<Visit<S> | undefined> {
  const row = await selectRow(op, rowId(op, kind, id), kind);
  if (!row || !timingSafeEqual(row.browser, browserHash(op, id, browser))) return undefined;
  const state = JSON.parse(unseal(op.system.keys.artifact, row.sealed, contextOf(kind, id)).toString()) as S;
  return { id, kind, step: row.step, state, until: row.expires_at };
}

/** @returns the visit at its next step, or undefined when a parallel request was first */
export async function advance<S>(
  op: Operation,
  visit: Visit<S>,
  step: Step,
  state: S = visit.state,
): Promise<Visit<S> | undefined> {
  const sealed = sealState(op, visit, state);
  const moved = await updateRow(op, rowId(op, visit.kind, visit.id), visit.step, { step, sealed });
  return moved ? { ...visit, step, state } : undefined;
}

/** @returns false when a parallel request was first */
export function closeVisit(op: Operation, visit: Pick<Visit<unknown>, 'kind' | 'id'>): Promise<boolean> {
  return deleteRow(op, rowId(op, visit.kind, visit.id));
}

/** Forgets what is over, in small batches. For the background. @returns how many went */
export async function sweepEnrolments(op: Operation, limit = 1000): Promise<number> {
  return (await deleteExpired(op, limit)) + (await deleteOldChanges(op, limit));
}

function rowId(op: Operation, kind: Kind, id: string): Buffer {
  return keyedHash(op.system.keys.lookup, 'enrolment', kind, id);
}

function browserHash(op: Operation, id: string, browser: string): Buffer {
  return keyedHash(op.system.keys.lookup, 'enrolment browser', id, browser);
}

function sealState(op: Operation, { kind, id }: { kind: Kind; id: string }, state: unknown): Buffer {
  return seal(op.system.keys.artifact, JSON.stringify(state), contextOf(kind, id));
}

const contextOf = (kind: Kind, id: string) => `enrolment ${kind} ${id}`;
