import { type Request, type Response, Router } from 'express';
import { proofPage } from '../../views/me/proof.ts';
import { recordPage } from '../../views/me/record.ts';
import { checkProof, countReleases, proveEvent } from '../audit/index.ts';
import { findClient } from '../clients/index.ts';
import type { Operation } from '../operation.ts';
import { operationOf, pageOf, requirePerson, sendPage, type Web } from '../web/index.ts';
import { byMonth, lastMonths, monthKey } from './months.ts';
import { type Reader, readerOf } from './reader.ts';
import { describeAll, entriesOf, getEventOf, whoseOf } from './record.ts';
import { csvOf, entriesFor } from './record-export.ts';
import { type RecordWish, recordGroups, wishOf } from './record-wish.ts';

const PAGE = 50;

/** The record of a person and of the entities whose record he may see: page, files, and the proof of one entry. */
export function recordRoutes(web: Web): Router {
  const router = Router();
  const signedIn = requirePerson(web);

  router.get('/me/record', signedIn, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const reader = await readerOf(op);
    const wish = wishOf(req.query, reader);
    const entries = await entriesOf(op, reader, { ...wish, limit: PAGE + 1 });
    const view = recordPage(await pageOf(web, req, op), {
      entries: entries.slice(0, PAGE),
      ...(await yearOf(op, reader, wish)),
      entities: reader.seen,
      choices: lastMonths(op.at, op.lang)
        .map(at => ({ key: monthKey(at, op.lang), at }))
        .reverse(),
      groups: recordGroups,
      wish,
      older: entries.length > PAGE ? entries[PAGE - 1]?.id : undefined,
    });
    sendPage(res, view);
  });

  router.get('/me/record.json', signedIn, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const reader = await readerOf(op);
    const file = await entriesFor(op, reader, wishOf(req.query, reader));
    attach(res, 'json').send(JSON.stringify(file, null, 2));
  });

  router.get('/me/record.csv', signedIn, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const reader = await readerOf(op);
    attach(res, 'csv').send(csvOf(await entriesFor(op, reader, wishOf(req.query, reader))));
  });

  router.get('/me/record/:id/proof', signedIn, async (req: Request<{ id: string }>, res: Response) => {
    const op = operationOf(req);
    const reader = await readerOf(op);
    const event = await getEventOf(op, reader, req.params.id);
    const [entry] = await describeAll(op, reader, [event]);
    const answer = await proveEvent(op, event);
    const page = await pageOf(web, req, op);
    if (!entry) return;
    if (answer.state === 'waiting')
      return sendPage(res, proofPage(page, { id: event.publicId, entry, answer }));
    const { root, index, leaf, path, key } = answer.proof;
    const view = proofPage(page, {
      id: event.publicId,
      entry,
      answer: {
        state: 'proven',
        holds: checkProof(answer.proof).ok,
        day: root.day,
        size: root.size,
        index,
        leaf,
        path,
        root: root.hash,
        kid: String(key.kid),
      },
    });
    sendPage(res, view);
  });

  router.get('/me/record/:id/proof.json', signedIn, async (req: Request<{ id: string }>, res: Response) => {
    const op = operationOf(req);
    const event = await getEventOf(op, await readerOf(op), req.params.id);
    const answer = await proveEvent(op, event);
    res.setHeader('cache-control', 'no-store');
    if (answer.state === 'waiting') {
      res.json({ state: 'waiting', day: answer.day ?? null });
      return;
    }
    res.setHeader('content-disposition', `attachment; filename="yekbar-proof-${event.publicId}.json"`);
    res.type('json').send(JSON.stringify(answer.proof, null, 2));
  });

  return router;
}

function attach(res: Response, form: 'json' | 'csv'): Response {
  res.setHeader('cache-control', 'no-store');
  res.setHeader('content-disposition', `attachment; filename="yekbar-record.${form}"`);
  return res.type(form);
}

/** Releases of the last twelve months: by month, and by the systems that received them. */
async function yearOf(op: Operation, reader: Reader, { about, system }: RecordWish) {
  const [first = op.at] = lastMonths(op.at, op.lang);
  const since = new Date(first.getTime() - 31 * 86_400_000);
  const counts = await countReleases(op, { ...whoseOf(reader, about), since });
  const months = byMonth(
    counts.filter(count => system === undefined || count.clientId === system),
    op.at,
    op.lang,
  );
  const sums = new Map<string, { consent: number; law: number }>();
  if (system !== undefined) sums.set(system, { consent: 0, law: 0 });
  for (const { clientId, basis, count } of counts) {
    const sum = sums.get(clientId) ?? { consent: 0, law: 0 };
    sum[basis] += count;
    sums.set(clientId, sum);
  }
  const systems: { id: string; name: string; consent: number; law: number }[] = [];
  for (const [id, sum] of sums)
    systems.push({ id, name: (await findClient(op, id))?.name[op.lang] ?? id, ...sum });
  systems.sort((a, b) => b.consent + b.law - a.consent - a.law);
  return { months, systems };
}
