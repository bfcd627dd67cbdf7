import { type Request, type Response, Router } from 'express';
import { statusFeed } from '../../views/status/feed.ts';
import { statusPage } from '../../views/status/page.ts';
import { proofPage } from '../../views/status/proof.ts';
import { readMoment } from '../calendar.ts';
import { operationOf, pageOf, personOf, sendPage, type Web } from '../web/index.ts';
import { proveStatus } from './proof.ts';
import { readStatus } from './read.ts';
import { EVERY_SECONDS } from './watch.ts';
import { statusJson } from './written.ts';

/** The public pages of the state of things, as data, as a feed, and the proof for whoever was told "it is down". */
export function statusRoutes(web: Web): Router {
  const router = Router();

  const showStatus = async (req: Request, res: Response) => {
    const op = await personOf(web, req, res);
    const status = await readStatus(op);
    sendPage(res, statusPage(await pageOf(web, req, op), { ...status, everySeconds: EVERY_SECONDS }));
  };
  router.get('/status', showStatus);

  router.get('/status.json', async (req: Request, res: Response) => {
    const op = operationOf(req);
    res.json(statusJson(await readStatus(op), op.at, EVERY_SECONDS));
  });

  router.get('/status.atom', async (req: Request, res: Response) => {
    const op = operationOf(req);
    const feed = statusFeed(await pageOf(web, req, op), await readStatus(op));
    res.type('application/atom+xml').send(feed);
  });

  router.get('/status/proof', async (req: Request, res: Response) => {
    if (req.query.target === undefined) return showStatus(req, res);
    const op = await personOf(web, req, res);
    const text = (name: string) => (typeof req.query[name] === 'string' ? req.query[name].slice(0, 100) : '');
    const proof = await proveStatus(op, text('target'), readMoment(text('at')));
    if (req.accepts(['html', 'application/jwt']) === 'application/jwt') {
      res.type('application/jwt').send(proof.signed);
      return;
    }
    sendPage(res, proofPage(await pageOf(web, req, op), proof));
  });

  return router;
}
