import { createServer, type Server } from 'node:http';
import { createApp, createSystem, startBackground } from './app.ts';
import { formatVerdict, verifyRecord } from './audit/index.ts';
import { ConfigError, readConfig } from './config.ts';
import { type DemoSystems, seedDemo, startDemoSystems } from './demo/index.ts';
import { errorFacts } from './log.ts';
import { systemOperation } from './operation.ts';

const commands: Record<string, (args: readonly string[]) => Promise<void>> = {
  serve,
  migrate: async () => withSystem(async () => console.log('The database is up to date.')),
  seed: async () => withSystem(({ system, country }) => seedDemo(system, country)),
  audit: async args => {
    if (args[0] !== 'verify') throw new Error('Say what to do with the record: npm run audit -- verify');
    await withSystem(async ({ system }) => {
      const verdict = await verifyRecord(systemOperation(system, 'audit verify'));
      console.log(formatVerdict(verdict));
      if (!verdict.ok) process.exitCode = 1;
    });
  },
};

async function withSystem(
  work: (yekbar: Awaited<ReturnType<typeof createSystem>>) => Promise<void>,
): Promise<void> {
  const yekbar = await createSystem(readConfig());
  try {
    await work(yekbar);
  } finally {
    await yekbar.close();
  }
}

/** Starts the server, and in the demo the two relying parties beside it; stops gracefully on SIGTERM and SIGINT. */
async function serve(): Promise<void> {
  const config = readConfig();
  const yekbar = await createSystem(config);
  const { system, country } = yekbar;
  if (config.demo) await seedDemo(system, country);
  const { express, oidc } = await createApp(system);
  const server = await listen(
    createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000 }, express),
    config.port,
  );
  const background = startBackground(system, oidc);
  const beside: DemoSystems | undefined = config.demo ? await startDemoSystems(config) : undefined;
  console.log(`Yekbar is ready at ${config.issuer}`);
  for (const line of beside?.lines ?? []) console.log(line);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await beside?.close();
    await new Promise(done => {
      server.close(done);
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 5_000).unref();
    });
    await background.stop();
    await yekbar.close();
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

function listen(server: Server, port: number): Promise<Server> {
  return new Promise((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken =
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken. Stop what runs there, or set PORT.`)
          : error;
      failed(taken);
    });
    server.listen(port, () => done(server));
  });
}

const [name = 'serve', ...args] = process.argv.slice(2);
const command = commands[name];
try {
  if (!command) throw new Error(`There is no command ${name}: ${Object.keys(commands).join(', ')}.`);
  await command(args);
} catch (error) {
  if (error instanceof ConfigError || (error instanceof Error && error.constructor === Error))
    console.error(error.message);
  else console.error('Yekbar stopped:', errorFacts(error));
  process.exit(1);
}
