/**
 * The load driver, in a process of its own so that it does not share an event loop with what it measures. main.ts
 * tells it what to do; it answers with counts and times.
 */
import { Connection } from './connection.ts';
import { Subject, type Target, type Who } from './subject.ts';

export interface Order {
  readonly kind: 'prepare' | 'hop' | 'resource' | 'sign_in';
  readonly target: string;
  /** With prepare: where, and who. */
  readonly at?: Target;
  readonly people?: readonly Who[];
  /** How long, or how many; one of them. */
  readonly seconds?: number;
  readonly times?: number;
  readonly concurrency: number;
}

export interface Report {
  readonly count: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
  readonly firstFailure: string | undefined;
}

interface Player {
  readonly subject: Subject;
  token: string;
}

interface Stage {
  readonly target: Target;
  readonly players: Player[];
}

const stages = new Map<string, Stage>();

type Step = (player: Player, connection: Connection) => Promise<void>;

const steps: Readonly<Record<Exclude<Order['kind'], 'prepare'>, Step>> = {
  /** Authorization with a session, code exchange, profile fetch. */
  hop: async ({ subject }, connection) => {
    const code = await subject.authorize(connection);
    await subject.fetchResource(connection, await subject.exchange(connection, code));
  },
  resource: ({ subject, token }, connection) => subject.fetchResource(connection, token),
  /** A browser that nobody knows: national ID and password, until the code is there. */
  sign_in: async ({ subject }, connection) => {
    subject.forgetCookies();
    await subject.authorize(connection);
  },
};

async function prepare(order: Order): Promise<void> {
  if (!order.at) throw new Error('prepare needs a target');
  const target = order.at;
  const players = (order.people ?? []).map(who => ({ subject: new Subject(target, who), token: '' }));
  stages.set(order.target, { target, players });
  await share(players, order.concurrency, target, async (player, connection) => {
    const code = await player.subject.authorize(connection);
    player.token = await player.subject.exchange(connection, code);
    await player.subject.fetchResource(connection, player.token);
  });
}

/** Each connection has players of its own, so that nobody is in two places at once. */
async function share(
  players: readonly Player[],
  concurrency: number,
  target: Target,
  step: Step,
): Promise<void> {
  const lanes = Array.from({ length: Math.min(concurrency, players.length) }, (_, lane) => lane);
  await Promise.all(
    lanes.map(async lane => {
      const connection = new Connection(target.origin);
      for (let at = lane; at < players.length; at += lanes.length) {
        const player = players[at];
        if (player) await step(player, connection);
      }
      connection.close();
    }),
  );
}

async function measure(order: Order, step: Step): Promise<Report> {
  const stage = stages.get(order.target);
  if (!stage) throw new Error(`nobody prepared ${order.target}`);
  const { players, target } = stage;
  const lanes = Math.min(order.concurrency, players.length);
  const times: number[] = [];
  let failed = 0;
  let firstFailure: string | undefined;
  let left = order.times ?? Number.POSITIVE_INFINITY;
  const began = performance.now();
  const until = began + (order.seconds ?? 3600) * 1000;

  async function run(lane: number): Promise<void> {
    const connection = new Connection(target.origin);
    const own = players.filter((_, at) => at % lanes === lane);
    for (let turn = 0; performance.now() < until && left > 0; turn++) {
      const player = own[turn % own.length];
      if (!player) break;
      left--;
      const start = performance.now();
      try {
        await step(player, connection);
        times.push(performance.now() - start);
      } catch (error) {
        failed++;
        firstFailure ??= String(error);
      }
    }
    connection.close();
  }
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const percentile = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { count: times.length, seconds, p50: percentile(0.5), p99: percentile(0.99), failed, firstFailure };
}

process.on('message', async (order: Order) => {
  try {
    if (order.kind === 'prepare') {
      await prepare(order);
      process.send?.({ kind: 'done' });
    } else process.send?.({ kind: 'report', report: await measure(order, steps[order.kind]) });
  } catch (error) {
    process.send?.({ kind: 'failed', reason: String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
process.send?.({ kind: 'ready' });
