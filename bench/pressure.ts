import type { OverloadReport } from './overload.ts';
import { print } from './print.ts';
import type { Desk } from './rates.ts';

/** As many as the server lets in on two cores: one is hashed and 64 wait (identity/credentials.ts). */
const FULL = 65;
const WARM_SECONDS = 2;

/**
 * Twice as many passwords as this machine can hash, for some seconds, on top of a queue that is full from the first
 * moment. Who is admitted waits for the queue and no longer; who is not hears it at once, with Retry-After.
 * @param ceiling raw argon2 a second
 */
export async function pressPasswords(desk: Desk, ceiling: number, seconds: number): Promise<void> {
  const { pid: server } = await desk.state();
  const press = (seconds: number) =>
    desk.order({
      kind: 'overload',
      target: 'yekbar',
      concurrency: 1,
      overload: { perSecond: ceiling * 2, seconds, burst: FULL, server },
    }) as Promise<{ report: OverloadReport }>;
  // As with the other measures: a way that nobody ever went is not yet compiled.
  await press(WARM_SECONDS);
  const { report } = await press(seconds);
  if (report.failed > 0) throw new Error(`overload: ${report.failed} failed, first: ${report.firstFailure}`);
  if (report.withoutRetryAfter > 0) throw new Error('a refusal did not say when to try again');
  const at = (times: readonly number[], share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const { admitted, refused, beside } = report;
  print('overload_offered_per_second', ceiling * 2, '1/s');
  print('overload_admitted', admitted.length, 'of_passwords');
  print('overload_admitted_p50', at(admitted, 0.5), 'ms');
  print('overload_admitted_p99', at(admitted, 0.99), 'ms');
  print('overload_refused', refused.length, 'of_passwords');
  print('overload_refused_p50', at(refused, 0.5), 'ms');
  print('overload_refused_p99', at(refused, 0.99), 'ms');
  print('overload_profile_fetch_p50', at(beside, 0.5), 'ms');
  print('overload_profile_fetch_p99', at(beside, 0.99), 'ms');
  // What is not the server's doing: the driver at the other end, and whoever else wants the processors.
  print('overload_driver_late_p99', report.driverLate, 'ms');
  if (report.serverWaited !== undefined)
    print('overload_server_waited', report.serverWaited / report.seconds / 1000, 'of_time');
}
