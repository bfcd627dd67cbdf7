import {
  type DayCount,
  dayAfter,
  dayOf,
  daysLater,
  listDayCountsOf,
  listDayTotals,
  sumReleases,
} from '../audit/index.ts';
import type { Operation } from '../operation.ts';
import { registryList } from '../registries/index.ts';
import { readStatus, type Status } from '../status/index.ts';

export const spans = [30, 90, 365] as const;
export type Span = (typeof spans)[number];

/** One day of Tehran; what has no client (sign-ins) is counted only for all systems together. */
export interface FigureDay {
  /** ISO */
  readonly day: string;
  readonly signIns: number;
  readonly signInsRefused: number;
  readonly byConsent: number;
  readonly byLaw: number;
  readonly refused: number;
  /** Fields handed out: each is one that nobody typed. */
  readonly spared: number;
  readonly given: number;
  readonly withdrawn: number;
}

export interface SystemFigures {
  readonly clientId: string;
  readonly releases: number;
  readonly spared: number;
  readonly refused: number;
}

export interface RegistryFigures {
  readonly key: string;
  readonly answered: number;
  readonly silent: number;
  /** What our own probes found of it, as everybody may read on the status page. */
  readonly probes: Status['targets'][number] | undefined;
}

export interface Figures {
  /** Newest first. */
  readonly days: readonly FigureDay[];
  /** The busiest first. */
  readonly systems: readonly SystemFigures[];
  readonly registries: readonly RegistryFigures[];
  /** Days of the probes, oldest first. */
  readonly calendar: readonly string[];
}

/**
 * What was counted behind the seal, of all systems or of one; nothing of anybody is in it.
 * @param mostSystems how many of the systems, the busiest first
 */
export async function readFigures(
  op: Operation,
  asked: {
    readonly days: Span;
    readonly clientId?: string | undefined;
    readonly mostSystems: number;
  },
): Promise<Figures> {
  const { days, clientId, mostSystems } = asked;
  const until = dayOf(op.at);
  const span = { from: daysLater(until, 1 - days), until };
  const totals = await listDayTotals(op, span);
  const own = clientId === undefined ? totals : await listDayCountsOf(op, clientId, span);
  const byDay = Map.groupBy(own, ({ day }) => day);
  const list: FigureDay[] = [];
  for (let { from: day } = span; day <= until; day = dayAfter(day))
    list.push(figureDay(day, byDay.get(day) ?? []));
  const { targets, calendar } = await readStatus(op, { kind: 'registry' });
  return {
    days: list.reverse(),
    systems: (await sumReleases(op, days, { limit: mostSystems })).map(
      ({ part, releases, fields, refused }) => ({ clientId: part, releases, spared: fields, refused }),
    ),
    registries: registriesOf(totals, targets),
    calendar,
  };
}

function figureDay(day: string, counts: readonly DayCount[]): FigureDay {
  const of = (kind: DayCount['kind'], basis?: string) =>
    sum(counts.filter(count => count.kind === kind && (basis === undefined || count.basis === basis)));
  return {
    day,
    signIns: of('identity.signed_in'),
    signInsRefused: of('identity.sign_in_refused'),
    byConsent: of('profile.released') - of('profile.released', 'law'),
    byLaw: of('profile.released', 'law'),
    refused: of('profile.release_refused'),
    spared: counts.reduce((total, { fields }) => total + fields, 0),
    given: of('consent.given'),
    withdrawn: of('consent.withdrawn'),
  };
}

function registriesOf(counts: readonly DayCount[], targets: Status['targets']): RegistryFigures[] {
  const asked = Map.groupBy(
    counts.filter(({ kind }) => kind === 'registries.asked'),
    ({ part }) => part,
  );
  return registryList.flatMap(({ key }) => {
    const rows = asked.get(key) ?? [];
    const probes = targets.find(target => target.key === `registry:${key}`);
    if (rows.length === 0 && probes?.availability === undefined) return [];
    const answered = sum(rows.filter(({ basis }) => basis === 'answered'));
    return [{ key, answered, silent: sum(rows) - answered, probes }];
  });
}

function sum(counts: readonly DayCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}
