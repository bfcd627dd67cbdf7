/**
 * Profiles in numbers: BENCH_PROFILES=1000,30000,1000000 (1000,10000 unless said) entities with directors, offices,
 * consents and filled profiles, written by COPY, each number in a database of its own; so many fetches a second of
 * subjects that chance picks, in rounds by turns, their p99 and statements, bytes of a profile, levels of the index.
 * Then how many subjects a second are asked anew of registries that take 300 ms. On the PostgreSQL that DATABASE_URL
 * names (new databases are made there and dropped), else left out: COPY wants a server. By itself:
 * `node bench/volume.ts`; one line per measure. BENCH_SECONDS, BENCH_ROUNDS and BENCH_CONCURRENCY as in main.ts.
 */
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { createSystem } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { parseLegalId } from '../src/identifiers.ts';
import { type System, systemOperation } from '../src/operation.ts';
import { fillProfile } from '../src/profile/index.ts';
import { Child } from './child.ts';
import { Connection } from './connection.ts';
import { giveTokens, type Member, type Purpose, readPatterns, writeCrowd } from './crowd.ts';
import { type BenchDatabase, newDatabase } from './database.ts';
import { median, print as printLine } from './print.ts';
import type { State } from './rates.ts';

const LANES = Number(process.env.BENCH_CONCURRENCY ?? 16);
const TOKENS = 20_000;
const COUNTED = 50;
const SLOW_MS = 300;
const PATTERNS = '48';

type Print = (name: string, value: number | string, unit: string) => void;

/** One size, in a database of its own, with a Yekbar of its own before it. */
interface Stage {
  readonly name: string;
  readonly profiles: number;
  readonly system: System;
  readonly client: pg.Client;
  readonly yekbar: Child;
  readonly origin: string;
  readonly members: readonly Member[];
  readonly tokens: readonly string[];
  close(): Promise<void>;
}

/** The same pick in every run: the crowd is the same, and so is who is asked about. */
function sample<T>(list: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.floor(list.length / most));
  const picked = list.filter((_, at) => at % step === 0).slice(0, most);
  let seed = 1;
  for (let at = picked.length - 1; at > 0; at--) {
    seed = (seed * 48_271) % 0x7fffffff;
    const other = seed % (at + 1);
    [picked[at], picked[other]] = [picked[other] as T, picked[at] as T];
  }
  return picked;
}

/** Each token in its turn, from so many connections. */
async function fetchAll(
  origin: string,
  tokens: readonly string[],
  { seconds, times, lanes }: { seconds?: number; times?: number; lanes: number },
) {
  const took: number[] = [];
  let next = 0;
  const began = performance.now();
  const until = began + (seconds ?? 3600) * 1000;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      const connection = new Connection(origin);
      while (performance.now() < until && next < (times ?? Number.POSITIVE_INFINITY)) {
        const authorization = `Bearer ${tokens[next++ % tokens.length]}`;
        const start = performance.now();
        const answer = await connection.request('GET', '/api/v1/profile', { authorization });
        if (answer.status !== 200) throw new Error(`profile: ${answer.status} ${answer.body.slice(0, 300)}`);
        took.push(performance.now() - start);
      }
      connection.close();
    }),
  );
  took.sort((a, b) => a - b);
  const perSecond = took.length / ((performance.now() - began) / 1000);
  const at = (share: number) => took[Math.floor(took.length * share)] ?? 0;
  return { perSecond, count: took.length, p50: at(0.5), p99: at(0.99) };
}

const counters = async (yekbar: Child) => (await yekbar.ask({ kind: 'counters' })) as unknown as State;

/** Rounds in turn, so that a noisy minute of the machine touches every size. */
async function measureFetches(stages: readonly Stage[], print: Print): Promise<void> {
  const seconds = Number(process.env.BENCH_SECONDS ?? 3);
  const results = new Map(stages.map(stage => [stage, [] as Awaited<ReturnType<typeof fetchAll>>[]]));
  const cpuMs = new Map(stages.map(stage => [stage, 0]));
  for (const { origin, tokens } of stages)
    await fetchAll(origin, tokens, { seconds: Math.min(2, seconds), lanes: LANES });
  const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
  for (let round = 0; round < rounds; round++)
    for (const stage of stages) {
      const before = await counters(stage.yekbar);
      const part = stage.tokens.slice(Math.floor((stage.tokens.length * round) / (rounds + 1)));
      results.get(stage)?.push(await fetchAll(stage.origin, part, { seconds, lanes: LANES }));
      const after = await counters(stage.yekbar);
      cpuMs.set(stage, (cpuMs.get(stage) ?? 0) + after.cpuMs - before.cpuMs);
    }
  for (const stage of stages) {
    const reports = results.get(stage) ?? [];
    const count = reports.reduce((sum, one) => sum + one.count, 0);
    print(`${stage.name}_fetch_per_second`, median(reports.map(one => one.perSecond)), '1/s');
    print(`${stage.name}_fetch_p50`, median(reports.map(one => one.p50)), 'ms');
    print(`${stage.name}_fetch_p99`, median(reports.map(one => one.p99)), 'ms');
    print(`${stage.name}_fetch_cpu`, (cpuMs.get(stage) ?? 0) / count, 'ms_per_request');
  }
}

/** One fetch at a time, of each size in turn: what else the machine does, it does to all of them alike. */
async function compareAlone(stages: readonly Stage[], print: Print): Promise<void> {
  const connections = stages.map(({ origin }) => new Connection(origin));
  const took = stages.map((): number[] => []);
  for (let turn = 0; turn < Number(process.env.BENCH_FETCHES ?? 3_000); turn++)
    for (const [at, { tokens }] of stages.entries()) {
      const authorization = `Bearer ${tokens[turn % tokens.length]}`;
      const start = performance.now();
      await connections[at]?.request('GET', '/api/v1/profile', { authorization });
      took[at]?.push(performance.now() - start);
    }
  for (const connection of connections) connection.close();
  const sorted = took.map(times => times.toSorted((a, b) => a - b));
  const share = (times: readonly number[] | undefined, part: number) =>
    times?.[Math.floor(times.length * part)] ?? Number.NaN;
  for (const [at, { name }] of stages.entries()) {
    print(`${name}_fetch_alone_p50`, share(sorted[at], 0.5), 'ms');
    print(`${name}_fetch_alone_p99`, share(sorted[at], 0.99), 'ms');
  }
  for (const [word, part] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const)
    print(`fetch_alone_${word}_last_to_first`, share(sorted.at(-1), part) / share(sorted[0], part), 'ratio');
}

/** One after the other, with the background at rest. */
async function countFetch({ name, yekbar, origin, tokens }: Stage, print: Print): Promise<void> {
  await yekbar.ask({ kind: 'quiet' });
  const before = await counters(yekbar);
  const { count } = await fetchAll(origin, tokens.slice(-COUNTED), { times: COUNTED, lanes: 1 });
  const after = await counters(yekbar);
  await yekbar.ask({ kind: 'busy' });
  print(`${name}_fetch_statements`, (after.statements - before.statements) / count, 'per_request');
  print(`${name}_fetch_write_commits`, (after.writeCommits - before.writeCommits) / count, 'per_request');
}

/** What the rows of one subject take, with their indexes, and how deep the index of profiles is. */
async function measureSize({ client, name, profiles }: Stage, print: Print): Promise<void> {
  const size = async (table: string) => {
    const { rows } = await client.query<{ rows: string; whole: string; index: string }>(
      `select count(*) as rows, pg_total_relation_size('${table}') as whole, pg_indexes_size('${table}') as index from ${table}`,
    );
    return { whole: Number(rows[0]?.whole ?? 0), index: Number(rows[0]?.index ?? 0) };
  };
  const profile = await size('profile');
  let rest = 0;
  for (const table of ['subject_key', 'entity', 'person', 'office', 'consent'])
    rest += (await size(table)).whole;
  print(`${name}_bytes_per_profile`, profile.whole / profiles, 'bytes');
  print(`${name}_index_bytes_per_profile`, profile.index / profiles, 'bytes');
  print(`${name}_other_bytes_per_subject`, rest / profiles, 'bytes');
  const { rows } = await client.query(
    `explain (analyze, buffers, format json) select version from profile where subject_id = (select subject_id from profile limit 1 offset ${profiles >> 1})`,
  );
  const plan = rows[0]?.['QUERY PLAN'][0].Plan;
  const [inner] = plan.Plans as { 'Shared Hit Blocks': number; 'Shared Read Blocks': number }[];
  const blocks = (of: typeof inner) => (of?.['Shared Hit Blocks'] ?? 0) + (of?.['Shared Read Blocks'] ?? 0);
  // The index from root to leaf, and one page of the table.
  print(`${name}_index_levels`, blocks(plan) - blocks(inner) - 1, 'levels');
}

/** Subjects asked anew of one registry, and of all, each answer after 300 ms. */
async function measureRefresh({ system, members }: Stage, country: Child, print: Print): Promise<void> {
  await country.ask({ kind: 'slow', ms: SLOW_MS });
  const seconds = Math.max(3, Number(process.env.BENCH_SECONDS ?? 3));
  for (const [name, keys, lanes] of [
    ['refresh_one_registry', ['entity.legal_name'], 96],
    ['refresh_all_registries', undefined, 64],
  ] as const) {
    let [asked, done, down] = [0, 0, 0];
    const began = performance.now();
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        while (performance.now() - began < seconds * 1000) {
          const member = members[asked++ % members.length];
          if (!member) return;
          const subject = {
            id: member.entityId,
            kind: 'entity',
            identifier: parseLegalId(member.legalId),
          } as const;
          const options = { timeoutMs: 10_000, ...(keys ? { keys } : {}) };
          const answer = await fillProfile(systemOperation(system, 'bench'), subject, options);
          if (answer.down.length > 0) down++;
          else done++;
        }
      }),
    );
    print(`${name}_per_second`, done / ((performance.now() - began) / 1000), '1/s');
    print(`${name}_missing`, down, 'answers');
  }
}

async function prepare(
  database: BenchDatabase,
  addresses: unknown,
  profiles: number,
  print: Print,
): Promise<Stage> {
  const env = { ...database.env, REGISTRIES: JSON.stringify(addresses), BENCH_PEOPLE: PATTERNS };
  const yekbar = new Child('./yekbar.ts', env);
  const { target } = (await yekbar.ready) as unknown as { target: { origin: string; clientId: string } };
  const config = readConfig({ ...process.env, ...env, DEMO: '0', LOG_LEVEL: 'warn' });
  const { system, close } = await createSystem(config);
  const client = new pg.Client({ connectionString: database.env.DATABASE_URL });
  await client.connect();
  const found = await client.query('select id, key, fields from purpose where client_id = $1', [
    target.clientId,
  ]);
  const purpose: Purpose = { ...found.rows[0], clientId: target.clientId };
  const patterns = await readPatterns(system);
  const name = `profiles_${profiles}`;
  const began = performance.now();
  const crowd = await writeCrowd(system, client, { patterns, purpose, profiles });
  print(`${name}_written`, profiles / ((performance.now() - began) / 1000), '1/s');
  const members = sample(crowd, TOKENS);
  const tokens = await giveTokens(system, client, purpose, members);
  await client.query('vacuum (analyze, process_toast false)');
  return {
    name,
    profiles,
    system,
    client,
    yekbar,
    origin: target.origin,
    members,
    tokens,
    close: async () => {
      await yekbar.close();
      await close();
      await client.end();
    },
  };
}

export async function benchVolume(serverUrl: string | undefined, print: Print): Promise<void> {
  if (!serverUrl) return;
  const sizes = (process.env.BENCH_PROFILES ?? '1000,10000').split(',').map(Number);
  const country = new Child('./country.ts');
  const { addresses } = await country.ready;
  const databases: BenchDatabase[] = [];
  const stages: Stage[] = [];
  try {
    for (const size of sizes) {
      const database = await newDatabase(serverUrl);
      databases.push(database);
      stages.push(await prepare(database, addresses, size, print));
    }
    await compareAlone(stages, print);
    await measureFetches(stages, print);
    for (const stage of stages) {
      await countFetch(stage, print);
      await measureSize(stage, print);
    }
    const largest = stages.at(-1);
    if (largest) await measureRefresh(largest, country, print);
  } finally {
    for (const stage of stages) await stage.close();
    for (const database of databases) await database.drop();
    await country.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await benchVolume(process.env.DATABASE_URL || undefined, printLine);
