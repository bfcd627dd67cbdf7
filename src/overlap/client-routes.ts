import { type Request, Router } from 'express';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { jsonBody } from '../web/index.ts';
import { checkForm } from './asked-again.ts';

/** POST /api/v1/forms: which questions of a client's form need not be asked; by the client's own token. */
export function formsApi(authenticateClient: (req: Request) => Promise<Operation>): Router {
  const router = Router();
  const callers = new WeakMap<Request, { op: Operation; clientId: string }>();
  router.post(
    '/api/v1/forms',
    async (req, res, next) => {
      res.setHeader('www-authenticate', 'Bearer realm="Yekbar"');
      const op = await authenticateClient(req);
      if (op.actor.kind !== 'client') throw new Fault('unauthenticated', 'oidc.token_unknown');
      res.removeHeader('www-authenticate');
      callers.set(req, { op, clientId: op.actor.clientId });
      next();
    },
    jsonBody,
    async (req, res) => {
      const { op, clientId } = callers.get(req) ?? {};
      if (!op || !clientId) throw new Error('a form without a caller');
      const { questions, kept } = await checkForm(op, clientId, JSON.stringify(req.body ?? null));
      res.setHeader('cache-control', 'no-store');
      res.json({
        questions,
        need_not_be_asked: questions.filter(({ registry, doubtful }) => registry !== null && !doubtful)
          .length,
        kept: kept !== undefined,
      });
    },
  );
  return router;
}
