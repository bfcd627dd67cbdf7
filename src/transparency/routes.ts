import { type Request, type Response, Router } from 'express';
import { transparencyPage } from '../../views/transparency/page.ts';
import { dayOf, listRoots } from '../audit/index.ts';
import { findClients } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { findRegistry, writeJalali } from '../registries/index.ts';
import { operationOf, pageOf, personOf, sendPage, type Web } from '../web/index.ts';
import { daysBefore, listDays, MOST_DAYS, parseDay } from './days.ts';
import type { PublishedDay } from './publish.ts';

const SHOWN_DAYS = 30;
const SHOWN_ROOTS = 7;
const MOST_ROOTS = 10_000;

/** What everybody may know of the record: a page, the same as feeds, and the signed roots of its days. */
export function transparencyRoutes(web: Web): Router {
  const router = Router();

  router.get('/transparency', async (req: Request, res: Response) => {
    const op = await personOf(web, req, res);
    const today = dayOf(op.at);
    const days = await listDays(op, daysBefore(today, SHOWN_DAYS - 1), today);
    const view = transparencyPage(await pageOf(web, req, op), {
      days,
      systems: await namesOf(op, days),
      registries: new Map(
        days
          .flatMap(day => day.inquiries)
          .map(({ registry }) => [registry, findRegistry(registry)?.name[op.lang] ?? registry]),
      ),
      roots: await listRoots(op, SHOWN_ROOTS),
    });
    sendPage(res, view);
  });

  router.get('/transparency.json', async (req: Request, res: Response) => {
    const op = operationOf(req);
    const today = dayOf(op.at);
    const until = parseDay(req.query.until) ?? today;
    const from = parseDay(req.query.from) ?? daysBefore(until, SHOWN_DAYS - 1);
    if (from > until || until > today || daysBefore(until, MOST_DAYS) >= from)
      throw new Fault('bad_input', 'transparency.range', { most: MOST_DAYS });
    const days = await listDays(op, from, until);
    feed(res, { publisher: op.system.config.issuer, from, until, days: days.map(inJalaliToo) });
  });

  router.get('/transparency/days/:day', async (req: Request<{ day: string }>, res: Response) => {
    const op = operationOf(req);
    const day = parseDay(req.params.day);
    if (!day || day > dayOf(op.at)) throw new Fault('not_found', 'transparency.no_day');
    const [published] = await listDays(op, day, day);
    if (published) feed(res, inJalaliToo(published));
  });

  router.get('/transparency/roots.json', async (req: Request, res: Response) => {
    const op = operationOf(req);
    const { issuer } = op.system.config;
    feed(res, {
      publisher: issuer,
      keys: `${issuer}/.well-known/yekbar-record-keys.json`,
      roots: await listRoots(op, MOST_ROOTS),
    });
  });

  return router;
}

function feed(res: Response, body: object): void {
  res.setHeader('cache-control', 'public, max-age=300');
  res.type('json').send(JSON.stringify(body, null, 2));
}

function inJalaliToo(day: PublishedDay): object {
  const { day: iso, ...rest } = day;
  return { day: iso, jalali: writeJalali(iso), ...rest };
}

async function namesOf(
  op: Operation,
  days: readonly PublishedDay[],
): Promise<ReadonlyMap<string, { name: string; agency: string | undefined }>> {
  const names = new Map<string, { name: string; agency: string | undefined }>();
  const systems = new Set(days.flatMap(day => day.by_system.flatMap(({ system }) => system ?? [])));
  const clients = await findClients(op, systems);
  for (const system of systems) {
    const client = clients.get(system);
    names.set(system, { name: client?.name[op.lang] ?? system, agency: client?.agency?.name[op.lang] });
  }
  return names;
}
