import type { Order, Report } from './driver.ts';
import { median, print } from './print.ts';
import type { Target, Who } from './subject.ts';

/** What a process has used and done so far. */
export interface State {
  readonly statements: number;
  readonly writeCommits: number;
  readonly rss: number;
  readonly memory?: NodeJS.MemoryUsage;
  /** Processor time of the process so far. */
  readonly cpuMs: number;
  readonly pid?: number;
  /** How often it has marked its whole heap so far. */
  readonly heapMarkings: number;
}

/** What a measure needs of the benchmark. */
export interface Desk {
  readonly people: readonly Who[];
  readonly target: Target | undefined;
  order(order: Order): Promise<unknown>;
  /** @throws when one request failed */
  measure(order: Order): Promise<Report>;
  state(): Promise<State>;
  askYekbar(question: object): Promise<unknown>;
}

interface HowLong {
  readonly seconds: number;
  readonly rounds: number;
  readonly lanes: number;
  readonly target?: string;
}

/**
 * So many a second on this machine, whose processors the driver and the database use too; and so many a second of
 * processor time of Yekbar's process alone: what one core could do with the others elsewhere.
 */
export async function rateOf(
  desk: Desk,
  kind: 'sign_in' | 'client_credentials' | 'refresh',
  name: string,
  { seconds, rounds, lanes, target = 'yekbar' }: HowLong,
): Promise<Report[]> {
  const reports: Report[] = [];
  const before = await desk.state();
  for (let round = 0; round < rounds; round++)
    reports.push(await desk.measure({ kind, target, seconds, concurrency: lanes }));
  const after = await desk.state();
  const count = reports.reduce((sum, report) => sum + report.count, 0);
  const cpu = (after.cpuMs - before.cpuMs) / count;
  print(`${name}_per_second`, median(reports.map(one => one.count / one.seconds)), '1/s');
  print(`${name}_p99`, median(reports.map(one => one.p99)), 'ms');
  print(`${name}_cpu`, cpu, 'ms_per_request');
  print(`${name}_per_core`, 1000 / cpu, 'per_second_of_processor_time');
  return reports;
}

/** Everybody gets a passkey and signs in with it from browsers that nobody knows. */
export async function passkeySignIns(desk: Desk, howLong: HowLong): Promise<void> {
  const { options } = (await desk.askYekbar({ kind: 'passkey_options' })) as Pick<Order, 'options'>;
  const made = (await desk.order({
    kind: 'make_passkeys',
    target: 'yekbar',
    concurrency: 1,
    ...(options ? { options } : {}),
  })) as { answers: readonly string[] };
  await desk.askYekbar({ kind: 'add_passkeys', answers: made.answers });
  await rateOf(desk, 'sign_in', 'passkey_sign_in', howLong);
}

/** Each refresh token once, from two connections at the same moment. @throws when one was answered twice */
export async function countRaces(desk: Desk): Promise<void> {
  const told = (await desk.order({ kind: 'race', target: 'offline', concurrency: 2 })) as {
    races: number;
    issuedTwice: number;
  };
  print('refresh_races', told.races, 'races');
  print('refresh_issued_twice', told.issuedTwice, 'times');
  if (told.issuedTwice > 0) throw new Error('a refresh token was answered twice');
}
