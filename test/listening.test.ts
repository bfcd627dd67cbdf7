import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { listen } from '../src/listening.ts';

const LOCAL = '127.0.0.1';
const COMING = 20;
const TOGETHER = 3;
const ROUNDS = 40;
const linux = process.platform === 'linux';

/** Whoever comes sends a request; the process ends once all stand before the door. */
const crowd = `
  const { connect } = require('node:net');
  let sent = 0;
  for (let n = 0; n < ${COMING}; n++) {
    const socket = connect(Number(process.argv[1]), '${LOCAL}');
    socket.once('connect', () => socket.write('GET / HTTP/1.1\\r\\nhost: local\\r\\n\\r\\n', () => {
      if (++sent === ${COMING}) process.exit();
    }));
  }`;

test.runIf(linux)('of many who come together several are let in with each turn of the loop', async () => {
  let turn = 0;
  let counting = true;
  const turns: number[] = [];
  const answered = Promise.withResolvers<void>();
  const server = await listen(
    (_req, res) => {
      turns.push(turn);
      res.end();
      if (turns.length === COMING) answered.resolve();
    },
    { port: 0, host: LOCAL },
  );
  // Nobody is let in while this process waits for the other: then all of them stand there.
  const { status } = spawnSync(process.execPath, ['-e', crowd, String(server.port)]);
  expect(status).toBe(0);
  const next = () => {
    turn++;
    if (counting) setImmediate(next);
  };
  next();
  await answered.promise;
  counting = false;
  expect(new Set(turns).size).toBeLessThan(COMING);
  await server.close();
});

test('a port has one process, and is free again when that closes', async () => {
  const first = await listen((_req, res) => void res.end('first'), { port: 0, host: LOCAL });
  const { port } = first;
  const second = () => listen((_req, res) => void res.end('second'), { port, host: LOCAL });
  await expect(second()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  const said = async () =>
    (await fetch(`http://${LOCAL}:${port}/`, { headers: { connection: 'close' } })).text();
  expect(await said()).toBe('first');
  await first.close();
  const after = await second();
  expect(await said()).toBe('second');
  await after.close();
});

test.runIf(linux)(
  'of processes that want a port at the same moment one gets it',
  async () => {
    const free = await listen(() => {}, { port: 0, host: LOCAL });
    await free.close();
    const script = new URL('listening-process.ts', import.meta.url);
    const others = Array.from({ length: TOGETHER }, () =>
      fork(script, [String(free.port)], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
    );
    const said = (child: ChildProcess) => once(child, 'message').then(([word]) => String(word));
    const tell = (word: string) => {
      const answers = Promise.all(others.map(said));
      for (const child of others) child.send(word);
      return answers;
    };
    await Promise.all(others.map(said));
    const winners: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const words = await tell(String(Date.now() + 20));
      winners.push(words.filter(word => word === 'listens').length);
      await tell('leave');
    }
    for (const child of others) child.disconnect();
    expect(new Set(winners)).toEqual(new Set([1]));
  },
  60_000,
);

test('who is being answered when the server closes gets the answer', async () => {
  const asked = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const server = await listen(
    async (_req, res) => {
      asked.resolve();
      await go.promise;
      res.end('whole');
    },
    { port: 0, host: LOCAL },
  );
  const answer = fetch(`http://${LOCAL}:${server.port}/`, { headers: { connection: 'close' } });
  await asked.promise;
  const closed = server.close();
  go.resolve();
  expect(await (await answer).text()).toBe('whole');
  await closed;
});
