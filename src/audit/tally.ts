import { tellChanged } from '../made.ts';
import { atomically, type Operation } from '../operation.ts';
import {
  addToTally,
  type DayRow,
  lockTally,
  selectDays,
  selectDaysOf,
  selectTallyEnd,
  selectTotals,
} from './count-store.ts';
import type { EventKind } from './vocabulary.ts';

/** What the days are counted by: nothing that says more of a person than that somebody did it. */
const countedKinds: readonly EventKind[] = [
  'identity.enrolled',
  'identity.signed_in',
  'identity.sign_in_refused',
  'profile.released',
  'profile.release_refused',
  'consent.given',
  'consent.refused',
  'consent.withdrawn',
  'cases.opened',
  'registries.asked',
];

/** Entries of one statement; a round stops after so many of them. */
const AT_ONCE = 20_000;
const ROUND = 10;

/**
 * Counts what is sealed and not yet counted, by day and by subject. For the background: one process does it, the others
 * find the row taken and leave.
 * @returns whether there was anything
 */
export async function tallyRecord(op: Operation): Promise<boolean> {
  let counted = false;
  for (let round = 0; round < ROUND; round++) {
    const more = await atomically(op, async op => {
      const tally = await lockTally(op);
      if (!tally) return false;
      const upTo = await selectTallyEnd(op, tally.last_id, AT_ONCE);
      if (upTo === tally.last_id) return false;
      await addToTally(op, { after: tally.last_id, upTo, kinds: countedKinds });
      return true;
    });
    if (!more) break;
    counted = true;
    tellChanged(op, 'tally');
  }
  return counted;
}

/** How often something happened on one day: inside; what is published of it is for others to decide. */
export interface DayCount {
  readonly day: string;
  readonly kind: EventKind;
  /** The client or the registry; empty for what has neither. */
  readonly part: string;
  /** Basis of a release, outcome of an inquiry; empty for everything else. */
  readonly basis: string;
  readonly count: number;
  readonly fields: number;
}

export interface DaySpan {
  /** ISO, both included. */
  readonly from: string;
  readonly until: string;
}

/** Client by client and registry by registry: many for each day, where there are many clients. */
export async function listDayCounts(op: Operation, span: DaySpan): Promise<DayCount[]> {
  return (await selectDays(op, span)).map(countOf);
}

/** Of all clients together, with an empty `part`; of inquiries by registry. */
export async function listDayTotals(op: Operation, span: DaySpan): Promise<DayCount[]> {
  return (await selectTotals(op, span)).map(countOf);
}

/** Of one client. */
export async function listDayCountsOf(op: Operation, part: string, span: DaySpan): Promise<DayCount[]> {
  return (await selectDaysOf(op, part, span)).map(countOf);
}

function countOf(row: DayRow): DayCount {
  return {
    ...row,
    kind: row.kind as EventKind,
    count: Number(row.count),
    fields: Number(row.fields),
  };
}
