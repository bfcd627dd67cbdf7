import { Router } from 'express';
import { Fault } from '../errors.ts';
import { type LegalId, readLegalId } from '../identifiers.ts';
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
    const legalIds = readLegalIds(asked);
    await signalChanged(op, legalIds);
    res.status(202).json({ received: legalIds.length });
  });
  return router;
}

const SHOWN = 20;

/** @throws mandates.signal_malformed; mandates.signal_ids {at}: where those stand that are none, counted from zero */
function readLegalIds(asked: unknown): LegalId[] {
  if (!Array.isArray(asked) || asked.length === 0 || asked.length > MOST)
    throw new Fault('bad_input', 'mandates.signal_malformed');
  const read = asked.map((id: unknown) => (typeof id === 'string' ? readLegalId(id) : undefined));
  const wrong = read.flatMap((id, at) => (id === undefined ? [String(at)] : []));
  if (wrong.length > 0) throw new Fault('bad_input', 'mandates.signal_ids', { at: wrong.slice(0, SHOWN) });
  return read.filter(id => id !== undefined);
}
