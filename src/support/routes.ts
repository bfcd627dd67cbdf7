import { type Request, type Response, Router } from 'express';
import { supportPage } from '../../views/support/page.ts';
import { Fault } from '../errors.ts';
import { mistakeOf, operationOf, pageOf, postForm, requirePerson, sendPage, type Web } from '../web/index.ts';
import { endView, listViews, offerView, parts } from './view.ts';

/** A person's own page: showing something to the support, and ending it. */
export function supportRoutes(web: Web): Router {
  const router = Router();
  const signedIn = requirePerson(web);
  router.get('/me/support', signedIn, async (req, res) => {
    await show(web, req, res, {});
  });
  router.post('/me/support', signedIn, postForm, async (req, res) => {
    const op = operationOf(req);
    try {
      const chosen: unknown = (req.body as Record<string, unknown> | undefined)?.part;
      const shown = [chosen].flat().filter(one => typeof one === 'string');
      // Shown once, on the answer itself: the code stands in no address and is not stored.
      await show(web, req, res, { code: await offerView(op, personIdOf(req), shown) });
    } catch (error) {
      await show(web, req, res, { error: mistakeOf(error, op.lang) }, 400);
    }
  });
  router.post('/me/support/:id/end', signedIn, async (req, res) => {
    await endView(operationOf(req), personIdOf(req), String(req.params.id));
    res.redirect(303, '/me/support');
  });
  return router;
}

function personIdOf(req: Request): string {
  const { actor } = operationOf(req);
  if (actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  return actor.personId;
}

async function show(
  web: Web,
  req: Request,
  res: Response,
  data: { readonly code?: string; readonly error?: string },
  status = 200,
): Promise<void> {
  const views = await listViews(operationOf(req), personIdOf(req));
  sendPage(res, supportPage(await pageOf(web, req), { parts, views, ...data }), status);
}
