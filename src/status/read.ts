import { tehranDay } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';
import { type Announcement, listAnnouncements } from './announce.ts';
import type { State } from './judge.ts';
import { type DayRow, selectAllTargets, selectDays, selectOutages } from './store.ts';
import { listTargets, registryTargets, type Target } from './target.ts';

export const DAYS = 90;
const OUTAGES = 30;
const DAY_MS = 86_400_000;

export interface Day {
  /** ISO day in Tehran */
  readonly day: string;
  readonly probes: number;
  readonly slow: number;
  readonly failed: number;
  /** Milliseconds of the slowest answer. */
  readonly latency: number;
}

export interface TargetStatus extends Target {
  /** unknown: not connected, or not probed yet; planned: an announced outage is under way */
  readonly state: State | 'unknown' | 'planned';
  readonly since: Date | undefined;
  readonly latencyMs: number | undefined;
  readonly probedAt: Date | undefined;
  /** Answered probes of all probes of 90 days, 0 to 1; undefined: none. */
  readonly availability: number | undefined;
  /** Oldest first; days without a probe are missing. */
  readonly days: readonly Day[];
}

export interface Outage {
  readonly id: string;
  readonly key: string;
  readonly name: Target['name'];
  readonly beganAt: Date;
  readonly endedAt: Date | null;
  readonly reason: string;
}

export interface Status {
  readonly targets: readonly TargetStatus[];
  readonly outages: readonly Outage[];
  readonly announcements: readonly Announcement[];
  /** Tehran days of the strip, oldest first. */
  readonly calendar: readonly string[];
}

/** Where everything stands, with 90 days of history; or the registries alone. */
export async function readStatus(op: Operation, kind?: 'registry'): Promise<Status> {
  const targets = kind === undefined ? await listTargets(op) : registryTargets(op);
  const rows = new Map((await selectAllTargets(op)).map(row => [row.key, row]));
  const since = tehranDay(new Date(op.at.getTime() - (DAYS - 1) * DAY_MS));
  const keys = kind === undefined ? undefined : targets.map(({ key }) => key);
  const days = Map.groupBy(await selectDays(op, since, keys), ({ key }) => key);
  const announcements = await listAnnouncements(op);
  const planned = new Set(
    announcements
      .filter(({ beginsAt }) => beginsAt <= op.at)
      .flatMap(({ key }) => (key === null ? [] : [key])),
  );
  const names = new Map(targets.map(({ key, name }) => [key, name]));
  return {
    targets: targets.map((target): TargetStatus => {
      const row = rows.get(target.key);
      const own = days.get(target.key) ?? [];
      return {
        ...target,
        state: planned.has(target.key) ? 'planned' : (row?.state ?? 'unknown'),
        since: row?.since,
        latencyMs: row?.latency_ms ?? undefined,
        probedAt: row?.probed_at,
        availability: availabilityOf(own),
        days: own,
      };
    }),
    outages: (await selectOutages(op, OUTAGES)).flatMap(({ id, key, began_at, ended_at, reason }) => {
      const name = names.get(key);
      return name ? [{ id, key, name, beganAt: began_at, endedAt: ended_at, reason }] : [];
    }),
    announcements,
    calendar: Array.from({ length: DAYS }, (_, ago) =>
      tehranDay(new Date(op.at.getTime() - (DAYS - 1 - ago) * DAY_MS)),
    ),
  };
}

/** Of each registry, by its key. */
export async function registryStates(op: Operation): Promise<ReadonlyMap<string, TargetStatus>> {
  const { targets } = await readStatus(op, 'registry');
  return new Map(targets.map(target => [target.key.slice('registry:'.length), target]));
}

function availabilityOf(days: readonly DayRow[]): number | undefined {
  const probes = days.reduce((sum, day) => sum + day.probes, 0);
  const failed = days.reduce((sum, day) => sum + day.failed, 0);
  return probes === 0 ? undefined : (probes - failed) / probes;
}
