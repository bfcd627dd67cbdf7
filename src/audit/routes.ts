import { type Request, type Response, Router } from 'express';
import { operationOf } from '../web/index.ts';
import { recordKeys } from './record-key.ts';

/** What everybody may have of the record: the keys that sign it. */
export function auditRoutes(): Router {
  const router = Router();
  router.get('/.well-known/yekbar-record-keys.json', async (req: Request, res: Response) => {
    res.setHeader('cache-control', 'public, max-age=300');
    res.type('application/jwk-set+json').send(JSON.stringify(await recordKeys(operationOf(req))));
  });
  return router;
}
