/**
 * `npm run bench`: Yekbar beside a bare engine on a Map, in the same run, turn by turn. On PostgreSQL if DATABASE_URL
 * names a server (a new database is made there and dropped), else embedded. Prints one line per measure:
 * `name value unit`. BENCH_SECONDS (one round, 3), BENCH_ROUNDS (3), BENCH_CONCURRENCY (32) change how long;
 * BENCH_ONLY=hop,resource,few,alike,bare,passwords,overload,passkeys measures only these, BENCH_FLAGS gives Yekbar's node
 * flags, BENCH_PROFILE=<folder> writes a .cpuprofile of each.
 */
import packageJson from '../package.json' with { type: 'json' };
import { benchApply } from './apply.ts';
import { rawArgonPerSecond } from './argon.ts';
import { BARE } from './bare.ts';
import { Child } from './child.ts';
import { all, type Compared, compared } from './compared.ts';
import { benchConsole } from './console.ts';
import { benchCovers } from './covers.ts';
import { type BenchDatabase, newDatabase } from './database.ts';
import { benchDirectory } from './directory.ts';
import type { Order, Report } from './driver.ts';
import { benchEvents } from './events.ts';
import { benchOverlap } from './overlap.ts';
import { pressPasswords } from './pressure.ts';
import { median, print } from './print.ts';
import { countRaces, type Desk, passkeySignIns, rateOf, type State } from './rates.ts';
import { timeToReady } from './ready.ts';
import { benchRecord } from './record.ts';
import type { Target, Who } from './subject.ts';
import { benchVolume } from './volume.ts';

const seconds = Number(process.env.BENCH_SECONDS ?? 3);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const concurrency = Number(process.env.BENCH_CONCURRENCY ?? 32);
const COUNTED = 50;
/** V8 optimizes what was called 3,000 times: a server has been asked so often within its first minute. As often on both sides. */
const WARM_TIMES = 12_000;
const alone = {
  passwords: async (bench: Bench) => void (await bench.passwords()),
  overload: async (bench: Bench) => pressPasswords(bench, await bench.rawArgon(), Math.max(4, seconds * 2)),
  passkeys: (bench: Bench) => passkeySignIns(bench, { seconds, rounds, lanes: concurrency }),
} as const;
const named = process.env.BENCH_ONLY?.split(',');
const only = named?.filter((kind): kind is Compared => kind in compared);
const onlyRates = named?.filter((kind): kind is keyof typeof alone => kind in alone) ?? [];

/** Yekbar runs as `npm start` and the image run it: with these flags of Node and this environment. */
const startFlags = `${packageJson.scripts.start} ${process.env.BENCH_FLAGS ?? ''}`
  .split(' ')
  .filter(word => word.startsWith('--'));
const asInTheImage = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '4194304' };

class Bench implements Desk {
  readonly #database: BenchDatabase;
  readonly #country: Child;
  readonly #yekbar: Child;
  readonly #yardstick = new Child('./yardstick.ts');
  readonly #driver = new Child('./driver.ts');
  #secret = '';
  #password = '';
  people: readonly Who[] = [];
  /** Who is asked only by some comparisons, and how. */
  #more: Partial<Record<Compared, readonly [name: string, at: Target]>> = {};
  target: Target | undefined;

  private constructor(database: BenchDatabase, country: Child, addresses: unknown) {
    this.#database = database;
    this.#country = country;
    const env = { ...database.env, ...asInTheImage, REGISTRIES: JSON.stringify(addresses) };
    this.#yekbar = new Child('./yekbar.ts', env, startFlags);
  }

  static async start(database: BenchDatabase): Promise<Bench> {
    const country = new Child('./country.ts');
    // Loads what Yekbar loads, and ends: the process that is measured is not the first.
    const first = new Child('./yekbar.ts', { BENCH_FIRST_START: '1' }, startFlags);
    await first.ready;
    await first.close();
    return new Bench(database, country, (await country.ready).addresses);
  }

  /** Everyone signs in once, everywhere: sessions, choices and consents are there before anything is measured. */
  async prepare(): Promise<void> {
    await this.#driver.ready;
    const yardstick = await this.#yardstick.ready;
    const yekbar = await this.#yekbar.ready;
    const people = yekbar.people as readonly Who[];
    this.people = people;
    this.target = yekbar.target as Target;
    const bare = yardstick.target as Target;
    this.#secret = String(yekbar.secret);
    this.#password = String(yekbar.password);
    await this.order({
      kind: 'prepare',
      target: 'yardstick',
      at: bare,
      people,
      concurrency,
    });
    await this.order({
      kind: 'prepare',
      target: 'yekbar',
      at: yekbar.target as Target,
      people,
      concurrency: 4,
    });
    const { target } = this;
    const offline = {
      ...target,
      scope: `${target.scope} offline_access`,
      parameters: { ...target.parameters, prompt: 'consent' },
    };
    await this.order({ kind: 'prepare', target: 'offline', at: offline, people, concurrency: 4 });
    await this.#database.analyze();
    await this.memory('idle');
    this.#more = {
      few: [
        'yekbar_few',
        { ...target, resource: `${this.target.resource}?fields=entity.legal_name,entity.legal_id` },
      ],
      bare: ['yekbar_bare', { ...target, resource: BARE }],
      alike: ['yardstick_much', { ...bare, scope: `${bare.scope} business` }],
    };
  }

  /** Rounds in turn, so that a noisy minute of the machine touches both. */
  async compare(kind: Compared): Promise<void> {
    const { step } = compared[kind];
    const [name, yardstickName] = [compared[kind].yekbar[0], compared[kind].yardstick[0]];
    const results: Record<'yardstick' | 'yekbar', Report[]> = { yardstick: [], yekbar: [] };
    const cpuMs = { yardstick: 0, yekbar: 0 };
    const heapMarkings = { yardstick: 0, yekbar: 0 };
    let statements = 0;
    let databaseMs = 0;
    const profile = process.env.BENCH_PROFILE;
    const [target, at] = this.#more[kind] ?? [];
    if (target && at) await this.order({ kind: 'prepare', target, at, people: this.people, concurrency: 4 });
    for (const side of ['yardstick', 'yekbar'] as const)
      await this.measure({ kind: step, target: compared[kind][side][1], times: WARM_TIMES, concurrency });
    if (profile) await this.askYekbar({ kind: 'profile' });
    for (let round = 0; round < rounds; round++)
      for (const side of ['yardstick', 'yekbar'] as const) {
        const databaseBefore = await this.#database.processorMs();
        const before = await this.state(side);
        const target = compared[kind][side][1];
        results[side].push(await this.measure({ kind: step, target, seconds, concurrency }));
        const after = await this.state(side);
        cpuMs[side] += after.cpuMs - before.cpuMs;
        heapMarkings[side] += after.heapMarkings - before.heapMarkings;
        const databaseAfter = await this.#database.processorMs();
        if (side === 'yardstick') continue;
        statements += after.statements - before.statements;
        databaseMs += databaseAfter - databaseBefore;
      }
    if (profile) await this.askYekbar({ kind: 'profiled', file: `${profile}/${kind}.cpuprofile` });
    const count = (reports: readonly Report[]) => reports.reduce((sum, report) => sum + report.count, 0);
    const rate = (reports: readonly Report[]) => median(reports.map(report => report.count / report.seconds));
    const [ours, theirs] = [rate(results.yekbar), rate(results.yardstick)];
    const [done, cpu] = [count(results.yekbar), cpuMs.yekbar / count(results.yekbar)];
    print(`${name}_per_second`, ours, '1/s');
    print(`${name}_p50`, median(results.yekbar.map(report => report.p50)), 'ms');
    print(`${name}_p99`, median(results.yekbar.map(report => report.p99)), 'ms');
    print(`${yardstickName}_per_second`, theirs, '1/s');
    print(`${yardstickName}_p99`, median(results.yardstick.map(report => report.p99)), 'ms');
    print(`${name}_ratio`, ours / theirs, 'of_yardstick');
    print(`${name}_cpu`, cpu, 'ms_per_request');
    print(`${yardstickName}_cpu`, cpuMs.yardstick / count(results.yardstick), 'ms_per_request');
    for (const [side, of] of [
      ['yekbar', name],
      ['yardstick', yardstickName],
    ] as const)
      print(`${of}_heap_markings`, (heapMarkings[side] * 1000) / count(results[side]), 'per_1000_requests');
    if (databaseMs > 0) print(`${name}_database_cpu`, databaseMs / done, 'ms_per_request');
    print(`${name}_statements_under_load`, statements / done, 'per_request');
  }

  /** Password sign-ins of unknown browsers, and raw argon2 in turn with them. @returns raw argon2 a second */
  async passwords(): Promise<number> {
    const signIns: Report[] = [];
    const raw: number[] = [];
    const times = Math.max(1, rounds - 1);
    for (let round = 0; round < times; round++) {
      raw.push(await rawArgonPerSecond(this.#secret, this.#password, seconds));
      signIns.push(...(await rateOf(this, 'sign_in', 'password_sign_in', { seconds, rounds: 1, lanes: 8 })));
    }
    const ceiling = median(raw);
    print('raw_argon_per_second', ceiling, '1/s');
    print(
      'password_sign_in_ratio',
      median(signIns.map(one => one.count / one.seconds)) / ceiling,
      'of_raw_argon',
    );
    return ceiling;
  }

  rawArgon(): Promise<number> {
    return rawArgonPerSecond(this.#secret, this.#password, seconds);
  }

  /** One request after the other, with the background at rest. */
  async count(kind: 'hop' | 'resource' | 'sign_in', name: string): Promise<void> {
    await this.#yekbar.ask({ kind: 'quiet' });
    const [before, walBefore] = [await this.state(), await this.#database.walPosition()];
    const report = await this.measure({ kind, target: 'yekbar', times: COUNTED, concurrency: 1 });
    const [after, walAfter] = [await this.state(), await this.#database.walPosition()];
    await this.#yekbar.ask({ kind: 'busy' });
    print(`${name}_statements`, (after.statements - before.statements) / report.count, 'per_request');
    print(`${name}_write_commits`, (after.writeCommits - before.writeCommits) / report.count, 'per_request');
    if (walBefore !== undefined && walAfter !== undefined)
      print(`${name}_wal`, Number(walAfter - walBefore) / 1024 / report.count, 'KB_per_request');
  }

  async memory(name: string): Promise<void> {
    const { rss, memory } = await this.state();
    print(`resident_memory_${name}`, rss / 2 ** 20, 'MB');
    if (!memory) return;
    print(`heap_used_${name}`, memory.heapUsed / 2 ** 20, 'MB');
    print(`heap_total_${name}`, memory.heapTotal / 2 ** 20, 'MB');
    print(`external_${name}`, memory.external / 2 ** 20, 'MB');
  }

  askYekbar(question: object): Promise<unknown> {
    return this.#yekbar.ask(question);
  }

  async close(): Promise<void> {
    await Promise.all(
      [this.#yekbar, this.#yardstick, this.#driver, this.#country].map(child => child.close()),
    );
  }

  async state(of: 'yekbar' | 'yardstick' = 'yekbar'): Promise<State> {
    const child = of === 'yekbar' ? this.#yekbar : this.#yardstick;
    return (await child.ask({ kind: 'counters' })) as unknown as State;
  }

  async order(order: Order): Promise<unknown> {
    return this.#driver.ask(order);
  }

  async measure(order: Order): Promise<Report> {
    const { report } = (await this.order(order)) as { report: Report };
    if (report.failed > 0)
      throw new Error(
        `${order.target} ${order.kind}: ${report.failed} of ${report.failed + report.count} failed, first: ${report.firstFailure}`,
      );
    return report;
  }
}

async function startTimes(serverUrl: string | undefined): Promise<void> {
  const database = await newDatabase(serverUrl);
  try {
    print('time_to_ready_fresh', await timeToReady(database.env, startFlags), 'ms');
    const again = [await timeToReady(database.env, startFlags), await timeToReady(database.env, startFlags)];
    print('time_to_ready', median(again), 'ms');
  } finally {
    await database.drop();
  }
}

/** Sign-ins, tokens, overload and races: what needs the processes of the comparison. */
async function measureRest(bench: Bench): Promise<void> {
  const ceiling = await bench.passwords();
  await rateOf(bench, 'client_credentials', 'client_credentials', { seconds, rounds, lanes: concurrency });
  await rateOf(bench, 'refresh', 'refresh', { seconds, rounds, lanes: concurrency, target: 'offline' });
  await bench.count('hop', 'sso_hop');
  await bench.count('resource', 'profile_fetch');
  await bench.count('sign_in', 'password_sign_in');
  await bench.memory('after_load');
  await pressPasswords(bench, ceiling, Math.max(4, seconds * 2));
  await bench.memory('after_overload');
  await countRaces(bench);
  await passkeySignIns(bench, { seconds, rounds, lanes: concurrency });
}

const serverUrl = process.env.DATABASE_URL || undefined;
const database = await newDatabase(serverUrl);
print('database', database.engine, `node_${process.versions.node}`);
const bench = await Bench.start(database);
try {
  await bench.prepare();
  for (const kind of only ?? all) await bench.compare(kind);
  for (const kind of onlyRates) await alone[kind](bench);
  if (only) await bench.memory('after_load');
  else await measureRest(bench);
} finally {
  await bench.close();
  await database.drop();
}
if (!only) {
  await startTimes(serverUrl);
  await benchEvents(serverUrl, print);
  benchCovers(print);
  benchOverlap(print);
  await benchRecord(serverUrl, print);
  await benchVolume(serverUrl, print);
  await benchDirectory(serverUrl, print);
  await benchApply(serverUrl, print);
  await benchConsole(serverUrl, print);
}
