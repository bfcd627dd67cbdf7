import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as answers from './answers.ts';
import { type Batches, createBatches } from './batches.ts';
import { type Country, createCountry } from './country.ts';
import { createFaults, type Faults } from './faults.ts';
import * as more from './more-answers.ts';
import { type DeskTongue, soapDesk } from './soap-desk.ts';

interface Desk {
  readonly registry: string;
  readonly answer: answers.Answerer;
  /** Which part of the question says who is asked about, and whom a confused registry answers about instead. */
  readonly about: string;
  readonly kind: 'person' | 'entity' | 'either';
  /** The registry numbers the editions of its records. */
  readonly numbered?: boolean;
}

/** Path → who answers there. */
const desks: Readonly<Record<string, Desk>> = {
  '/civil/estelam': { registry: 'civil', answer: answers.civil, about: 'shenase', kind: 'person' },
  '/shahkar/id-matching': {
    registry: 'shahkar',
    answer: answers.shahkar,
    about: 'identificationNo',
    kind: 'person',
  },
  '/legal-persons/sherkat': {
    registry: 'legal-persons',
    answer: answers.company,
    numbered: true,
    about: 'shenaseMelli',
    kind: 'entity',
  },
  '/legal-persons/semat': {
    registry: 'legal-persons',
    answer: answers.offices,
    about: 'shenaseShakhs',
    kind: 'person',
  },
  '/addressing/places': { registry: 'addressing', answer: answers.places, about: 'holder', kind: 'either' },
  '/licences/permits': { registry: 'licences', answer: answers.permits, about: 'owner', kind: 'either' },
  '/tax/moadi': {
    registry: 'tax',
    answer: answers.taxpayer,
    about: 'shenase',
    kind: 'either',
    numbered: true,
  },
  '/welfare/employer': { registry: 'welfare', answer: answers.employer, about: 'id', kind: 'either' },
  '/residence-natural/home': {
    registry: 'residence-natural',
    answer: more.home,
    about: 'shenase',
    kind: 'person',
  },
  '/residence-legal/eghamatgah': {
    registry: 'residence-legal',
    answer: more.registeredSeat,
    about: 'shenaseMelli',
    kind: 'entity',
  },
  '/goods-services/kala': {
    registry: 'goods-services',
    answer: more.goods,
    about: 'shenaseMelli',
    kind: 'entity',
  },
  '/vehicles/shomar': { registry: 'vehicles', answer: more.vehicles, about: 'malek', kind: 'entity' },
  '/education/madrak': {
    registry: 'education',
    answer: more.degree,
    about: 'codeMelli',
    kind: 'person',
    numbered: true,
  },
  '/cadastre/melk': { registry: 'cadastre', answer: more.deeds, about: 'shenase', kind: 'either' },
  '/health/parvane': { registry: 'health', answer: more.healthPermits, about: 'shenase', kind: 'either' },
  '/public-finance/mali': {
    registry: 'public-finance',
    answer: more.finances,
    about: 'shenaseMelli',
    kind: 'entity',
  },
  '/judiciary/adliye': { registry: 'judiciary', answer: more.courts, about: 'shenase', kind: 'either' },
  '/housing/mohandes': { registry: 'housing', answer: more.engineer, about: 'codeMelli', kind: 'person' },
  '/securities/sejam': {
    registry: 'securities',
    answer: more.listing,
    about: 'shenaseMelli',
    kind: 'entity',
  },
  '/banking/accounts': { registry: 'banking', answer: answers.accounts, about: 'customer', kind: 'either' },
};

export interface InventedCountry {
  /** Base address by registry key, as createRegistries and the configuration want them. */
  readonly addresses: Record<string, string>;
  readonly faults: Faults;
  readonly batches: Batches;
  readonly country: Country;
  close(): Promise<void>;
}

/** Starts the registers of the invented country on a loopback port; 0 or none takes a free one. */
export async function startInventedCountry(options: {
  now: () => Date;
  port?: number;
  /** Registries that take questions and answer after so many milliseconds. */
  later?: Readonly<Record<string, number>>;
}): Promise<InventedCountry> {
  const country = createCountry(options.now);
  const faults = createFaults();
  const batches = createBatches(options.now, (registry, question) => {
    const desk = Object.values(desks).find(one => one.registry === registry);
    return desk?.answer(country, question as answers.Question);
  });
  for (const [registry, afterMs] of Object.entries(options.later ?? {})) batches.later(registry, afterMs);
  const server = createServer((req, res) => {
    serve(req, res).catch(() => res.destroy());
  });

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const desk = req.method === 'POST' ? desks[req.url ?? ''] : undefined;
    const collected = req.method === 'POST' ? /^\/([\w-]+)\/pasokh$/.exec(req.url ?? '')?.[1] : undefined;
    if (collected) return collect(collected, req, res);
    if (!desk) return reply(res, 404, '{"error":"NO_SUCH_SERVICE"}');
    const text = await readText(req);
    const speaks = desk.registry === 'education' ? soapDesk : jsonDesk;
    const question = speaks.read(text);
    faults.count(desk.registry, String(req.headers['x-inquiry'] ?? ''));
    const { slowMs, down, wrong } = faults.of(desk.registry);
    if (slowMs > 0) await new Promise(done => setTimeout(done, slowMs).unref());
    if (down === 'silent') return void res.destroy();
    if (down === 'status') return reply(res, 503, '{"error":"DOWN"}');
    if (wrong === 'garbage') return reply(res, 200, '<html>سامانه در دست تعمیر است</html>');
    if (wrong === 'oversized') return reply(res, 200, JSON.stringify({ noise: 'x'.repeat(1_500_000) }));
    if (wrong === 'trickle') return trickle(res);
    const asked = wrong === 'another' ? { ...question, [desk.about]: anotherThan(question, desk) } : question;
    const taken = batches.take(
      desk.registry,
      String(req.headers['x-inquiry'] ?? ''),
      asked as Record<string, string>,
    );
    if (taken) return reply(res, 202, JSON.stringify(taken));
    const seen = wrong === 'outdated' ? country.lagging() : country;
    const answer = desk.answer(seen, asked);
    const edition = desk.numbered ? seen.editionOf(asked[desk.about] ?? '') : undefined;
    return answer
      ? reply(res, 200, speaks.write({ ...answer, virayesh: edition }), speaks.type)
      : reply(res, ...speaks.none, speaks.type);
  }

  /** Somebody comes with the ticket of a question that was taken. */
  async function collect(registry: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { ticket } = JSON.parse(await readText(req)) as { ticket?: unknown };
    faults.count(registry, String(req.headers['x-inquiry'] ?? ''));
    if (faults.of(registry).down) return reply(res, 503, '{"error":"DOWN"}');
    const answer = batches.collect(registry, String(ticket));
    return answer ? reply(res, 200, JSON.stringify(answer)) : reply(res, ...jsonDesk.none);
  }

  function anotherThan(question: answers.Question, desk: Desk): string {
    const asked = question[desk.about] ?? '';
    const ids: string[] =
      desk.kind === 'person'
        ? country.people.map(other => other.id)
        : country.entities.map(other => other.legalId);
    const held = (id: string) => desk.answer(country, { ...question, [desk.about]: id }) !== undefined;
    return ids.find(id => id !== asked && held(id)) ?? '';
  }

  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(options.port ?? 0, '127.0.0.1', () => done());
  });
  // The process may end while it still listens: it serves nobody else.
  server.unref();
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    addresses: Object.fromEntries(
      Object.values(desks).map(({ registry }) => [registry, `${base}/${registry}`]),
    ),
    faults,
    batches,
    country,
    close: () =>
      new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function readText(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req) text += chunk;
  return text;
}

const jsonDesk: DeskTongue = {
  type: 'application/json; charset=utf-8',
  read: text => {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as answers.Question) : {};
  },
  write: answer => JSON.stringify(answer),
  none: [404, '{"error":"NO_RECORD"}'],
};

/** A byte at a time, always soon enough that the line does not seem dead, and never an end. */
function trickle(res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  const drip = setInterval(() => res.write(' '), 20);
  res.once('close', () => clearInterval(drip));
}

function reply(res: ServerResponse, status: number, body: string, type = jsonDesk.type): void {
  res.writeHead(status, { 'content-type': type }).end(body);
}
