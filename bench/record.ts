/**
 * The record: how fast it is sealed and counted, what of a release's time the chain costs, and how long a page of it
 * takes over many events (BENCH_RECORD_EVENTS, 200,000), of ordinary people and of one company with a tenth of all;
 * how many ranges of an index and pages of the disk such a page reads. BENCH_RECORD_SEALED: how many of the newest are
 * sealed (all); the older ones stand below blocks that hold nothing, for the sealer would take minutes for millions.
 * In one process, on the database of DATABASE_URL (a new one is made and dropped), else embedded. By itself:
 * `node bench/record.ts`; prints one line per measure.
 */
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { createSystem } from '../src/app.ts';
import {
  countReleases,
  findEvent,
  listEventsAbout,
  proveEvent,
  sealRecord,
  tallyRecord,
} from '../src/audit/index.ts';
import { readConfig } from '../src/config.ts';
import { type System, systemOperation } from '../src/operation.ts';
import { newDatabase } from './database.ts';
import { type Reads, readsOf } from './reads.ts';

const PAGE = 51;
const LOOKS = 400;
const DAY_MS = 86_400_000;
/** As many as are counted in one statement. */
const AT_ONCE_COUNTED = 20_000;

type EventFilter = Parameters<typeof listEventsAbout>[1];
type Print = (name: string, value: number | string, unit: string) => void;

/** Subjects are numbered; number 0 is the company. */
const subject = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Rows of one statement. */
const AT_ONCE = 500_000;
const SYSTEMS = 40;

/** Events of the last hundred days: releases mostly, to so many systems. The indexes are made once they are all there. */
export async function writeRecord(system: System, events: number, clients: number): Promise<void> {
  const people = Math.max(100, Math.floor(events / 50));
  const { db } = system;
  const { rows: indexes } = await sql<{ name: string; made: string }>`
    select indexname as name, indexdef as made from pg_indexes
    where tablename = 'audit_event' and indexname <> 'audit_event_pkey'`.execute(db);
  for (const { name } of indexes) await sql`drop index ${sql.ref(name)}`.execute(db);
  for (let first = 1; first <= events; first += AT_ONCE)
    await sql`
    insert into audit_event (public_id, at, kind, person_id, subject_id, client_id, tracking, data)
    select gen_random_uuid(), ${system.now()}::timestamptz - (${events} - n) * interval '100 days' / ${events}::int,
      case when n % 7 = 0 then 'identity.signed_in' else 'profile.released' end,
      ('00000000-0000-4000-8000-' || lpad((1 + n % ${people}::int)::text, 12, '0'))::uuid,
      case when n % 10 = 0 then ${subject(0)}::uuid
        else ('00000000-0000-4000-8000-' || lpad((1 + n % ${people}::int)::text, 12, '0'))::uuid end,
      'system-' || n % ${clients}::int, 'BNCH-0000-0000',
      '{"basis":"consent","purpose":"vat-registration","fields":["entity.legal_name","entity.legal_id"]}'
    from generate_series(${first}::int, ${Math.min(events, first + AT_ONCE - 1)}::int) n`.execute(db);
  for (const { made } of indexes) await sql.raw(made).execute(db);
  await sql`vacuum analyze audit_event`.execute(db);
}

/** Every event up to one id stands below blocks without leaves, one for each so many events, and a day that is closed. */
export async function passOver(system: System, last: number): Promise<void> {
  const blocks = Math.ceil(last / AT_ONCE_COUNTED);
  await sql`
    insert into audit_block (number, first_id, last_id, leaves, previous_hash, hash, sealed_at, day, first_leaf, names)
    select n, (n - 1) * ${AT_ONCE_COUNTED}::bigint + 1, least(n * ${AT_ONCE_COUNTED}::bigint, ${last}::bigint), '', '',
      sha256(n::text::bytea), now(), (select (at at time zone 'Asia/Tehran')::date from audit_event where id = ${last}), n, ''
    from generate_series(1, ${blocks}::bigint) n`.execute(system.db);
  await sql`
    insert into audit_root (day, size, root, link, signed, closed_at)
    select (at at time zone 'Asia/Tehran')::date, 0, sha256('none'), sha256('none'), '', now()
    from audit_event where id = ${last}`.execute(system.db);
}

async function timed(
  times: number,
  work: (n: number) => Promise<unknown>,
): Promise<{ p50: number; p99: number }> {
  const took: number[] = [];
  for (let n = 0; n < times; n++) {
    const start = performance.now();
    await work(n);
    took.push(performance.now() - start);
  }
  took.sort((a, b) => a - b);
  return { p50: took[times >> 1] ?? 0, p99: took[Math.floor(times * 0.99)] ?? 0 };
}

export async function benchRecord(serverUrl: string | undefined, print: Print): Promise<void> {
  const events = Number(process.env.BENCH_RECORD_EVENTS ?? 200_000);
  const database = await newDatabase(serverUrl);
  const yekbar = await createSystem(
    readConfig({ ...process.env, ...database.env, DEMO: '0', LOG_LEVEL: 'warn', REGISTRIES: '{}' }),
  );
  const { system } = yekbar;
  const op = () => systemOperation(system, 'bench');
  try {
    await writeRecord(system, events, SYSTEMS);
    print('record_events', events, 'events');
    const passed = Math.max(0, events - Number(process.env.BENCH_RECORD_SEALED ?? events));
    if (passed > 0) await passOver(system, passed);

    const [start, cpu] = [performance.now(), process.cpuUsage()];
    let sealed = 0;
    for (let round = await sealRecord(op()); round > 0; round = await sealRecord(op())) sealed += round;
    const { user, system: kernel } = process.cpuUsage(cpu);
    print('record_sealed_per_second', (sealed / (performance.now() - start)) * 1000, '1/s');
    print('record_seal_cpu', (user + kernel) / sealed, 'us_per_event');
    print('record_seal_time', ((performance.now() - start) * 1000) / sealed, 'us_per_event');

    const counting = performance.now();
    while (await tallyRecord(op()));
    print('record_counted_per_second', (events / (performance.now() - counting)) * 1000, '1/s');
    await sql`vacuum analyze audit_subject_day`.execute(system.db);

    const since = new Date(system.now().getTime() - 370 * DAY_MS);
    const person = (n: number) => subject(1 + ((n * 7919) % Math.max(100, Math.floor(events / 50))));
    const own = (n: number, ...others: string[]) => ({
      subjectIds: [person(n), ...others],
      personId: person(n),
    });
    const company = { subjectIds: [subject(0)] };
    const pages: Readonly<Record<string, (n: number) => Omit<EventFilter, 'limit'>>> = {
      person: n => own(n),
      person_and_company: n => own(n, subject(0)),
      company_one_system: n => ({ ...company, clientId: `system-${(n % 4) * 10}` }),
      company_deep: n => ({ ...company, until: new Date(system.now().getTime() - (n % 90) * DAY_MS) }),
    };
    for (const [name, page] of Object.entries(pages)) {
      const { p50, p99 } = await timed(LOOKS, async n => {
        const whose = page(n);
        await listEventsAbout(op(), { ...whose, limit: PAGE });
        await countReleases(op(), { ...whose, subjectIds: whose.subjectIds ?? [], since });
      });
      print(`record_page_${name}_p50`, p50, 'ms');
      print(`record_page_${name}_p99`, p99, 'ms');
      const reads: Reads[] = [];
      for (let n = 0; n < LOOKS; n++) reads.push(await readsOf(op(), { ...page(n), limit: PAGE }));
      const most = (of: (one: Reads) => number) => Math.max(...reads.map(of));
      const times = reads.map(({ ms }) => ms).sort((a, b) => a - b);
      print(
        `record_page_${name}_ranges`,
        most(one => one.ranges),
        'index_ranges',
      );
      print(
        `record_page_${name}_pages`,
        most(one => one.pages),
        'pages',
      );
      print(`record_page_${name}_statement_p99`, times[Math.floor(LOOKS * 0.99)] ?? 0, 'ms');
    }
    const { rows } = await sql<{ id: string }>`
      select public_id as id from audit_event where id > ${passed} and id % 997 = 3 limit 100`.execute(
      system.db,
    );
    const proofs = await timed(rows.length, async n => {
      const event = await findEvent(op(), rows[n]?.id ?? '');
      return event && proveEvent(op(), event);
    });
    print('record_proof_p99', proofs.p99, 'ms');
  } finally {
    await yekbar.close();
    await database.drop();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await benchRecord(process.env.DATABASE_URL || undefined, (name, value, unit) =>
    console.log(`${name} ${typeof value === 'string' ? value : Number(value.toPrecision(3))} ${unit}`),
  );
