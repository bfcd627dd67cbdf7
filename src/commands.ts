import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { giveRole, roles } from './admin/index.ts';
import { createApp, createSystem } from './app.ts';
import { runAudit } from './audit/index.ts';
import { ConfigError, readConfig } from './config.ts';
import { bindCustodian } from './custody/index.ts';
import type { DemoSystems } from './demo/index.ts';
import { parsePersonId } from './identifiers.ts';
import { findPersonByIdentifier } from './identity/index.ts';
import { describeSecrets, endSecrets, setSecret } from './keyring/index.ts';
import { errorFacts } from './log.ts';
import { describeKeys, type Turn, turnKeys } from './oidc/index.ts';
import { newTracking, systemOperation } from './operation.ts';
import { formatMeasured, measureMatcher } from './overlap/index.ts';
import { startBackground } from './tasks.ts';

const commands: Record<string, (args: readonly string[]) => Promise<void>> = {
  serve,
  migrate: async () => withSystem(async () => console.log('The database is up to date.')),
  seed: async () => withSystem(async ({ system, country }) => (await loadDemo()).seedDemo(system, country)),
  staff: async ([identifier = '', role = '']) => {
    const given = roles.find(one => one === role);
    if (!given) throw new Error(`Say who and what: npm run staff -- <national ID> <${roles.join(' or ')}>`);
    await withSystem(async ({ system }) => {
      const op = systemOperation(system, newTracking());
      const person = await findPersonByIdentifier(op, parsePersonId(identifier));
      if (!person)
        throw new Error('Nobody with this national ID has an account here. Let the person enrol first.');
      await giveRole(op, person.id, given);
      console.log('The role is given, and it is on the record.');
    });
  },
  keys: async ([what = '', how]) => {
    const when = how === undefined ? 'asked' : how === '--now' ? 'at_once' : undefined;
    if (!['list', 'rotate'].includes(what) || !when)
      throw new Error(
        'Say what to do with the signing keys: npm run keys -- list, or rotate, or rotate --now',
      );
    await withSystem(async ({ system }) => {
      const op = systemOperation(system, newTracking());
      if (what === 'rotate') console.log(sayTurn(await turnKeys(op, when)));
      for (const line of await describeKeys(op)) console.log(line);
    });
  },
  custody: async ([what = '', clientId = '', registry = '']) => {
    if (what !== 'bind' || !clientId || !registry)
      throw new Error('Say who speaks for what: npm run custody -- bind <client> <registry>');
    await withSystem(async ({ system }) => {
      await bindCustodian(systemOperation(system, newTracking()), clientId, registry);
      console.log(`${clientId} may send facts for ${registry} from now on, and it is on the record.`);
    });
  },
  registries: async ([what = '', registry = '']) => {
    if (!['set-secret', 'end-secrets', 'list'].includes(what) || (what !== 'list' && !registry))
      throw new Error(
        'Say what to do: npm run registries -- set-secret <registry> < secret, or end-secrets <registry>, or list',
      );
    const secret = what === 'set-secret' ? await readInput() : '';
    await withSystem(async ({ system }) => {
      const op = systemOperation(system, newTracking());
      if (what === 'set-secret')
        console.log(
          `${registry}: ${await setSecret(op, registry, secret)} is kept sealed, and it is on the record.`,
        );
      if (what === 'end-secrets') console.log(`${registry}: ${await endSecrets(op, registry)} ended.`);
      if (what === 'list') for (const line of await describeSecrets(op)) console.log(line);
    });
  },
  overlap: async ([what = '']) => {
    if (what !== 'measure') throw new Error('Say what to do: npm run overlap -- measure');
    for (const line of formatMeasured(measureMatcher())) console.log(line);
  },
  audit: async args => {
    const { ok, text: said } = await runAudit(args, work =>
      withSystem(({ system }) => work(systemOperation(system, newTracking()))),
    );
    console.log(said);
    if (!ok) process.exitCode = 1;
  },
};

/** All of standard input: what is secret stands in no list of processes and in no history of a shell. */
async function readInput(): Promise<string> {
  if (process.stdin.isTTY) throw new Error('The secret is read from standard input: … < file');
  return text(process.stdin);
}

const loadDemo = () => import('./demo/index.ts');

function sayTurn({ turned, readyAt }: Turn): string {
  if (turned.length > 0)
    return 'The next keys sign from now on; running processes take them up within a minute.';
  const from = readyAt ? ` It can be done from ${readyAt.toISOString()} on.` : '';
  return `Nothing was turned: the next keys have to be published for a day before they sign.${from} If a key is in wrong hands: rotate --now turns at once and withdraws the old keys.`;
}

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
  const demo = config.demo ? await loadDemo() : undefined;
  await demo?.seedDemo(system, country);
  const { express, oidc } = await createApp(system);
  const server = await listen(
    createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000 }, express),
    config.port,
  );
  const background = startBackground(system, oidc);
  const beside: DemoSystems | undefined = await demo?.startDemoSystems(config);
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

/** @param asked the name of a command and what it is given; without a name the server starts */
export async function run([name = 'serve', ...args]: readonly string[]): Promise<void> {
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
}
