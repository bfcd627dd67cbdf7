/**
 * How long after its commit a change reaches its receiver: a thousand changes a second (BENCH_EVENTS_RATE), each of a
 * subject that one of four clients has a consent for, fetched by long polls over HTTP, signed each. Everything runs in
 * one process on the database of DATABASE_URL (a new one is made and dropped), else embedded. By itself:
 * `node bench/events.ts`; prints one line per measure.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createReceiver } from '../examples/event-receiver/receive.ts';
import { tax } from '../examples/systems/index.ts';
import { createApp, createSystem } from '../src/app.ts';
import { hashSecret, seedClient } from '../src/clients/index.ts';
import { readConfig } from '../src/config.ts';
import { type System, systemOperation } from '../src/operation.ts';
import { pairwiseSub } from '../src/release/index.ts';
import { announce } from '../src/signals/index.ts';
import { startBackground } from '../src/tasks.ts';
import { newDatabase } from './database.ts';

const CLIENTS = 4;
const SUBJECTS = 4_000;
const FIELD = 'entity.objects';
const CHANGED = 'urn:yekbar:event:profile-changed';

interface Measured {
  readonly rate: number;
  readonly told: number;
  readonly missing: number;
  readonly p50: number;
  readonly p99: number;
}

/** @param rate changes a second, for so many seconds */
export async function measureEventLag(
  env: Readonly<Record<string, string | undefined>>,
  rate: number,
  seconds: number,
): Promise<Measured> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, 'localhost', done));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const yekbar = await createSystem(
    readConfig({ ...env, ISSUER: issuer, DEMO: '0', LOG_LEVEL: 'warn', REGISTRIES: '{}' }),
  );
  const { system } = yekbar;
  const subjects = await prepare(system);
  const app = await createApp(system);
  server.on('request', app.express);
  const background = startBackground(system, app.oidc);

  const sentAt = new Map<string, number[]>();
  const lags: number[] = [];
  const stop = new AbortController();
  const subs = new Map<string, string>();
  const listening = Array.from({ length: CLIENTS }, (_, at) =>
    receive(issuer, `bench-${at}`, stop.signal, sub => {
      const first = sentAt.get(sub)?.shift();
      if (first !== undefined) lags.push(performance.now() - first);
    }),
  );
  await Promise.all(listening.map(one => one.open));
  for (const [at, subject] of subjects.entries())
    subs.set(
      subject,
      pairwiseSub(system.keys, { id: `bench-${at % CLIENTS}`, agencyId: tax.agency.id }, subject),
    );

  const began = performance.now();
  let sent = 0;
  while (performance.now() - began < seconds * 1000) {
    const due = Math.min(rate * seconds, Math.floor(((performance.now() - began) / 1000) * rate));
    await Promise.all(
      Array.from({ length: Math.max(0, due - sent) }, async (_, at) => {
        const subject = subjects[(sent + at) % SUBJECTS] ?? '';
        const op = systemOperation(system, 'bench');
        await announce(op, { kind: 'profile_changed', subjectId: subject, fields: [FIELD] });
        const sub = subs.get(subject) ?? '';
        sentAt.set(sub, [...(sentAt.get(sub) ?? []), performance.now()]);
      }),
    );
    sent = Math.max(sent, due);
    await setTimeout(10);
  }
  const until = performance.now() + 30_000;
  while (lags.length < sent && performance.now() < until) await setTimeout(50);
  const measured = Math.round(sent / seconds);
  stop.abort();
  await background.stop();
  server.closeAllConnections();
  await new Promise(done => server.close(done));
  await setTimeout(500);
  await yekbar.close();
  lags.sort((a, b) => a - b);
  const at = (share: number) =>
    lags[Math.min(lags.length - 1, Math.floor(lags.length * share))] ?? Number.NaN;
  return { rate: measured, told: lags.length, missing: sent - lags.length, p50: at(0.5), p99: at(0.99) };
}

function receive(issuer: string, clientId: string, signal: AbortSignal, tell: (sub: string) => void) {
  const receiver = createReceiver({ issuer, clientId, clientSecret: 'bench-secret', name: 'bench' });
  const open = receiver.open([CHANGED]);
  const run = async () => {
    const stream = await open;
    let acks: string[] = [];
    while (!signal.aborted)
      acks = await receiver.poll(
        stream,
        acks,
        ({ subject }) => void (subject.format === 'iss_sub' && tell(subject.sub)),
        signal,
      );
  };
  void run().catch(error => {
    if (!signal.aborted) throw error;
  });
  return { open };
}

/** Four clients, and a consent of each subject with one of them. @returns ids of the subjects */
async function prepare(system: System): Promise<string[]> {
  const op = systemOperation(system, 'bench');
  for (let at = 0; at < CLIENTS; at++)
    await seedClient(op, {
      id: `bench-${at}`,
      kind: 'sandbox',
      name: tax.shortName,
      agency: tax.agency,
      metadata: {
        redirect_uris: ['http://localhost:9/callback'],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_basic',
        scope: 'openid business_profile',
      },
      secretHash: hashSecret('bench-secret'),
      purposes: [tax.purpose],
    });
  const subjects = Array.from({ length: SUBJECTS }, () => randomUUID());
  for (let from = 0; from < SUBJECTS; from += 500)
    await system.db
      .insertInto('consent')
      .values(
        subjects.slice(from, from + 500).map((subject, at) => ({
          id: randomUUID(),
          person_id: subject,
          subject_id: subject,
          client_id: `bench-${(from + at) % CLIENTS}`,
          purpose_id: randomUUID(),
          purpose_key: tax.purpose.key,
          fields: [FIELD],
          text_lang: 'fa' as const,
          text_hash: Buffer.alloc(32),
          given_at: op.at,
          expires_at: new Date(op.at.getTime() + 86_400_000),
          ended_at: null,
          end_reason: null,
          ended_by: null,
          office_ids: [],
          meanings: [],
        })),
      )
      .execute();
  return subjects;
}

/** The lines of this measure, on a database of its own. */
export async function benchEvents(
  serverUrl: string | undefined,
  print: (name: string, value: number, unit: string) => void,
): Promise<void> {
  const database = await newDatabase(serverUrl);
  try {
    const rate = Number(process.env.BENCH_EVENTS_RATE ?? 1_000);
    const measured = await measureEventLag(
      { ...process.env, ...database.env },
      rate,
      Number(process.env.BENCH_SECONDS ?? 5),
    );
    print('event_changes', measured.rate, 'per_second');
    print('event_lag_p50', measured.p50, 'ms');
    print('event_lag_p99', measured.p99, 'ms');
    print('events_missing', measured.missing, 'events');
  } finally {
    await database.drop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await benchEvents(process.env.DATABASE_URL || undefined, (name, value, unit) =>
    console.log(`${name} ${Math.round(value)} ${unit}`),
  );
