/**
 * Every page of the console with ten thousand clients and BENCH_CONSOLE_RELEASES entries in the record (200,000 unless
 * said; 10000000 for the mark): the pages are read from the application itself, so that a new one is measured or the
 * run fails. Twenty looks at each, one after the other, as administrator and auditor, as officers of an agency with 400
 * clients, and as nobody; prints the worst and every page over 100 ms. The application runs in this process, on the
 * database of DATABASE_URL (a new one is made and dropped), else embedded. By itself: `node bench/console.ts`;
 * BENCH_CONSOLE_ONLY=<part of a path> measures only these, and BENCH_CONSOLE_DATABASE with DATA_DIR keeps one database
 * from run to run: what stands there is measured as it is.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { giveRole } from '../src/admin/index.ts';
import { createApp, createSystem } from '../src/app.ts';
import { keepWindows, tallyRecord } from '../src/audit/index.ts';
import { readConfig } from '../src/config.ts';
import { seedDemo } from '../src/demo/index.ts';
import { addPasskey, passkeyCreation } from '../src/factors/index.ts';
import { parsePersonId } from '../src/identifiers.ts';
import { findPersonByIdentifier } from '../src/identity/index.ts';
import { type System, systemOperation } from '../src/operation.ts';
import { personas } from '../src/registries/invented/index.ts';
import { keepPublishedDays } from '../src/transparency/index.ts';
import { Authenticator } from '../test/factors/authenticator.ts';
import { rules } from '../test/house/access-table.ts';
import { routesOf } from '../test/house/routes-found.ts';
import { SYSTEMS, writeAgencies } from './agencies.ts';
import { Connection } from './connection.ts';
import { createCounter } from './counting.ts';
import { newDatabase } from './database.ts';
import { print as printLine } from './print.ts';
import { passOver, writeRecord } from './record.ts';
import { Subject } from './subject.ts';

type Print = (name: string, value: number | string, unit: string) => void;
const LOOKS = 20;
const MARK_MS = 100;
const ENOUGH_MS = 4_000;
const only = process.env.BENCH_CONSOLE_ONLY;
const CLIENTS = Number(process.env.BENCH_CONSOLE_CLIENTS ?? 10_000);
/** National IDs of the demo: an administrator, who becomes an auditor, an owner of the tax agency. */
const PEOPLE = { administrator: 'shirin', auditor: 'navid', agency: 'kaveh' } as const;

/** What stands in the database, for the parts of a path: one of the many, by number. */
type Found = Readonly<Record<string, readonly string[]>>;

async function findObjects({ db }: System): Promise<Found> {
  const list = async (query: ReturnType<typeof sql<{ id: string }>>) =>
    (await query.execute(db)).rows.map(({ id }) => id);
  return {
    clients: Array.from({ length: 100 }, (_, n) => `system-${(n * 97) % CLIENTS}`),
    own: Array.from({ length: 100 }, (_, n) => `system-${(n * 25) % CLIENTS}`),
    agencies: ['tax', ...Array.from({ length: 50 }, (_, n) => `agency-${n * 7}`)],
    systems: Array.from({ length: 100 }, (_, n) => String(n < 50 ? n + 1 : SYSTEMS - n)),
    registries: ['tax', 'civil', 'legal-persons'],
    fields: ['entity.legal_name', 'entity.legal_id', 'person.given_name'],
    approvals: await list(sql`select id from approval where decision is null order by id limit 100`),
    signed: await list(sql`select a.id from approval a join client c on c.id = a.client_id
      where a.decision is null and c.agency_id = 'tax' order by a.id limit 100`),
    trying: await list(
      sql`select id from client where kind = 'sandbox' and agency_id = 'tax' order by id limit 20`,
    ),
    cases: await list(sql`select id from citizen_case where state = 'open' order by id limit 100`),
    days: await list(sql`select to_char(day, 'YYYY-MM-DD') as id from audit_root order by day desc limit 20`),
  };
}

/** How a page with a part in its path is opened; undefined: it needs what this database has not, and why. */
const objects: Readonly<Record<string, keyof Found | { readonly left: string }>> = {
  '/admin/clients/:id': 'clients',
  '/admin/approvals/:id': 'approvals',
  '/admin/cases/:id/evidence': { left: 'a file' },
  '/admin/cases/:id': 'cases',
  '/admin/agencies/:id': 'agencies',
  '/admin/directory/changes/:id': { left: 'changes come by files: measured in bench/directory.ts' },
  '/admin/directory/systems/:number': 'systems',
  '/admin/directory/registries/:registry': 'registries',
  '/admin/support/:id': { left: 'shown by a person with a code' },
  '/agency/agencies/:id/cases/:case': { left: 'a file' },
  '/agency/agencies/:id': 'agency',
  '/agency/clients/:id': 'own',
  '/agency/approvals/:id': 'signed',
  '/developers/systems/:client/checks/:id': { left: 'one report' },
  '/developers/systems/:client': 'own',
  '/developers/systems/:client/sandbox': 'trying',
  '/systems/:number': 'systems',
  '/registries/:registry': 'registries',
  '/overlap/systems/:number': 'systems',
  '/catalogue/:key': 'fields',
  '/transparency/days/:day': 'days',
};

/** As many days as one feed holds. */
const DAYS_OF_A_YEAR = `from=${new Date(Date.now() - 364 * 86_400_000).toISOString().slice(0, 10)}`;

/** Lists as they are used: searched, turned over, filtered. */
const asked: Readonly<Record<string, readonly string[]>> = {
  '/admin/clients': ['', 'q=sample', 'q=1234', 'q=دستگاه ۷', 'state=pending', 'after=system-5'],
  '/admin/approvals': ['', 'state=all'],
  '/admin/cases': ['', 'state=all'],
  '/admin/feedback': ['', 'state=all'],
  '/admin/deliveries': ['', 'state=given_up', 'client=system-7'],
  '/admin/figures': ['', 'days=90', 'days=365', 'days=365&system=system-7'],
  '/admin/directory': ['', 'q=شماره', 'state=dormant'],
  '/agency/agencies/:id': ['', 'after=system-5'],
  '/': ['', 'q=صادرات', 'after=120'],
  '/catalogue/:key': ['', 'lang=en'],
  '/complaints': ['', 'after=35'],
  '/status': ['', 'after=400', 'q=System'],
  '/status.json': ['', 'after=400'],
  '/transparency': ['', 'after=200.system-5'],
  '/transparency.json': ['', DAYS_OF_A_YEAR],
};
/** Files: those that everybody may take are measured as pages are. */
const FILES = /\.(json|csv|atom|jsonld)$/;
/** What leads on to a page, or is none. */
const NONE = /^\/(healthz|readyz|metrics|developers\/systems)$|openapi|well-known|\/demo\//;

/** Addresses of a page, one for each look. */
function addressesOf(path: string, found: Found): string[] | { left: string } {
  const rule = Object.keys(objects)
    .filter(known => path.startsWith(known))
    .sort((one, other) => other.length - one.length)[0];
  if (path.includes(':') && rule === undefined)
    throw new Error(`${path}: say in bench/console.ts how this page is opened`);
  const from = rule === undefined ? '' : (objects[rule] ?? '');
  if (typeof from === 'object') return from;
  const ids = from === 'agency' ? ['tax'] : (found[from] ?? ['']);
  const queries = asked[path] ?? [''];
  return Array.from({ length: LOOKS }, (_, n) => {
    const query = queries[n % queries.length];
    return `${path.replace(/:\w+/, encodeURIComponent(ids[n % ids.length] ?? ''))}${query ? `?${encodeURI(query)}` : ''}`;
  });
}

interface Look {
  readonly path: string;
  readonly as: string;
  readonly p50: number;
  readonly p95: number;
  readonly statements: number;
}

export async function benchConsole(serverUrl: string | undefined, print: Print): Promise<void> {
  const own = process.env.BENCH_CONSOLE_DATABASE;
  const kept = { env: { DATABASE_URL: own ?? '' }, drop: async () => {} };
  const database = own ? kept : await newDatabase(serverUrl);
  const server = createServer({ maxHeaderSize: 16_384 });
  await new Promise<void>(done => server.listen(0, 'localhost', done));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const env = { ...process.env, ...database.env, ISSUER: origin, DEMO: '1', LOG_LEVEL: 'error' };
  const counter = createCounter();
  const { system, country, close } = await createSystem(readConfig(env), { onStatement: counter.listener });
  const connection = new Connection(origin);
  try {
    await seedDemo(system, country);
    const { express } = await createApp(system);
    server.on('request', express);
    await write(system, print);
    await keepWindows(systemOperation(system, 'bench'));
    await keepPublishedDays(systemOperation(system, 'bench'));
    const found = await findObjects(system);
    const readers = await signIn(system, origin, connection);
    const looks: Look[] = [];
    const paths = new Set(routesOf(express).flatMap(({ method, path }) => (method === 'GET' ? [path] : [])));
    for (const path of paths) {
      const group = rules.find(rule => rule.path.test(path))?.group ?? '';
      if (!['staff', 'agency', 'watcher', 'open'].includes(group) || NONE.test(path)) continue;
      if (group !== 'open' && FILES.test(path)) continue;
      if (only && !path.includes(only)) continue;
      const addresses = addressesOf(path, found);
      if ('left' in addresses) continue;
      const by = group === 'staff' ? ['administrator', 'auditor'] : [group === 'open' ? 'nobody' : 'agency'];
      const look = { path, as: group, ...(await time(readers, by, addresses, connection, counter)) };
      looks.push(look);
      if (look.p95 > MARK_MS || only) print(`page_${path}`, inWords(look), 'ms');
    }
    for (const [name, open] of [
      ['console', false],
      ['public', true],
    ] as const) {
      const of = looks.filter(({ as }) => (as === 'open') === open).sort((a, b) => b.p95 - a.p95);
      for (const look of of.slice(0, 5)) print(`${name}_slowest_${look.path}`, inWords(look), 'ms');
      print(`${name}_pages`, of.length, 'pages');
      print(`${name}_worst_p95`, of[0]?.p95 ?? 0, 'ms');
    }
  } finally {
    connection.close();
    server.closeAllConnections();
    server.close();
    await close();
    await database.drop();
  }
}

const inWords = ({ p50, p95, statements }: Look) =>
  `p50 ${Math.round(p50)} p95 ${Math.round(p95)} with ${statements} statements`;

/** A country's agencies, and what they were handed in a hundred days; once for each database. */
async function write(system: System, print: Print): Promise<void> {
  const releases = Number(process.env.BENCH_CONSOLE_RELEASES ?? 200_000);
  const { rows } = await sql`select from agency where id = 'agency-1'`.execute(system.db);
  if (rows.length > 0) return;
  const began = performance.now();
  await writeAgencies(system, CLIENTS);
  await writeRecord(system, releases, CLIENTS);
  await passOver(system, releases);
  while (await tallyRecord(systemOperation(system, 'bench')));
  await sql`vacuum analyze`.execute(system.db);
  print('console_clients', CLIENTS, 'clients');
  print('console_releases', releases, 'entries of the record');
  print('console_written', (performance.now() - began) / 1000, 's');
}

/** One look after the other; the first of a process reads code and statements, and is not counted. */
async function time(
  readers: Readonly<Record<string, Subject>>,
  by: readonly string[],
  addresses: readonly string[],
  connection: Connection,
  counter: ReturnType<typeof createCounter>,
): Promise<Pick<Look, 'p50' | 'p95' | 'statements'>> {
  const took: number[] = [];
  let statements = 0;
  for (const [n, address] of [addresses[0] ?? '', ...addresses].entries()) {
    const [begin, before] = [performance.now(), counter.read().statements];
    const { status, body } = await (readers[by[n % by.length] ?? ''] as Subject).open(connection, address);
    // A form of changes is not for auditors.
    if (status === 403 && by.length > 1) return time(readers, by.slice(0, 1), addresses, connection, counter);
    if (n > 0) took.push(performance.now() - begin);
    statements = Math.max(statements, counter.read().statements - before);
    if (status !== 200)
      throw new Error(`${address}: ${status} ${body.replace(/<[^>]+>|\s+/g, ' ').slice(0, 200)}`);
    // A page of seconds is known by five looks.
    if (took.length >= 5 && took.reduce((sum, ms) => sum + ms) > ENOUGH_MS) break;
  }
  took.sort((one, other) => one - other);
  const at = (part: number) => took[Math.ceil(took.length * part) - 1] ?? 0;
  return { p50: at(0.5), p95: at(0.95), statements };
}

/** With a passkey each, as the console of agencies wants two factors. */
async function signIn(
  system: System,
  origin: string,
  connection: Connection,
): Promise<Record<string, Subject>> {
  const op = systemOperation(system, 'bench');
  const target = {
    origin,
    clientId: 'demo-basic',
    clientSecret: 'demo-basic-secret',
    redirectUri: 'http://localhost:8085/callback',
    scope: 'openid',
    resource: '/api/v1/profile',
    parameters: {},
  };
  const readers: Record<string, Subject> = {
    nobody: new Subject(target, { id: '', password: '', actingFor: '' }),
  };
  for (const [role, key] of Object.entries(PEOPLE)) {
    const id = personas.people.find(one => one.key === key)?.national_id ?? '';
    const person = await findPersonByIdentifier(op, parsePersonId(id));
    if (!person) throw new Error(`the demo has no ${key}`);
    if (role === 'auditor') await giveRole(op, person.id, 'auditor');
    const reader = new Subject(target, { id, password: personas.password, actingFor: 'self' });
    reader.passkey = new Authenticator(origin);
    const answer = reader.passkey.create((await passkeyCreation(op, person.id)) as never);
    await addPasskey(op, person.id, { answer, name: 'bench' });
    await reader.authorize(connection);
    readers[role] = reader;
  }
  return readers;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await benchConsole(process.env.DATABASE_URL || undefined, printLine);
