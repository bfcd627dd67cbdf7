import { tehranDay } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';
import { type Announcement, listAnnouncements } from './announce.ts';
import type { State } from './judge.ts';
import { type DayRow, selectDays, selectOutages, selectTroubleAnd } from './store.ts';
import { fits, knownTargets, registryTargets, systemNumber, type Target } from './target.ts';

export const DAYS = 90;
const OUTAGES = 30;
/** Systems on one page. */
const SYSTEMS = 50;
const troubles: ReadonlySet<string> = new Set(['down', 'slow', 'planned']);
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
  /** Yekbar, some of the connected systems, the registries. */
  readonly targets: readonly TargetStatus[];
  /** Systems that fit, on all pages. */
  readonly systems: number;
  /** The number of the last system shown, where others come after it. */
  readonly last: number | undefined;
  /** Systems of any page that do not simply answer; none where all stand on one page. */
  readonly trouble: readonly TargetStatus[];
  /** Of everything that is watched: what does not answer. */
  readonly down: readonly Target[];
  readonly outages: readonly Outage[];
  readonly announcements: readonly Announcement[];
  /** What announcements are about, by its key. */
  readonly names: ReadonlyMap<string, Target['name']>;
  /** Tehran days of the strip, oldest first. */
  readonly calendar: readonly string[];
}

export interface StatusWish {
  /** The registries alone. */
  readonly kind?: 'registry';
  /** Systems whose number comes after this one. */
  readonly after?: number;
  /** Systems in whose number, name or owner these stand. */
  readonly words?: string;
  /** Systems of one page. */
  readonly most?: number;
}

/** Where everything stands, with 90 days of history: five statements, however many systems are connected. */
export async function readStatus(op: Operation, wish: StatusWish = {}): Promise<Status> {
  const { after = 0, words = '', most = SYSTEMS } = wish;
  const all = wish.kind === undefined ? await knownTargets(op) : registryTargets(op);
  const systems = all.filter(target => target.kind === 'system' && fits(target, words));
  const left = systems.filter(target => (systemNumber(target) ?? 0) > after);
  const page = new Set(left.slice(0, most));
  const shown = all.filter(target => target.kind !== 'system' || page.has(target));
  const rows = new Map((await selectTroubleAnd(op, keysOf(shown))).map(row => [row.key, row]));
  const announcements = await listAnnouncements(op);
  const planned = new Set(
    announcements
      .filter(({ beginsAt }) => beginsAt <= op.at)
      .flatMap(({ key }) => (key === null ? [] : [key])),
  );
  const stateOf = ({ key }: Target) => (planned.has(key) ? 'planned' : (rows.get(key)?.state ?? 'unknown'));
  const onePage = systems.length <= most && words === '';
  const trouble =
    onePage || after > 0 ? [] : systems.filter(one => troubles.has(stateOf(one))).slice(0, most);
  const since = tehranDay(new Date(op.at.getTime() - (DAYS - 1) * DAY_MS));
  const days = Map.groupBy(
    await selectDays(op, since, [...new Set(keysOf([...shown, ...trouble]))]),
    ({ key }) => key,
  );
  const statusOf = (target: Target): TargetStatus => {
    const row = rows.get(target.key);
    const own = days.get(target.key) ?? [];
    return {
      ...target,
      state: stateOf(target),
      since: row?.since,
      latencyMs: row?.latency_ms ?? undefined,
      probedAt: row?.probed_at,
      availability: availabilityOf(own),
      days: own,
    };
  };
  const names = new Map(all.map(({ key, name }) => [key, name]));
  const last = [...page].at(-1);
  return {
    targets: shown.map(statusOf),
    systems: systems.length,
    last: left.length > most && last ? systemNumber(last) : undefined,
    trouble: trouble.map(statusOf),
    down: all.filter(target => stateOf(target) === 'down'),
    outages: (await selectOutages(op, OUTAGES)).flatMap(({ id, key, began_at, ended_at, reason }) => {
      const name = names.get(key);
      return name ? [{ id, key, name, beganAt: began_at, endedAt: ended_at, reason }] : [];
    }),
    announcements,
    names,
    calendar: Array.from({ length: DAYS }, (_, ago) =>
      tehranDay(new Date(op.at.getTime() - (DAYS - 1 - ago) * DAY_MS)),
    ),
  };
}

const keysOf = (targets: readonly Target[]) => targets.map(({ key }) => key);

/** Of each registry, by its key. */
export async function registryStates(op: Operation): Promise<ReadonlyMap<string, TargetStatus>> {
  const { targets } = await readStatus(op, { kind: 'registry' });
  return new Map(targets.map(target => [target.key.slice('registry:'.length), target]));
}

function availabilityOf(days: readonly DayRow[]): number | undefined {
  const probes = days.reduce((sum, day) => sum + day.probes, 0);
  const failed = days.reduce((sum, day) => sum + day.failed, 0);
  return probes === 0 ? undefined : (probes - failed) / probes;
}
