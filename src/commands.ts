import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { endRole, giveRole, type Role, roles } from './admin/index.ts';
import { createApp, createSystem, type Yekbar } from './app.ts';
import { runAudit } from './audit/index.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { bindCustodian } from './custody/index.ts';
import { askHolder, holdData } from './db/index.ts';
import type { DemoSystems } from './demo/index.ts';
import { parsePersonId } from './identifiers.ts';
import { findPersonByIdentifier } from './identity/index.ts';
import { describeSecrets, endSecrets, setSecret } from './keyring/index.ts';
import { listen } from './listening.ts';
import { errorFacts } from './log.ts';
import { describeKeys, type Turn, turnKeys } from './oidc/index.ts';
import { newTracking, type Operation, systemOperation } from './operation.ts';
import { formatMeasured, measureMatcher } from './overlap/index.ts';
import { answersFirst } from './priority.ts';
import { startBackground } from './tasks.ts';

/** Where a command runs: in a process of its own, or in the one that has the embedded database. */
interface Terminal {
  readonly yekbar: Pick<Yekbar, 'system' | 'country'>;
  readonly input: string;
  readonly said: string[];
  failed: boolean;
}
const terminals = new AsyncLocalStorage<Terminal>();

function say(line: string): void {
  const terminal = terminals.getStore();
  if (terminal) terminal.said.push(line);
  else console.log(line);
}

const commands: Record<string, (args: readonly string[]) => Promise<void>> = {
  serve,
  migrate: async () => withSystem(async () => say('The database is up to date.')),
  seed: async () => withSystem(async ({ system, country }) => (await loadDemo()).seedDemo(system, country)),
  staff: async ([identifier = '', role = '']) => {
    const given = [...roles, 'none' as const].find(one => one === role);
    if (!given)
      throw new Error(
        `Say who and what: npm run staff -- <national ID> <${roles.join(' or ')}>, or none to end it`,
      );
    await withSystem(async ({ system }) => {
      const op = systemOperation(system, newTracking());
      const person = await findPersonByIdentifier(op, parsePersonId(identifier));
      if (!person)
        throw new Error('Nobody with this national ID has an account here. Let the person enrol first.');
      say(given === 'none' ? await dismiss(op, person.id) : await appoint(op, person.id, given));
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
      if (what === 'rotate') say(sayTurn(await turnKeys(op, when)));
      for (const line of await describeKeys(op)) say(line);
    });
  },
  custody: async ([what = '', clientId = '', registry = '']) => {
    if (what !== 'bind' || !clientId || !registry)
      throw new Error('Say who speaks for what: npm run custody -- bind <client> <registry>');
    await withSystem(async ({ system }) => {
      await bindCustodian(systemOperation(system, newTracking()), clientId, registry);
      say(`${clientId} may send facts for ${registry} from now on, and it is on the record.`);
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
        say(`${registry}: ${await setSecret(op, registry, secret)} is kept sealed, and it is on the record.`);
      if (what === 'end-secrets') say(`${registry}: ${await endSecrets(op, registry)} ended.`);
      if (what === 'list') for (const line of await describeSecrets(op)) say(line);
    });
  },
  overlap: async ([what = '']) => {
    if (what !== 'measure') throw new Error('Say what to do: npm run overlap -- measure');
    for (const line of formatMeasured(measureMatcher())) say(line);
  },
  audit: async args => {
    const { ok, text: said } = await runAudit(args, work =>
      withSystem(({ system }) => work(systemOperation(system, newTracking()))),
    );
    say(said);
    const terminal = terminals.getStore();
    if (!ok && terminal) terminal.failed = true;
    else if (!ok) process.exitCode = 1;
  },
};

async function appoint(op: Operation, personId: string, role: Role): Promise<string> {
  await giveRole(op, personId, role);
  return 'The role is given, and it is on the record.';
}

async function dismiss(op: Operation, personId: string): Promise<string> {
  const ended = await endRole(op, personId);
  return ended ? 'The role has ended, and it is on the record.' : 'There was no role to end.';
}

/** All of standard input: what is secret stands in no list of processes and in no history of a shell. */
let typed = '';
async function readInput(): Promise<string> {
  const terminal = terminals.getStore();
  if (terminal) return terminal.input;
  if (process.stdin.isTTY) throw new Error('The secret is read from standard input: … < file');
  typed = await text(process.stdin);
  return typed;
}

const loadDemo = () => import('./demo/index.ts');

function sayTurn({ turned, readyAt }: Turn): string {
  if (turned.length > 0)
    return 'The next keys sign from now on; running processes take them up within a minute.';
  const from = readyAt ? ` It can be done from ${readyAt.toISOString()} on.` : '';
  return `Nothing was turned: the next keys have to be published for a day before they sign.${from} If a key is in wrong hands: rotate --now turns at once and withdraws the old keys.`;
}

async function withSystem(
  work: (yekbar: Pick<Yekbar, 'system' | 'country'>) => Promise<void>,
): Promise<void> {
  const there = terminals.getStore()?.yekbar;
  if (there) return work(there);
  const config = readConfig();
  const leave = await hold(config, async () => '', asked);
  try {
    const yekbar = await createSystem(config);
    try {
      await work(yekbar);
    } finally {
      await yekbar.close();
    }
  } finally {
    await leave();
  }
}

/** Another process has the embedded database, and did there what was asked. */
class DoneThere extends Error {
  readonly answer: { readonly said: readonly string[]; readonly failed: boolean };
  constructor(answer: string) {
    super('done there');
    this.answer = JSON.parse(answer);
  }
}

const PATIENCE_MS = 10_000;
const AGAIN_MS = 250;

/**
 * Takes the embedded database for this process, once a process that ends has left it.
 * @param question what the process that has it is to do instead; null: it is waited for
 * @throws DoneThere
 */
async function hold(
  config: Config,
  answer: (question: string) => Promise<string>,
  question: string | null,
): Promise<() => Promise<void>> {
  if (config.databaseUrl) return async () => {};
  for (let waited = 0; waited < PATIENCE_MS; waited += AGAIN_MS) {
    const leave = await holdData(config.dataDir, answer);
    if (leave) return leave;
    const done = question === null ? undefined : await askHolder(config.dataDir, withInput(question));
    if (done !== undefined) throw new DoneThere(done);
    await pause(AGAIN_MS);
  }
  throw new Error(`Another process of Yekbar has the data in ${config.dataDir}. Stop it, or set DATA_DIR.`);
}

/** The command of this process, for the one that has the database. */
let asked: string | null = null;
const withInput = (question: string) => JSON.stringify({ ...JSON.parse(question), input: typed });

/** Does what another process of this machine asks, which cannot open the database itself. */
export function answering(yekbar: Pick<Yekbar, 'system' | 'country'>): (question: string) => Promise<string> {
  return async question => {
    const { name, args, input } = JSON.parse(question) as { name: string; args: string[]; input: string };
    const terminal: Terminal = { yekbar, input, said: [], failed: false };
    try {
      if (name === 'serve') throw new Error('It runs already.');
      await terminals.run(terminal, async () => commands[name]?.(args));
    } catch (error) {
      terminal.failed = true;
      terminal.said.push(reasonOf(error));
    }
    return JSON.stringify({ said: terminal.said, failed: terminal.failed });
  };
}

/** Starts the server, and in the demo the two relying parties beside it; stops gracefully on SIGTERM and SIGINT. */
async function serve(): Promise<void> {
  const config = readConfig();
  if (!config.databaseUrl && !existsSync(join(config.dataDir, 'pg')))
    console.log(
      `First start: the database and the demo are made in ${config.dataDir}. It takes some seconds.`,
    );
  let answer: ((question: string) => Promise<string>) | undefined;
  const leave = await hold(config, async question => (answer ? answer(question) : ''), null);
  const yekbar = await createSystem(config);
  const { system, country } = yekbar;
  const demo = config.demo ? await loadDemo() : undefined;
  await demo?.seedDemo(system, country);
  const { express, oidc } = await createApp(system);
  const { port } = config;
  const server = await listen(express, { port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${port} is taken. Stop what runs there, or set PORT.`);
  });
  await answersFirst();
  const background = startBackground(system, oidc);
  const beside: DemoSystems | undefined = await demo?.startDemoSystems(config);
  answer = answering(yekbar);
  console.log(`Yekbar is ready at ${config.issuer}`);
  for (const line of beside?.lines ?? []) console.log(line);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await beside?.close();
    await server.close();
    await background.stop();
    await yekbar.close();
    await leave();
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

/** @param asked the name of a command and what it is given; without a name the server starts */
export async function run([name = 'serve', ...args]: readonly string[]): Promise<void> {
  const command = commands[name];
  try {
    if (!command) throw new Error(`There is no command ${name}: ${Object.keys(commands).join(', ')}.`);
    // Paths are meant from here, wherever it is done.
    const named = args.map(arg => (existsSync(arg) ? resolve(arg) : arg));
    asked = JSON.stringify({ name, args: named });
    await command(args);
  } catch (error) {
    if (error instanceof DoneThere) return tell(error.answer);
    console.error(reasonOf(error));
    process.exit(1);
  }
}

/** Our own words, or the safe part of what nobody foresaw. */
function reasonOf(error: unknown): string {
  const own = error instanceof ConfigError || (error instanceof Error && error.constructor === Error);
  return own ? error.message : `Yekbar stopped: ${JSON.stringify(errorFacts(error))}`;
}

function tell({ said, failed }: DoneThere['answer']): void {
  for (const line of said) console.log(line);
  if (failed) process.exitCode = 1;
}
