import { type DayCount, type EventKind, type PublishedSum, SMALLEST, STEP } from '../audit/index.ts';

/** How often something happened; null: at least once, but fewer than five times. */
export type Cell = number | null;
export type Basis = 'consent' | 'law';

export interface SystemCell {
  /** Client id; null: systems that are only tried out. */
  readonly system: string | null;
  readonly basis: Basis;
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

/** What was counted of one day. */
export interface CountedDay {
  /** Of all clients together; of inquiries by registry. Releases among them are not looked at. */
  readonly totals: readonly DayCount[];
  /** Releases to systems of agencies, over the cells that may be seen. */
  readonly published: readonly Pick<PublishedSum, 'basis' | 'count' | 'fields' | 'small'>[];
  /** Releases to systems that are only tried out, which are one cell together. */
  readonly tried: readonly Pick<PublishedSum, 'basis' | 'count' | 'fields'>[];
}

/** A number as everybody may see it. */
export function cellOf(count: number, complete: boolean): Cell {
  if (count > 0 && count < SMALLEST) return null;
  return complete ? count : count - (count % STEP);
}

export function publishDay(day: string, counted: CountedDay, complete: boolean): PublishedDay {
  let suppressed = sum(counted.published, ({ small }) => small);
  const cell = (count: number): Cell => {
    const shown = cellOf(count, complete);
    if (shown === null) suppressed += 1;
    return shown;
  };
  const of = (kind: EventKind) => counted.totals.filter(count => count.kind === kind);
  const all = (kind: EventKind) => cell(sum(of(kind), ({ count }) => count));
  const given = (basis: Basis) => {
    const known = sum(
      counted.published.filter(one => one.basis === basis),
      ({ count }) => count,
    );
    const tried = counted.tried.filter(one => one.basis === basis);
    const together = cell(sum(tried, ({ count }) => count));
    return {
      count: known + (together ?? 0),
      fields: together === null ? 0 : sum(tried, ({ fields }) => fields),
    };
  };
  const [consent, law] = [given('consent'), given('law')];
  const spared = sum(counted.published, ({ fields }) => fields) + consent.fields + law.fields;
  const inquiries = [...Map.groupBy(of('registries.asked'), ({ part }) => part)].map(([registry, rows]) => ({
    registry,
    answered: cell(sum(rows, row => (row.basis === 'answered' ? row.count : 0))),
    silent: cell(sum(rows, row => (row.basis === 'answered' ? 0 : row.count))),
  }));
  return {
    day,
    complete,
    accounts: all('identity.enrolled'),
    sign_ins: all('identity.signed_in'),
    sign_ins_refused: all('identity.sign_in_refused'),
    releases: consent.count + law.count,
    releases_by_consent: consent.count,
    releases_by_law: law.count,
    spared_fields: complete ? spared : spared - (spared % STEP),
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
