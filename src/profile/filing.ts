/**
 * Questions that a registry takes and answers another day. The question is kept with our tracking code and the registry's
 * number; the answer is asked for with that number, or posted by the registry, believed only when both fit and it is about
 * the subject, and merged under the day on which it was drawn up. Who is late is said to be down.
 */
import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { findEntity } from '../entities/index.ts';
import { findPerson } from '../identity/index.ts';
import { atomically, type Operation, systemOperation } from '../operation.ts';
import { type Answered, type LaterPort, RegistryDown, type RegistrySubject } from '../registries/index.ts';
import { changeProfile } from './change.ts';
import {
  countOpenFilings,
  deleteSettledFilings,
  type FilingRow,
  insertFiling,
  postponeFiling,
  selectFiling,
  settleFiling,
  takeDueFilings,
} from './filing-store.ts';
import { fits } from './fits.ts';
import { followLife, lifeAfter } from './life.ts';
import { merge, settled } from './merge.ts';
import type { Awaited, StoredProfile } from './value.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MOST = 20;
const TIMEOUT_MS = 10_000;
/** So long after the promised day an answer is still waited for; then the question counts as not answered. */
const PATIENCE_MS = 3 * DAY_MS;
const KEPT_MS = 90 * DAY_MS;

/** Writes down what a registry has taken, in the transaction that says so in the profile. */
export async function fileQuestion(
  op: Operation,
  subject: { readonly id: string; readonly kind: 'person' | 'entity' },
  { registry, ticket, expectedBy }: { registry: string; ticket: string; expectedBy: Date },
): Promise<void> {
  const filed = await insertFiling(op, {
    id: randomUUID(),
    registry,
    subject_id: subject.id,
    subject_kind: subject.kind,
    tracking: op.tracking,
    ticket,
    state: 'waiting',
    asked_at: op.at,
    expected_by: expectedBy,
    polls: 0,
    next_poll_at: new Date(op.at.getTime() + MINUTE_MS),
    settled_at: null,
  });
  if (filed)
    await record(op, { kind: 'registries.filed', subjectId: subject.id, data: { registry, ticket } });
}

export function awaitedOf(at: Date, expectedBy: Date): Awaited {
  return { askedAt: at.toISOString(), expectedBy: expectedBy.toISOString() };
}

/** Asks for the answers that may be there. Background; processes share the work. @returns how many were asked for */
export async function collectAnswers(op: Operation): Promise<number> {
  const due = await takeDueFilings(op, MOST, new Date(op.at.getTime() + 5 * MINUTE_MS));
  for (const filing of due) await collect({ ...op, tracking: filing.tracking }, filing);
  return due.length;
}

async function collect(op: Operation, filing: FilingRow): Promise<void> {
  const known = await portOf(op, filing);
  if (!known) return void (await settleFiling(op, filing.id, 'given_up'));
  try {
    const found = await known.port.collect(known.subject, filing.ticket, TIMEOUT_MS);
    if (found === 'lost') return await giveUp(op, filing);
    if ('facts' in found && isAnswer(filing, found)) return void (await settle(op, filing, found));
    await waitOn(op, filing, 'facts' in found ? filing.expected_by : found.expectedBy);
  } catch (error) {
    if (!(error instanceof RegistryDown)) throw error;
    await waitOn(op, filing, filing.expected_by);
  }
}

/** The registry keeps our code beside its number: both must be those of the question. */
const isAnswer = (filing: FilingRow, { inquiry, ticket, facts }: Answered) =>
  inquiry === filing.tracking && ticket === filing.ticket && fits(facts);

/** Ever more seldom, once an hour at last; past the promised moment it is late, past our patience it is over. */
async function waitOn(op: Operation, filing: FilingRow, expectedBy: Date): Promise<void> {
  const late = op.at > expectedBy;
  if (op.at.getTime() > filing.expected_by.getTime() + PATIENCE_MS) return giveUp(op, filing);
  const minutes = Math.min(60, 2 ** filing.polls);
  const next_poll_at = new Date(op.at.getTime() + minutes * MINUTE_MS);
  await atomically(op, async op => {
    await postponeFiling(op, filing.id, {
      state: late ? 'overdue' : 'waiting',
      expected_by: expectedBy,
      next_poll_at,
    });
    if (late && filing.state !== 'overdue') await sayLate(op, filing, 'late');
  });
}

async function giveUp(op: Operation, filing: FilingRow): Promise<void> {
  await atomically(op, async op => {
    if (await settleFiling(op, filing.id, 'given_up')) await sayLate(op, filing, 'given_up');
  });
}

/** On the record, in the log, and in the profile: its values count as stale, and it may be asked again. */
async function sayLate(op: Operation, filing: FilingRow, what: 'late' | 'given_up'): Promise<void> {
  const { registry, subject_id: subjectId, subject_kind: kind } = filing;
  op.system.log.warn({ tracking: op.tracking, registry, what }, 'an answer is overdue');
  await changeProfile(op, subjectId, {
    change: stored => {
      const next = merge(stored, kind, [], [registry], op.at);
      return what === 'given_up' ? settled(next, registry) : next;
    },
    why: () => ({ kind: 'registry', registry }),
    after: async () => {},
  });
  await record(op, { kind: 'registries.overdue', subjectId, data: { registry, what } });
}

/** @returns false: it was answered before */
function settle(op: Operation, filing: FilingRow, { facts }: Answered): Promise<boolean> {
  const { registry, subject_id: subjectId, subject_kind: kind } = filing;
  return atomically(op, async op => {
    if (!(await settleFiling(op, filing.id, 'answered'))) return false;
    let next: StoredProfile | undefined;
    await changeProfile(op, subjectId, {
      // As old as the registry says: an answer that was overtaken by a newer one changes nothing.
      change: stored => {
        next = settled(merge(stored, kind, [facts], [], facts.asOf, op.at), registry);
        return next;
      },
      why: () => ({ kind: 'registry', registry }),
      after: op => followLife(op, { id: subjectId, kind }, lifeAfter([facts], next)),
    });
    const fields = Object.keys(facts.fields).sort();
    await record(op, { kind: 'registries.answered', subjectId, data: { registry, fields } });
    return true;
  });
}

/**
 * An answer that the registry posts by itself.
 * @returns 'known': it was there already; undefined: no such question, or that is no answer to it
 */
export async function takeAnswer(
  op: Operation,
  registry: string,
  answer: { readonly ticket: string; readonly inquiry: string },
): Promise<'accepted' | 'known' | undefined> {
  const filing = await selectFiling(op, registry, answer.ticket);
  if (!filing || filing.tracking !== answer.inquiry) return undefined;
  if (filing.settled_at) return 'known';
  const own: Operation = { ...systemOperation(op.system, filing.tracking), db: op.db, at: op.at };
  const known = await portOf(own, filing);
  const read = known?.port.read(known.subject, answer);
  if (!read || !isAnswer(filing, read)) return undefined;
  return (await settle(own, filing, read)) ? 'accepted' : 'known';
}

/** undefined: the subject is gone, or this registry answers at once nowadays. */
async function portOf(
  op: Operation,
  { registry, subject_id: id, subject_kind: kind }: FilingRow,
): Promise<{ port: LaterPort; subject: RegistrySubject } | undefined> {
  // What the answer rests on is on the record already; that it is asked for again is not.
  const port = op.system.registries.under(op.tracking, () => {}).fields.get(registry)?.later;
  if (!port) return undefined;
  if (kind === 'entity') {
    const entity = await findEntity(op, id);
    return entity && { port, subject: { kind: 'entity', id: entity.legalId } };
  }
  const person = await findPerson(op, id);
  return person && { port, subject: { kind: 'person', id: person.identifier, mobile: null } };
}

export function countFilings(op: Operation): Promise<Record<string, number>> {
  return countOpenFilings(op);
}

export function sweepFilings(op: Operation): Promise<void> {
  return deleteSettledFilings(op, new Date(op.at.getTime() - KEPT_MS), 1_000);
}
