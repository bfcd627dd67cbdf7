import { Router } from 'express';
import { type AuthenticateClient, guarded } from '../web/index.ts';
import { eventsOf } from './record.ts';
import { withdrawConsent } from './withdraw.ts';

/** For systems: giving a permission back. */
export function consentApi(authenticate: AuthenticateClient): Router {
  const router = Router();

  const { guard, callerOf } = guarded(authenticate);
  router.post('/api/v1/consents/:id/withdrawal', guard, async (req, res) => {
    const op = callerOf(req);
    const consent = await withdrawConsent(op, String(req.params.id));
    res.json({ id: consent.id, purpose: consent.purposeKey, events: eventsOf(consent, op.at) });
  });

  return router;
}
