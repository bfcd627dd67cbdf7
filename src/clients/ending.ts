/** What of a client ends soon: secrets, uploaded keys, security certificates; and who is reminded of it. */

import { dayInIran } from '../calendar.ts';
import { Fault } from '../errors.ts';
import { atomically, type Operation, type System } from '../operation.ts';
import type { Client } from './client.ts';
import { findClient } from './find.ts';
import * as lifeStore from './life-store.ts';
import * as secretStore from './secret-store.ts';

export interface Ending {
  readonly what: 'secret' | 'keys' | 'clearance';
  readonly client: Client;
  /** Of a secret: the words by which its owners know it. */
  readonly label: string | undefined;
  readonly until: Date;
  /** Whole days that are left; 0: it has ended */
  readonly days: number;
}

/** Days before the end at which somebody is reminded. */
const REMINDER_DAYS = [1, 7, 30] as const;
const SOONEST = 30;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SHOWN = 50;
const MOST = 5_000;

/** What ends within 30 days or has ended and still stands, the next to end first. */
export async function listEndings(
  op: Operation,
  { agencyId, limit = SHOWN }: { readonly agencyId?: string | undefined; readonly limit?: number } = {},
): Promise<Ending[]> {
  return (await endingsBefore(op, agencyId, limit)).map(({ ending }) => ending).slice(0, limit);
}

interface Marked {
  readonly ending: Ending;
  /** By which it is remembered that somebody was told. */
  readonly mark: string;
}

async function endingsBefore(op: Operation, agencyId: string | undefined, limit: number): Promise<Marked[]> {
  const before = new Date(op.at.getTime() + SOONEST * DAY_MS);
  const found: Marked[] = [];
  const add = async (
    what: Ending['what'],
    clientId: string,
    id: string,
    until: Date,
    label: string | undefined,
  ) => {
    const client = await findClient(op, clientId);
    if (!client || (agencyId !== undefined && client.agency?.id !== agencyId)) return;
    const days = Math.max(0, Math.ceil((until.getTime() - op.at.getTime()) / DAY_MS));
    const mark = `${what}:${id}:${until.toISOString().slice(0, 10)}`;
    found.push({ ending: { what, client, label, until, days }, mark });
  };
  for (const { id, clientId, label, until } of await secretStore.selectEndingSecrets(
    op,
    before,
    agencyId,
    limit,
  ))
    await add('secret', clientId, id, until, label);
  for (const { clientId, until } of await secretStore.selectEndingKeys(op, before, agencyId, limit))
    await add('keys', clientId, clientId, until, undefined);
  for (const { id, until } of await lifeStore.selectClearancesBefore(
    op,
    dayInIran(new Date(before.getTime() + DAY_MS)),
    limit,
  ))
    await add('clearance', id, id, endOfDay(until), undefined);
  return found.sort((one, other) => Number(one.ending.until) - Number(other.ending.until));
}

/** The last moment of a day of Tehran. */
function endOfDay(day: string): Date {
  const end = new Date(`${day}T20:30:00Z`);
  if (Number.isNaN(end.getTime())) throw new Fault('bad_input', 'web.malformed');
  return end;
}

const looked = new WeakMap<System, number>();

/**
 * Tells of what ends in 30, 7 and 1 days, once for each; looked at once an hour in each process.
 * @param tell in the transaction in which it is noted that somebody was told
 * @returns how many endings were told of
 */
export async function remindOfEndings(
  op: Operation,
  tell: (op: Operation, endings: readonly Ending[]) => Promise<void>,
): Promise<number> {
  const at = op.at.getTime();
  if (at - (looked.get(op.system) ?? Number.NEGATIVE_INFINITY) < HOUR_MS) return 0;
  const due = (await endingsBefore(op, undefined, MOST)).filter(({ ending }) => ending.until > op.at);
  const told = await atomically(op, async op => {
    const notices = due.flatMap(({ ending, mark }) => {
      const days = REMINDER_DAYS.find(one => ending.days <= one);
      return days === undefined ? [] : [{ credential: mark, days }];
    });
    const first = await secretStore.insertNotices(op, notices);
    const fresh = due.filter(({ mark }) => first.has(mark)).map(({ ending }) => ending);
    if (fresh.length > 0) await tell(op, fresh);
    return fresh.length;
  });
  looked.set(op.system, at);
  return told;
}
