import { findEntity } from '../entities/index.ts';
import { getPerson } from '../identity/index.ts';
import { errorFacts } from '../log.ts';
import type { Operation, System } from '../operation.ts';
import { fillProfile, type ProfileSubject } from '../profile/index.ts';

export interface SubjectKey {
  readonly id: string;
  readonly kind: 'person' | 'entity';
}

const TIMEOUT_MS = 5_000;
/** A register that is down is not asked again at every release. */
const EVERY_MS = 60_000;
const MOST = 10_000;
const asked = new WeakMap<System, Map<string, number>>();

/**
 * Asks the registers anew for a subject whose values went out stale. Nobody waits for it: this release was served
 * with what was known, the next one finds what the registers say by then.
 */
export function refillLater(op: Operation, subject: SubjectKey): void {
  const map = asked.get(op.system) ?? new Map<string, number>();
  asked.set(op.system, map);
  const now = op.at.getTime();
  if (now - (map.get(subject.id) ?? 0) < EVERY_MS) return;
  map.delete(subject.id);
  map.set(subject.id, now);
  const oldest = map.size > MOST ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
  void refill({ ...op, db: op.system.db, actor: { kind: 'system' } }, subject);
}

/** What the registers need to know of a subject; undefined: there is none. */
export function subjectOf(op: Operation, { id, kind }: SubjectKey): Promise<ProfileSubject | undefined> {
  return kind === 'person' ? personSubject(op, id) : entitySubject(op, id);
}

async function refill(op: Operation, key: SubjectKey): Promise<void> {
  try {
    const subject = await subjectOf(op, key);
    if (subject) await fillProfile(op, subject, { timeoutMs: TIMEOUT_MS, onlyStale: true });
  } catch (error) {
    op.system.log.warn({ tracking: op.tracking, ...errorFacts(error) }, 'stale values were not filled anew');
  }
}

async function personSubject(op: Operation, id: string): Promise<ProfileSubject> {
  return { ...(await getPerson(op, id)), kind: 'person' };
}

async function entitySubject(op: Operation, id: string): Promise<ProfileSubject | undefined> {
  const entity = await findEntity(op, id);
  return entity && { id, kind: 'entity', identifier: entity.legalId };
}
