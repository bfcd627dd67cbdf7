import type { DayCount, EventKind } from '../audit/index.ts';

/** Below this a number could point at somebody; a zero points at nobody. */
const SMALLEST = 5;
/** Of a day that goes on, numbers are rounded down to this: two looks a minute apart must not show one person. */
const STEP = 5;

/** How often something happened; null: at least once, but fewer than five times. */
export type Cell = number | null;

export interface SystemCell {
  /** Client id; null: systems that are only tried out. */
  readonly system: string | null;
  readonly basis: 'consent' | 'law';
  readonly count: Cell;
}

export interface RegistryCell {
  readonly registry: string;
  readonly answered: Cell;
  readonly silent: Cell;
}

/** One day, as everybody may have it. Sums are over the cells that are published, so none can be reckoned back. */
export interface PublishedDay {
  /** Day of Tehran, ISO. */
  readonly day: string;
  /** False: the day goes on, and its numbers are rounded down. */
  readonly complete: boolean;
  readonly accounts: Cell;
  readonly sign_ins: Cell;
  readonly sign_ins_refused: Cell;
  readonly releases: number;
  readonly releases_by_consent: number;
  readonly releases_by_law: number;
  readonly by_system: readonly SystemCell[];
  /** Fields that nobody had to type. */
  readonly spared_fields: number;
  readonly refusals: Cell;
  readonly consents_given: Cell;
  readonly consents_refused: Cell;
  readonly consents_withdrawn: Cell;
  readonly cases: Cell;
  readonly inquiries: readonly RegistryCell[];
  /** Cells that are not published because they are small. */
  readonly suppressed: number;
}

/**
 * @param counts of this day only
 * @param isLive whether a client is a system of an agency; those that only try are one cell together
 */
export function publishDay(
  day: string,
  counts: readonly DayCount[],
  options: { readonly complete: boolean; readonly isLive: (clientId: string) => boolean },
): PublishedDay {
  let suppressed = 0;
  const cell = (count: number): Cell => {
    if (count > 0 && count < SMALLEST) {
      suppressed += 1;
      return null;
    }
    return options.complete ? count : count - (count % STEP);
  };
  const of = (kind: EventKind) => counts.filter(count => count.kind === kind);
  const all = (kind: EventKind) => cell(sum(of(kind), count => count.count));

  const bySystem = Map.groupBy(of('profile.released'), ({ part, basis }) =>
    JSON.stringify([options.isLive(part) ? part : null, basis === 'law' ? 'law' : 'consent']),
  );
  const cells: SystemCell[] = [];
  let spared = 0;
  for (const [key, rows] of [...bySystem].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [system, basis] = JSON.parse(key) as [string | null, 'consent' | 'law'];
    const count = cell(sum(rows, row => row.count));
    cells.push({ system, basis, count });
    if (count !== null) spared += sum(rows, row => row.fields);
  }
  const given = (basis: 'consent' | 'law') =>
    sum(
      cells.filter(one => one.basis === basis),
      one => one.count ?? 0,
    );
  const inquiries = [...Map.groupBy(of('registries.asked'), ({ part }) => part)].map(([registry, rows]) => ({
    registry,
    answered: cell(sum(rows, row => (row.basis === 'answered' ? row.count : 0))),
    silent: cell(sum(rows, row => (row.basis === 'answered' ? 0 : row.count))),
  }));
  return {
    day,
    complete: options.complete,
    accounts: all('identity.enrolled'),
    sign_ins: all('identity.signed_in'),
    sign_ins_refused: all('identity.sign_in_refused'),
    releases: given('consent') + given('law'),
    releases_by_consent: given('consent'),
    releases_by_law: given('law'),
    by_system: cells,
    spared_fields: options.complete ? spared : spared - (spared % STEP),
    refusals: all('profile.release_refused'),
    consents_given: all('consent.given'),
    consents_refused: all('consent.refused'),
    consents_withdrawn: all('consent.withdrawn'),
    cases: all('cases.opened'),
    inquiries,
    suppressed,
  };
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
