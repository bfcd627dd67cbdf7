import { Router } from 'express';
import { requirePerson, type Web } from '../web/index.ts';
import { addingRoutes } from './routes/adding.ts';
import { type EndOthers, securityRoutes } from './routes/security.ts';

/**
 * /me/security: what a person signs in with.
 * @param endOthers ends the person's other sessions; called in the transaction that changes the password
 */
export function factorsRoutes(web: Web, endOthers: EndOthers): Router {
  const router = Router();
  router.use('/me/security', requirePerson(web));
  router.use(securityRoutes(web, endOthers), addingRoutes(web));
  return router;
}
