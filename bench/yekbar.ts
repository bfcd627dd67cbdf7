/**
 * Yekbar under load, in a process of its own: the same system and application that `npm start` serves, with people
 * and companies of the generator, and a listener that counts statements. main.ts asks it by messages.
 */
import type { RequestListener } from 'node:http';
import { tax } from '../examples/systems/index.ts';
import { createApp, createSystem } from '../src/app.ts';
import { hashSecret, seedClient } from '../src/clients/index.ts';
import { readConfig } from '../src/config.ts';
import { addPasskey, passkeyCreation } from '../src/factors/index.ts';
import { parseLegalId, parseMobile, parsePersonId } from '../src/identifiers.ts';
import { hashPassword, importPerson } from '../src/identity/index.ts';
import { listen } from '../src/listening.ts';
import { refreshFromRegister } from '../src/mandates/index.ts';
import { systemOperation } from '../src/operation.ts';
import { answersFirst } from '../src/priority.ts';
import { fillProfile } from '../src/profile/index.ts';
import { FIRST_GENERATED, inventEntity, inventPerson } from '../src/registries/invented/index.ts';
import { startBackground } from '../src/tasks.ts';
import { BARE, bareRelease } from './bare.ts';
import { countHeapMarkings } from './collections.ts';
import { createCounter } from './counting.ts';
import { startProfile, stopProfile } from './processor.ts';
import type { Target, Who } from './subject.ts';

const PASSWORD = 'A-password-of-the-bench';
const REDIRECT = 'http://localhost:9/callback';
const TIMEOUT_MS = 10_000;

// The first start only loads: with it the program lies there without its types (src/stripped.js).
if (process.env.BENCH_FIRST_START) {
  process.on('disconnect', () => process.exit(0));
  process.send?.({ kind: 'ready' });
  await new Promise(() => {});
}

let answer: RequestListener = (_req, res) => void res.writeHead(503).end();
const server = await listen((req, res) => answer(req, res), { port: 0, host: 'localhost' });
const origin = `http://localhost:${server.port}`;

const counter = createCounter();
const heapMarkings = countHeapMarkings();
const config = readConfig({
  ...process.env,
  ISSUER: origin,
  DEMO: '0',
  LOG_LEVEL: 'warn',
  UNCHANGED_POLLS: '0',
});
const yekbar = await createSystem(config, { onStatement: counter.listener });
const { system } = yekbar;
const op = systemOperation(system, 'bench');

await seedClient(op, {
  id: 'bench',
  kind: 'sandbox',
  name: tax.shortName,
  agency: tax.agency,
  metadata: {
    redirect_uris: [REDIRECT],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    token_endpoint_auth_method: 'client_secret_basic',
    scope: 'openid profile phone offline_access business_profile',
  },
  secretHash: hashSecret('bench-secret'),
  purposes: [tax.purpose],
});

const personIds: string[] = [];

/** Directors who sign alone, their companies and the companies' profiles. One hash serves all: it is not measured. */
async function enrol(count: number, secret: string): Promise<Who[]> {
  const numbers = Array.from({ length: count * 2 }, (_, at) => FIRST_GENERATED + at)
    .filter(n => inventEntity(n).officers.some(officer => officer.mode === 'sole'))
    .slice(0, count);
  const people: Who[] = [];
  for (const n of numbers) {
    const person = inventPerson(n);
    const name = `${person.given.fa} ${person.family.fa}`;
    const { id: personId } = await importPerson(op, {
      identifier: parsePersonId(person.id),
      name: { fa: name, en: `${person.given.en} ${person.family.en}` },
      birthDate: person.birthDate,
      mobile: parseMobile(person.mobile),
      secret,
    });
    const legalId = parseLegalId(inventEntity(n).legalId);
    const entity = await refreshFromRegister(op, legalId);
    if (!entity) throw new Error('the invented register does not hold an entity of the generator');
    await fillProfile(op, { id: entity.id, kind: 'entity', identifier: legalId }, { timeoutMs: TIMEOUT_MS });
    personIds.push(personId);
    people.push({ id: person.id, password: PASSWORD, actingFor: legalId });
  }
  return people;
}

const secret = await hashPassword(PASSWORD);
const people = await enrol(Number(process.env.BENCH_PEOPLE ?? 128), secret);
const { express, oidc } = await createApp(system);
const bare = bareRelease(system);
answer = (req, res) => (req.url === BARE ? bare : (express as RequestListener))(req, res);
await answersFirst();
let background: ReturnType<typeof startBackground> | undefined = startBackground(system, oidc);

const target: Target = {
  origin,
  clientId: 'bench',
  clientSecret: 'bench-secret',
  redirectUri: REDIRECT,
  scope: 'openid business_profile',
  resource: '/api/v1/profile',
  parameters: { purpose: tax.purpose.key },
};

interface Question {
  readonly kind: 'counters' | 'quiet' | 'busy' | 'passkey_options' | 'add_passkeys' | 'profile' | 'profiled';
  /** With profiled: where it is written. */
  readonly file?: string;
  readonly answers?: readonly string[];
}

process.on('message', async ({ kind, answers = [], file = '' }: Question) => {
  if (kind === 'profile') await startProfile();
  if (kind === 'profiled') await stopProfile(file);
  if (kind === 'passkey_options') {
    const options = await Promise.all(personIds.map(id => passkeyCreation(op, id)));
    process.send?.({ kind: 'done', options });
    return;
  }
  if (kind === 'add_passkeys') {
    for (const [at, id] of personIds.entries())
      await addPasskey(op, id, { answer: answers[at] ?? '', name: 'bench' });
    process.send?.({ kind: 'done' });
    return;
  }
  // Counting one request at a time wants nothing else to send statements.
  if (kind === 'quiet') {
    await background?.stop();
    background = undefined;
  }
  if (kind === 'busy') background ??= startBackground(system, oidc);
  const { user, system: kernel } = process.cpuUsage();
  const memory = process.memoryUsage();
  const cpuMs = (user + kernel) / 1000;
  const { pid } = process;
  process.send?.({
    kind: 'counters',
    ...counter.read(),
    rss: memory.rss,
    memory,
    cpuMs,
    pid,
    heapMarkings: heapMarkings(),
  });
});
process.on('disconnect', async () => {
  void server.close();
  await background?.stop();
  await yekbar.close();
  process.exit(0);
});
process.send?.({ kind: 'ready', target, people, password: PASSWORD, secret });
