import { Router } from 'express';
import { type AuthenticateClient, clientWith, guarded, jsonBody } from '../web/index.ts';
import { checkForm } from './asked-again.ts';
import { countForm } from './limit.ts';

/** POST /api/v1/forms: which questions of a client's form need not be asked; by the client's own token. */
export function formsApi(authenticate: AuthenticateClient): Router {
  const router = Router();
  const { guard, callerOf } = guarded(clientWith(authenticate));
  router.post('/api/v1/forms', guard, jsonBody, async (req, res) => {
    const { op, clientId } = callerOf(req);
    const { headers, refused } = countForm(op, clientId);
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    if (refused) throw refused;
    const { questions, kept } = await checkForm(op, clientId, JSON.stringify(req.body ?? null));
    res.json({
      questions,
      need_not_be_asked: questions.filter(({ registry, doubtful }) => registry !== null && !doubtful).length,
      kept: kept !== undefined,
    });
  });
  return router;
}
