import { Router } from 'express';
import { Fault } from '../errors.ts';
import { readLegalId } from '../identifiers.ts';
import { type AuthenticateClient, clientWith, guarded, jsonBody } from '../web/index.ts';
import { signalChanged } from './watch.ts';

/** The scope that the custodian of the register of legal persons holds. */
export const SIGNAL_SCOPE = 'registers:signal';
const NEEDED = { scope: SIGNAL_SCOPE, refusal: 'mandates.not_the_register' };
const MOST = 1_000;

/**
 * POST /api/v1/registers/legal-persons/changes {"legal_ids": […]}: the register tells that it has something new of
 * these entities. What it is, it is then asked; a signal alone changes nothing.
 */
export function registerApi(authenticate: AuthenticateClient): Router {
  const router = Router();
  const path = '/api/v1/registers/legal-persons/changes';
  const { guard, callerOf } = guarded(clientWith(authenticate, NEEDED));
  router.post(path, guard, jsonBody, async (req, res) => {
    const { op } = callerOf(req);
    const { legal_ids: asked } = (req.body ?? {}) as { legal_ids?: unknown };
    const ids = Array.isArray(asked) && asked.length <= MOST ? asked : [];
    const legalIds = ids.map(id => (typeof id === 'string' ? readLegalId(id) : undefined));
    if (ids.length === 0 || !legalIds.every(id => id !== undefined))
      throw new Fault('bad_input', 'mandates.signal_malformed');
    await signalChanged(op, legalIds);
    res.status(202).json({ received: legalIds.length });
  });
  return router;
}
