import { randomUUID } from 'node:crypto';
import { dayInIran, isDay } from '../calendar.ts';
import { Fault } from '../errors.ts';
import { atomically, type Operation, type System } from '../operation.ts';
import * as approvalStore from './approval-store.ts';
import type { Approval, Client, StepAsked } from './client.ts';
import { forgetClient } from './find.ts';
import type { Problem } from './input.ts';
import {
  type Condition,
  isClearanceOver,
  type LifeFacts,
  type NextStage,
  nextStages,
  privateAddresses,
  refuseUnmet,
  unmetFor,
} from './life.ts';
import * as lifeStore from './life-store.ts';
import { openApproval } from './new-rows.ts';
import { recordChange, refuseStranger } from './on-record.ts';
import { hasFault, type Review, reviewClient } from './review.ts';
import * as store from './store.ts';
import { refuseIfAny } from './text-problems.ts';

/** Whether a system of the directory is this client: a room below, so it hands in its door at the start. */
type SystemDoor = (op: Operation, clientId: string) => Promise<boolean>;
const doors = new WeakMap<System['db'], SystemDoor>();

export function knowSystems(system: System, door: SystemDoor): void {
  doors.set(system.db, door);
}

/** Whether a client's system has passed the conformance check lately: that is known in a room below, too. */
const reports = new WeakMap<System['db'], SystemDoor>();

export function knowReports(system: System, door: SystemDoor): void {
  reports.set(system.db, door);
}

const LONGEST_REASON = 500;

/**
 * Asks that a client come to the next stage of its life; somebody else decides.
 * @returns the id of the approval that waits
 * @throws clients.not_found, clients.step_not_next, clients.step_unmet {conditions}, clients.step_waiting,
 *   clients.invalid (number and last day of the certificate)
 */
export async function askStep(op: Operation, clientId: string, asked: StepAsked): Promise<string> {
  refuseStranger(op);
  return atomically(op, async op => {
    await store.lockClient(op, clientId);
    const client = await store.selectClient(op, clientId);
    if (!client) throw new Fault('not_found', 'clients.not_found');
    const day = dayInIran(op.at);
    refuseUnmet(asked.to, excused(asked, await lifeFacts(op, client)), day);
    const step = readStep(asked, day);
    const open = await approvalStore.selectApprovals(op, { open: true, clientId, limit: 100 });
    if (open.some(approval => approval.step)) throw new Fault('conflict', 'clients.step_waiting');
    const id = randomUUID();
    await approvalStore.insertApproval(op, {
      ...openApproval(op, id, clientId, null),
      step: JSON.stringify(step),
    });
    await recordChange(op, 'clients.step_asked', clientId, {
      approval: id,
      stage: step.to,
      ...(step.without ? { without: 'conformance' } : {}),
    });
    return id;
  });
}

/** Only a certificate has a number and a last day, and only one that still counts is taken. */
function readStep({ to, number, until, without = '' }: StepAsked, day: string): StepAsked {
  const why = without.trim();
  if (why.length > LONGEST_REASON) refuseIfAny([{ field: 'without', code: 'too_long' }]);
  if (to === 'live' && why) return { to, without: why };
  if (to !== 'cleared') return { to };
  const written = { number: (number ?? '').trim(), until: (until ?? '').trim() };
  const problems: Problem[] = [];
  if (written.number === '') problems.push({ field: 'number', code: 'missing' });
  else if (!/^[\p{L}\p{N} ./_-]{1,60}$/u.test(written.number))
    problems.push({ field: 'number', code: 'malformed' });
  if (written.until === '') problems.push({ field: 'until', code: 'missing' });
  else if (!isDay(written.until)) problems.push({ field: 'until', code: 'malformed' });
  else if (written.until < day) problems.push({ field: 'until', code: 'out_of_range' });
  refuseIfAny(problems);
  return { to, ...written };
}

/** Who asks without a report says why, and whoever decides reads it. */
function excused({ to, without }: StepAsked, facts: LifeFacts): LifeFacts {
  return to === 'live' && without?.trim() ? { ...facts, conforms: true } : facts;
}

/** The second pair of eyes agrees: the conditions are looked at once more, for they may have changed since. */
export async function takeStep(op: Operation, approval: Approval, step: StepAsked): Promise<void> {
  const { clientId } = approval;
  const client = await store.selectClient(op, clientId);
  if (!client) throw new Fault('not_found', 'clients.not_found');
  const day = dayInIran(op.at);
  refuseUnmet(readStep(step, day).to, excused(step, await lifeFacts(op, client)), day);
  if (step.to === 'cleared' && step.number && step.until)
    await lifeStore.setClearance(op, clientId, step.number, step.until);
  // A live client whose certificate is renewed stays live.
  const to = step.to === 'cleared' && client.stage === 'live' ? 'live' : step.to;
  if (!(await lifeStore.changeStage(op, clientId, client.stage, to)))
    throw new Fault('conflict', 'clients.already_decided');
  await recordChange(op, 'clients.step_taken', clientId, { approval: approval.id, stage: step.to });
}

async function lifeFacts(op: Operation, client: Client, known?: readonly Review[]): Promise<LifeFacts> {
  const reviews = known ?? (await reviewClient(op, client));
  const door = doors.get(op.system.db);
  const report = reports.get(op.system.db);
  return {
    client,
    purposes: reviews.length,
    faulty: hasFault(reviews),
    conforms: report ? await report(op, client.id) : false,
    hasSystem: door ? await door(op, client.id) : false,
  };
}

export interface Life {
  readonly clearanceNumber: string | null;
  /** Each step that can be asked for, with what is still missing for it. */
  readonly next: readonly { readonly to: NextStage; readonly unmet: readonly Condition[] }[];
  /** Its addresses that only the sandbox takes, and its purposes in which the review finds faults. */
  readonly privateAddresses: readonly string[];
  readonly faulty: readonly Review[];
}

/** How far a client has come, and what the next steps want. */
export async function lifeOf(op: Operation, client: Client): Promise<Life> {
  const possible = nextStages(client);
  const reviews = possible.length > 0 ? await reviewClient(op, client) : [];
  const facts = possible.length > 0 ? await lifeFacts(op, client, reviews) : undefined;
  return {
    privateAddresses: facts ? privateAddresses(client) : [],
    faulty: reviews.filter(review => hasFault([review])),
    clearanceNumber: await lifeStore.selectClearance(op, client.id),
    next: facts ? possible.map(to => ({ to, unmet: unmetFor(to, facts, dayInIran(op.at)) })) : [],
  };
}

/** Suspends live clients whose certificate has run out. @returns how many */
export async function endClearances(op: Operation): Promise<number> {
  const over = await lifeStore.selectClearancesBefore(op, dayInIran(op.at), 200);
  for (const { id } of over) {
    await atomically(op, async op => {
      const client = await store.selectClient(op, id);
      if (!client || !isClearanceOver(client, dayInIran(op.at))) return;
      if (await store.changeClientState(op, id, ['active'], 'suspended'))
        await recordChange(op, 'clients.clearance_ended', id);
    });
    forgetClient(op, id);
  }
  return over.length;
}
