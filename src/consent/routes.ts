import { type Request, Router } from 'express';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { eventsOf } from './record.ts';
import { withdrawConsent } from './withdraw.ts';

/** Who calls, by the access token in the request: the operation of that client. @throws oidc.token_unknown */
export type AuthenticateSystem = (req: Request) => Promise<Operation>;

/** For systems: giving a permission back. */
export function consentApi(authenticate: AuthenticateSystem): Router {
  const router = Router();

  router.post('/api/v1/consents/:id/withdrawal', async (req, res) => {
    res.setHeader('cache-control', 'no-store');
    let op: Operation;
    try {
      op = await authenticate(req);
    } catch (error) {
      if (error instanceof Fault && error.kind === 'unauthenticated')
        res.setHeader('www-authenticate', 'Bearer error="invalid_token"');
      throw error;
    }
    const consent = await withdrawConsent(op, String(req.params.id));
    res.json({ id: consent.id, purpose: consent.purposeKey, events: eventsOf(consent, op.at) });
  });

  return router;
}
