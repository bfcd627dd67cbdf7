import { record } from '../audit/index.ts';
import { atomically, type Operation, type System } from '../operation.ts';
import { announce } from '../signals/index.ts';
import { type Consent, type EndReason, toConsent } from './consent.ts';
import {
  type ConsentRow,
  endConsent,
  lockLapsed,
  lockOfPerson,
  lockResting,
  selectIdsOfKey,
} from './store.ts';

/** A consent that has just ended, with the ids that grants may know it by: its own and those that it replaced. */
export interface Ended extends Consent {
  readonly endedAt: Date;
  readonly endReason: EndReason;
  readonly ids: readonly string[];
}

type Listener = (op: Operation, ended: Ended) => Promise<void>;
const listeners = new WeakMap<System, Listener[]>();

/** Called in the transaction that ends a consent, for whatever reason but another yes in its place. */
export function onConsentEnded(system: System, listener: Listener): void {
  listeners.set(system, [...(listeners.get(system) ?? []), listener]);
}

/** @returns undefined when somebody else was first */
export async function endOne(
  op: Operation,
  row: Consent,
  ending: { readonly at: Date; readonly reason: EndReason; readonly by: string | null },
): Promise<Ended | undefined> {
  const { at, reason, by } = ending;
  if (!(await endConsent(op, row.id, { ended_at: at, end_reason: reason, ended_by: by }))) return undefined;
  const kinds = { withdrawn: 'consent.withdrawn', expired: 'consent.expired' } as const;
  await record(op, {
    kind: reason === 'withdrawn' || reason === 'expired' ? kinds[reason] : 'consent.ended',
    subjectId: row.subjectId,
    clientId: row.clientId,
    data: { consent: row.id, purpose: row.purposeKey, ...(reason in kinds ? {} : { reason }) },
  });
  await announce(op, {
    kind: 'consent_withdrawn',
    subjectId: row.subjectId,
    personId: row.personId,
    clientId: row.clientId,
    data: { consent: row.id, purpose: row.purposeKey, reason },
  });
  const ended: Ended = {
    ...row,
    endedAt: at,
    endReason: reason,
    endedBy: by,
    ids: await selectIdsOfKey(op, row),
  };
  for (const listener of listeners.get(op.system) ?? []) await listener(op, ended);
  return ended;
}

async function endAll(op: Operation, rows: readonly ConsentRow[], reason: EndReason): Promise<Ended[]> {
  const ended: Ended[] = [];
  for (const row of rows) {
    const at = reason === 'expired' ? row.expires_at : op.at;
    const one = await endOne(op, toConsent(row), { at, reason, by: null });
    if (one) ended.push(one);
  }
  return ended;
}

/**
 * Ends what was allowed by a power that is over. It stays on the record with its reason; whoever holds a power now
 * is asked anew. Call it in the transaction that ends the power.
 */
export function endConsentsOf(
  op: Operation,
  power: { readonly officeIds?: readonly string[]; readonly mandateIds?: readonly string[] },
): Promise<Ended[]> {
  return atomically(op, async op =>
    endAll(op, await lockResting(op, power.officeIds ?? [], power.mandateIds ?? []), 'power_ended'),
  );
}

/** Ends everything that a person allowed: the account is closed. */
export function endConsentsOfPerson(op: Operation, personId: string): Promise<Ended[]> {
  return atomically(op, async op => endAll(op, await lockOfPerson(op, personId), 'account_closed'));
}

const BATCH = 200;

/** In the background: marks what reached the end of its term, as of that moment. @returns how many */
export function expireConsents(op: Operation): Promise<number> {
  return atomically(op, async op => (await endAll(op, await lockLapsed(op, BATCH), 'expired')).length);
}
