import { type Request, type Response, Router } from 'express';
import { type TransparencyData, transparencyPage } from '../../views/transparency/page.ts';
import { dayOf, listRoots } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { madeOnce } from '../made.ts';
import type { Operation } from '../operation.ts';
import { findRegistry, writeJalali } from '../registries/index.ts';
import { onward, operationOf, pageOf, personOf, queryText, sendPage, type Web } from '../web/index.ts';
import { daysBefore, listDays, listSystemCells, MOST_DAYS, parseDay } from './days.ts';
import type { PublishedDay, SystemCell } from './publish.ts';
import { listSystemSums, placeOf, SHOWN_DAYS, sumTried } from './systems.ts';

const SHOWN_SYSTEMS = 50;
const SHOWN_ROOTS = 7;
const MOST_ROOTS = 10_000;
/** Cells of systems in a feed of many days, and in one of one day: each says where the others are. */
const FED_CELLS = 100;
const DAY_CELLS = 1_000;
/** The longest id of a client, and what stands before it. */
const LONGEST_PLACE = 220;

/** What everybody may know of the record: a page, the same as feeds, and the signed roots of its days. */
export function transparencyRoutes(web: Web): Router {
  const router = Router();

  router.get('/transparency', async (req: Request, res: Response) => {
    const op = await personOf(web, req, res);
    const after = queryText(req, 'after', LONGEST_PLACE);
    const most = SHOWN_SYSTEMS + 1;
    const data = await madeOnce(op, { name: 'transparency', of: ['tally', 'clients'] }, shown);
    const systems = after === '' ? data.systems : await listSystemSums(op, { most, after });
    const { rows, more } = onward(req, systems, { most: SHOWN_SYSTEMS, keyOf: placeOf });
    const view = transparencyPage(await pageOf(web, req, op), {
      ...data,
      systems: rows,
      more: more && `${more}#systems`,
      tried: after === '' ? data.tried : undefined,
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
    const days = await fed(op, { from, until }, { most: FED_CELLS });
    feed(res, { publisher: op.system.config.issuer, from, until, days });
  });

  router.get('/transparency/days/:day', async (req: Request<{ day: string }>, res: Response) => {
    const op = operationOf(req);
    const day = parseDay(req.params.day);
    if (!day || day > dayOf(op.at)) throw new Fault('not_found', 'transparency.no_day');
    const after = queryText(req as Request, 'after', LONGEST_PLACE) || undefined;
    const [published] = await fed(op, { from: day, until: day }, { most: DAY_CELLS, after });
    if (published) feed(res, published);
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

async function shown(op: Operation): Promise<Omit<TransparencyData, 'more'>> {
  const today = dayOf(op.at);
  const days = await listDays(op, daysBefore(today, SHOWN_DAYS - 1), today);
  return {
    days,
    systems: await listSystemSums(op, { most: SHOWN_SYSTEMS + 1 }),
    tried: await sumTried(op),
    registries: new Map(
      days
        .flatMap(day => day.inquiries)
        .map(({ registry }) => [registry, findRegistry(registry)?.name[op.lang] ?? registry]),
    ),
    roots: await listRoots(op, SHOWN_ROOTS),
  };
}

function feed(res: Response, body: object): void {
  res.setHeader('cache-control', 'public, max-age=300');
  res.type('json').send(JSON.stringify(body, null, 2));
}

/** Days with their systems, newest first. */
async function fed(
  op: Operation,
  span: { readonly from: string; readonly until: string },
  page: { readonly most: number; readonly after?: string | undefined },
): Promise<object[]> {
  const days = await listDays(op, span.from, span.until);
  const cells = await listSystemCells(op, span, page);
  return days.map(day => {
    const own = cells.get(day.day);
    return fedDay(day, own?.cells ?? [], own?.last);
  });
}

/** In both calendars. */
function fedDay(
  { day, ...rest }: PublishedDay,
  cells: readonly SystemCell[],
  last: string | undefined,
): object {
  const next = last === undefined ? null : `/transparency/days/${day}?after=${encodeURIComponent(last)}`;
  return { day, jalali: writeJalali(day), ...rest, by_system: cells, by_system_next: next };
}
