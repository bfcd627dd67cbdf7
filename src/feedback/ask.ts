import { randomUUID } from 'node:crypto';
import { countReleases } from '../audit/index.ts';
import { findSystemOfClient, type GovernmentSystem } from '../directory/index.ts';
import type { Operation } from '../operation.ts';
import { type FeedbackRow, insertAsked, selectOfPerson } from './store.ts';

const DAY = 86_400_000;
/** A visit counts so long, and a question that was seen stands so long. */
const VISIT_DAYS = 14;
const SEEN_MS = DAY;
/** So long nobody is asked about the same system again, whatever was answered. */
export const AGAIN_DAYS = 180;

export interface Asked {
  readonly system: GovernmentSystem;
}

/**
 * The one system that a person is asked about now, on her own page: where she used it in the last two weeks and was not
 * asked in half a year. The question stands for a day from when she first saw it, and does not come back.
 */
export async function askedOf(op: Operation, personId: string): Promise<Asked | undefined> {
  const earlier = await selectOfPerson(op, personId);
  const visited = await visitedBy(op, personId);
  const open = earlier.find(
    row => row.state === 'asked' && op.at.getTime() - row.asked_at.getTime() < SEEN_MS,
  );
  if (open) {
    const system = visited.find(({ number }) => number === open.system_number);
    return system && { system };
  }
  // One question in a day, however many systems were used.
  if (earlier.some(row => op.at.getTime() - row.asked_at.getTime() < SEEN_MS)) return undefined;
  const system = visited.find(({ number }) => mayAsk(op, earlier, number));
  if (!system) return undefined;
  const row = {
    id: randomUUID(),
    person_id: personId,
    system_number: system.number,
    state: 'asked',
    asked_at: op.at,
  } as const;
  return (await insertAsked(op, row)) ? { system } : undefined;
}

function mayAsk(op: Operation, earlier: readonly FeedbackRow[], number: number): boolean {
  return !earlier.some(
    row => row.system_number === number && op.at.getTime() - row.asked_at.getTime() < AGAIN_DAYS * DAY,
  );
}

/** The systems of the directory that were handed her fields, or those of whom she acted for, the latest first. */
export async function visitedBy(op: Operation, personId: string): Promise<GovernmentSystem[]> {
  const since = new Date(op.at.getTime() - VISIT_DAYS * DAY);
  const counts = await countReleases(op, { subjectIds: [personId], personId, since });
  const latest = [...counts].sort((one, other) => (one.day < other.day ? 1 : -1));
  const systems = new Map<number, GovernmentSystem>();
  for (const clientId of new Set(latest.map(count => count.clientId))) {
    const system = await findSystemOfClient(op, clientId);
    if (system) systems.set(system.number, system);
  }
  return [...systems.values()];
}
