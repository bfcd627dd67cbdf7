import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Connection } from './connection.ts';
import { waitedMs } from './processor.ts';
import { Subject, type Target, type Who } from './subject.ts';

export interface Overload {
  /** Passwords that come in while nobody waits for the answers to earlier ones. */
  readonly perSecond: number;
  readonly seconds: number;
  /** So many at the first moment: as many as the server lets wait. */
  readonly burst: number;
  /** Process of the server. */
  readonly server: number | undefined;
}

export interface OverloadReport {
  readonly seconds: number;
  /** Milliseconds from before the connection is opened until the answer is read, sorted. */
  readonly admitted: readonly number[];
  readonly refused: readonly number[];
  readonly withoutRetryAfter: number;
  /** Profile fetches of two connections meanwhile. */
  readonly beside: readonly number[];
  /** Milliseconds by which the driver itself was late, sending and reading: the slowest hundredth of its turns. */
  readonly driverLate: number;
  /** Milliseconds that the server's thread stood ready and had no processor. */
  readonly serverWaited: number | undefined;
  readonly failed: number;
  readonly firstFailure: string | undefined;
}

interface Opened {
  readonly subject: Subject;
  readonly connection: Connection;
  readonly page: string;
}

const ascending = (a: number, b: number) => a - b;

/** More passwords than can be hashed. The pages were opened before, so that only the passwords press. */
export async function overload(
  target: Target,
  people: readonly Who[],
  { perSecond, seconds, burst, server }: Overload,
  beside: (connection: Connection) => Promise<void>,
): Promise<OverloadReport> {
  const opened = await openPages(target, people, burst + Math.ceil(perSecond * seconds));
  const admitted: number[] = [];
  const refused: number[] = [];
  let failed = 0;
  let firstFailure: string | undefined;
  let withoutRetryAfter = 0;
  const send = async ({ subject, connection, page }: Opened) => {
    const began = performance.now();
    try {
      const answer = await subject.fill(connection, page);
      const took = performance.now() - began;
      if (answer.status === 503) {
        refused.push(took);
        if (answer.retryAfter === undefined) withoutRetryAfter++;
      } else if (answer.location !== undefined) admitted.push(took);
      else throw new Error(`a password was answered ${answer.status}`);
    } catch (error) {
      failed++;
      firstFailure ??= String(error);
    }
    connection.close();
  };
  const late = monitorEventLoopDelay({ resolution: 1 });
  late.enable();
  const waited = () => (server === undefined ? undefined : waitedMs(server));
  const waitedBefore = waited();
  const began = performance.now();
  const sent = opened.splice(0, burst).map(send);
  const others: number[] = [];
  let over = false;
  const lanes = [0, 1].map(async () => {
    const connection = new Connection(target.origin);
    while (!over) {
      const start = performance.now();
      await beside(connection);
      others.push(performance.now() - start);
    }
    connection.close();
  });
  for (let turn = 0; opened.length > 0; turn++) {
    const due = began + (turn * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) await new Promise(done => setTimeout(done, wait));
    const next = opened.shift();
    if (next) sent.push(send(next));
  }
  await Promise.all(sent);
  const took = (performance.now() - began) / 1000;
  over = true;
  late.disable();
  const waitedAfter = waited();
  await Promise.all(lanes);
  return {
    seconds: took,
    admitted: admitted.sort(ascending),
    refused: refused.sort(ascending),
    withoutRetryAfter,
    beside: others.sort(ascending),
    serverWaited:
      waitedAfter === undefined || waitedBefore === undefined ? undefined : waitedAfter - waitedBefore,
    driverLate: late.percentile(99) / 1_000_000,
    failed,
    firstFailure,
  };
}

/** Browsers that nobody knows, each before the page that asks for the password. */
async function openPages(target: Target, people: readonly Who[], count: number): Promise<Opened[]> {
  const opened: Opened[] = [];
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const who = people[next++ % people.length];
      if (!who) return;
      const subject = new Subject(target, who);
      const connection = new Connection(target.origin);
      opened.push({ subject, connection, page: await subject.openSignIn(connection) });
      connection.close();
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return opened;
}
