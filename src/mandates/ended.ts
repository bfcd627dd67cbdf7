import { record } from '../audit/index.ts';
import type { Entity } from '../entities/index.ts';
import { listPersonIdsByHash } from '../identity/index.ts';
import { atomically, type Operation, type System } from '../operation.ts';
import { type EndedMandate, endChildren, endMandatesById, selectStanding } from './mandate-store.ts';
import { officeFact } from './offices.ts';
import { powerState, signs } from './power-state.ts';
import { closeOffices, reopenOffices, selectOfficesOfEntity } from './store.ts';

/** What has just ended, all in one entity. */
export interface EndedPower {
  readonly entityId: string;
  /** Offices that bind no more (alone). */
  readonly officeIds: readonly string[];
  /** Mandates on them or below others that ended. */
  readonly mandateIds: readonly string[];
  /** Those of the holders who have an account. */
  readonly personIds: readonly string[];
}

/** Called inside the transaction that ends the power: what it throws, keeps the power. */
export type PowerEndedListener = (op: Operation, ended: EndedPower) => Promise<void>;

const listeners = new WeakMap<System['db'], PowerEndedListener[]>();

/** What rests on powers (grants, machine users, pending approvals, consents) ends with them. app.ts registers it. */
export function onPowerEnded(system: System, listener: PowerEndedListener): void {
  listeners.set(system.db, [...(listeners.get(system.db) ?? []), listener]);
}

/**
 * Ends all that rests on offices of an entity that are over, or that bind no longer alone: every mandate above them,
 * and what the listeners answer for. An office that is over is dealt with once; one that is in force again is open.
 * @param weakened ids of offices whose signature no longer suffices
 */
export function closeEnded(op: Operation, entity: Entity, weakened: readonly string[] = []): Promise<void> {
  return atomically(op, async op => {
    const offices = await selectOfficesOfEntity(op, entity.id);
    const states = new Map(
      offices.map(row => [row.id, powerState(officeFact(row), entity.status, op.at)] as const),
    );
    const isOver = (id: string) => ['ended', 'dissolved'].includes(states.get(id) ?? '');
    const over = offices.filter(row => !row.closed_at && isOver(row.id)).map(({ id }) => id);
    const again = offices.filter(row => row.closed_at && !isOver(row.id)).map(({ id }) => id);
    await reopenOffices(op, again);
    const closed = await closeOffices(op, over);
    const standing = await selectStanding(
      op,
      offices.map(({ id }) => id),
    );
    const fallen = standing.filter(({ office_id: id, signers }) => {
      const office = offices.find(row => row.id === id);
      return (
        !office ||
        isOver(id) ||
        !signs(officeFact(office), new Set(signers ?? [office.officer_hash.toString('hex')]))
      );
    });
    const mandates = await endMandates(
      op,
      fallen.map(row => row.mandate_id),
      { reason: 'power_ended', by: null },
    );
    const officeIds = [...closed, ...weakened.filter(id => !closed.includes(id))];
    const holders = offices.filter(({ id }) => officeIds.includes(id)).map(row => row.officer_hash);
    await tellEnded(op, entity.id, officeIds, mandates, holders);
  });
}

/**
 * Ends mandates with all below them, each on the record. Those that have ended already stay as they are, so of two
 * ends at the same moment one counts.
 */
export async function endMandates(
  op: Operation,
  ids: readonly string[],
  ending: { readonly reason: EndedMandate['end_reason']; readonly by: string | null },
): Promise<EndedMandate[]> {
  const ended: EndedMandate[] = [];
  const { reason, by } = ending;
  let wave = await endMandatesById(op, [...new Set(ids)], { end_reason: reason, ended_by: by });
  while (wave.length > 0) {
    ended.push(...wave);
    wave = await endChildren(
      op,
      wave.map(({ id }) => id),
      { end_reason: 'parent_ended', ended_by: by },
    );
  }
  for (const row of ended) {
    const { id: mandate, entity_id: subjectId } = row;
    await record(op, { kind: 'mandates.ended', subjectId, data: { mandate, reason: row.end_reason } });
  }
  return ended;
}

/** Tells all listeners, each entity for itself. */
export async function tellEnded(
  op: Operation,
  entityId: string,
  officeIds: readonly string[],
  mandates: readonly EndedMandate[],
  holders: readonly Buffer[] = [],
): Promise<void> {
  if (officeIds.length === 0 && mandates.length === 0) return;
  const hashes = [...holders, ...mandates.map(row => row.holder_hash)];
  const ended: EndedPower = {
    entityId,
    officeIds,
    mandateIds: mandates.map(({ id }) => id),
    personIds: await listPersonIdsByHash(op, hashes),
  };
  for (const listener of listeners.get(op.system.db) ?? []) await listener(op, ended);
}
