/**
 * The load driver, in a process of its own so that it does not share an event loop with what it measures. main.ts
 * tells it what to do; it answers with counts and times.
 */
import { Authenticator } from '../test/factors/authenticator.ts';
import { Connection } from './connection.ts';
import { type Overload, overload } from './overload.ts';
import { Subject, type Target, type Tokens, type Who } from './subject.ts';

export interface Order {
  readonly kind: 'prepare' | 'make_passkeys' | 'race' | 'overload' | StepName;
  readonly target: string;
  /** With prepare: where, and who. */
  readonly at?: Target;
  readonly people?: readonly Who[];
  /** How long, or how many; one of them. */
  readonly seconds?: number;
  readonly times?: number;
  readonly concurrency: number;
  /** With make_passkeys: what the server says of each new one, in the order of the people. */
  readonly options?: readonly Parameters<Authenticator['create']>[0][];
  readonly overload?: Overload;
}

type StepName = 'hop' | 'resource' | 'sign_in' | 'client_credentials' | 'refresh';

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
  tokens: Tokens;
}

interface Stage {
  readonly target: Target;
  readonly players: Player[];
}

const NONE: Tokens = { access: '', refresh: '' };
const stages = new Map<string, Stage>();

type Step = (player: Player, connection: Connection) => Promise<void>;

const steps: Readonly<Record<StepName, Step>> = {
  /** Authorization with a session, code exchange, profile fetch. */
  hop: async ({ subject }, connection) => {
    const code = await subject.authorize(connection);
    await subject.fetchResource(connection, (await subject.exchange(connection, code)).access);
  },
  resource: ({ subject, tokens }, connection) => subject.fetchResource(connection, tokens.access),
  client_credentials: async ({ subject }, connection) => {
    await subject.tokens(connection, { grant_type: 'client_credentials' });
  },
  /** Each with the token that the one before gave. */
  refresh: async (player, connection) => {
    player.tokens = await player.subject.tokens(connection, refreshing(player));
  },
  /** A browser that nobody knows: national ID and password (or a passkey), until the code is there. */
  sign_in: async ({ subject }, connection) => {
    subject.forgetCookies();
    await subject.authorize(connection);
  },
};

const refreshing = ({ tokens }: Player) => ({ grant_type: 'refresh_token', refresh_token: tokens.refresh });

async function prepare(order: Order): Promise<void> {
  if (!order.at) throw new Error('prepare needs a target');
  const target = order.at;
  const players = (order.people ?? []).map(who => ({ subject: new Subject(target, who), tokens: NONE }));
  stages.set(order.target, { target, players });
  await share(players, order.concurrency, target, async (player, connection) => {
    const code = await player.subject.authorize(connection);
    player.tokens = await player.subject.exchange(connection, code);
    await player.subject.fetchResource(connection, player.tokens.access);
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

function stageOf(order: Order): Stage {
  const stage = stages.get(order.target);
  if (!stage) throw new Error(`nobody prepared ${order.target}`);
  return stage;
}

/** From now on they sign in with passkeys. @returns what their browsers send to have them known */
function makePasskeys(order: Order): string[] {
  const { players, target } = stageOf(order);
  return players.map((player, at) => {
    const options = order.options?.[at];
    if (!options) throw new Error('make_passkeys needs options for everyone');
    player.subject.passkey = new Authenticator(target.origin);
    return player.subject.passkey.create(options);
  });
}

/** The same refresh token from two connections at the same moment. @returns how often both were given tokens */
async function race(order: Order): Promise<{ races: number; issuedTwice: number }> {
  const { players, target } = stageOf(order);
  const connections = [new Connection(target.origin), new Connection(target.origin)];
  let issuedTwice = 0;
  for (const player of players) {
    const answers = await Promise.all(
      connections.map(connection => player.subject.askTokens(connection, refreshing(player))),
    );
    if (answers.every(({ status }) => status === 200)) issuedTwice++;
  }
  for (const connection of connections) connection.close();
  return { races: players.length, issuedTwice };
}

function press(order: Order) {
  const { players, target } = stageOf(order);
  const [first] = players;
  if (!order.overload || !first) throw new Error('overload needs to be told how much');
  const people = players.map(({ subject }) => subject.who);
  return overload(target, people, order.overload, connection =>
    first.subject.fetchResource(connection, first.tokens.access),
  );
}

async function measure(order: Order, step: Step): Promise<Report> {
  const { players, target } = stageOf(order);
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
    } else if (order.kind === 'make_passkeys') process.send?.({ kind: 'done', answers: makePasskeys(order) });
    else if (order.kind === 'race') process.send?.({ kind: 'done', ...(await race(order)) });
    else if (order.kind === 'overload') process.send?.({ kind: 'report', report: await press(order) });
    else process.send?.({ kind: 'report', report: await measure(order, steps[order.kind]) });
  } catch (error) {
    process.send?.({ kind: 'failed', reason: String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
process.send?.({ kind: 'ready' });
