import type { Status } from './read.ts';

/** The state as data. */
export function statusJson(status: Status, at: Date, everySeconds: number, first = true) {
  return {
    at,
    measured_every_seconds: everySeconds,
    targets: (first ? status.targets : status.targets.filter(({ kind }) => kind === 'system')).map(
      target => ({
        key: target.key,
        kind: target.kind,
        name: target.name,
        owner: target.owner,
        state: target.state,
        since: target.since ?? null,
        probed_at: target.probedAt ?? null,
        latency_ms: target.latencyMs ?? null,
        availability_90_days: target.availability ?? null,
        history: target.days.map(({ day, probes, slow, failed }) => ({ day, probes, slow, failed })),
      }),
    ),
    next: status.last === undefined ? null : `/status.json?after=${status.last}`,
    outages: status.outages.map(({ id, key, beganAt, endedAt, reason }) => ({
      id,
      target: key,
      began_at: beganAt,
      ended_at: endedAt,
      reason,
    })),
    announcements: status.announcements.map(({ id, key, text, beginsAt, endsAt }) => ({
      id,
      target: key,
      text,
      begins_at: beginsAt,
      ends_at: endsAt,
    })),
  };
}
