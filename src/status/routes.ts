import { type Request, type Response, Router } from 'express';
import { statusFeed } from '../../views/status/feed.ts';
import { statusPage } from '../../views/status/page.ts';
import { proofPage } from '../../views/status/proof.ts';
import { readMoment } from '../calendar.ts';
import { type Fault, isFault } from '../errors.ts';
import { operationOf, pageOf, personOf, queryText, sendPage, sentenceOf, type Web } from '../web/index.ts';
import { proveStatus, type StatusProof } from './proof.ts';
import { readStatus } from './read.ts';
import { EVERY_SECONDS } from './watch.ts';
import { statusJson } from './written.ts';

/** Systems on one page of the data. */
const FED = 100;

/** The public pages of the state of things, as data, as a feed, and the proof for whoever was told "it is down". */
export function statusRoutes(web: Web): Router {
  const router = Router();

  const afterIn = (req: Request) => {
    const after = queryText(req, 'after');
    return /^[1-9]\d{0,4}$/.test(after) ? { after: Number(after) } : {};
  };

  const showStatus = async (req: Request, res: Response, asked = '', error?: Fault) => {
    const op = await personOf(web, req, res);
    // Where several were meant, they are shown.
    const query = error?.code === 'status.target_unclear' ? asked : queryText(req, 'q');
    const status = await readStatus(op, { words: query, ...afterIn(req) });
    const rest = new URLSearchParams({ ...(query ? { q: query } : {}), after: String(status.last) });
    const view = statusPage(await pageOf(web, req, op), {
      ...status,
      everySeconds: EVERY_SECONDS,
      query,
      more: status.last === undefined ? undefined : `/status?${rest}`,
      asked,
      at: queryText(req, 'at'),
      error: error && sentenceOf(error, op.lang),
    });
    sendPage(res, view, error === undefined ? 200 : 400);
  };
  router.get('/status', (req, res) => showStatus(req, res));

  router.get('/status.json', async (req: Request, res: Response) => {
    const op = operationOf(req);
    const page = afterIn(req);
    const status = await readStatus(op, { most: FED, ...page });
    res.setHeader('cache-control', `public, max-age=${EVERY_SECONDS}`);
    res.json(statusJson(status, op.at, EVERY_SECONDS, page.after === undefined));
  });

  router.get('/status.atom', async (req: Request, res: Response) => {
    const op = operationOf(req);
    const feed = statusFeed(await pageOf(web, req, op), await readStatus(op));
    res.setHeader('cache-control', `public, max-age=${EVERY_SECONDS}`);
    res.type('application/atom+xml').send(feed);
  });

  router.get('/status/proof', async (req: Request, res: Response) => {
    if (req.query.target === undefined) return showStatus(req, res);
    const op = await personOf(web, req, res);
    const target = queryText(req, 'target');
    const forPrograms = req.accepts(['html', 'application/jwt']) === 'application/jwt';
    let proof: StatusProof;
    try {
      proof = await proveStatus(op, target, readMoment(queryText(req, 'at')));
    } catch (error) {
      // Whoever filled in the form finds it again, with what he wrote.
      if (forPrograms || !isFault(error)) throw error;
      return showStatus(req, res, target, error);
    }
    if (forPrograms) {
      res.type('application/jwt').send(proof.signed);
      return;
    }
    sendPage(res, proofPage(await pageOf(web, req, op), proof));
  });

  return router;
}
