import { type Request, Router } from 'express';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { isUuid } from '../text.ts';
import { type AuthenticateClient, clientWith, guarded, jsonBody } from '../web/index.ts';
import { type Bearer, type HandedStatus, statuses } from './handover.ts';
import { makeHandover, type NewHandover } from './make.ts';
import { redeemHandover } from './redeem.ts';
import { tellStatus } from './tell.ts';

/** Whose token it is and where its grant stands. @throws oidc.token_missing, oidc.token_unknown, release.power_ended */
export type AuthenticateGrant = (req: Request) => Promise<{ op: Operation; bearer: Bearer }>;
/** For systems: handing an application over, taking it over, telling how it stands. */
export function handoverApi(doors: { grant: AuthenticateGrant; system: AuthenticateClient }): Router {
  const router = Router();
  const people = guarded(doors.grant);
  const systems = guarded(clientWith(doors.system));

  router.post('/api/v1/handovers', people.guard, jsonBody, async (req, res) => {
    const { op, bearer } = people.callerOf(req);
    const made = await makeHandover(op, bearer, readNew(req.body));
    res.status(201).json({
      id: made.id,
      reference: made.reference,
      expires_at: made.expiresAt.toISOString(),
      address: made.address ?? null,
    });
  });

  router.post('/api/v1/handovers/redemption', people.guard, jsonBody, async (req, res) => {
    const { op, bearer } = people.callerOf(req);
    const { reference } = objectOf(req.body);
    if (typeof reference !== 'string' || reference.length > 2000) throw malformed();
    const taken = await redeemHandover(op, bearer, reference);
    const { type, id } = taken.actingFor;
    res.json({
      id: taken.id,
      from: { client: taken.from.id, name: taken.from.name ?? null },
      acting_for: { type, ...(id === undefined ? {} : { id }) },
      application: taken.application,
      licence_kind: taken.licenceKind,
    });
  });

  router.post('/api/v1/handovers/:id/status', systems.guard, jsonBody, async (req, res) => {
    const { op, clientId } = systems.callerOf(req);
    const { status } = objectOf(req.body);
    if (!statuses.includes(status as HandedStatus))
      throw new Fault('bad_input', 'handover.unknown_status', { statuses });
    const id = String(req.params.id);
    if (!isUuid(id)) throw new Fault('not_found', 'handover.not_found');
    await tellStatus(op, clientId, id, status as HandedStatus);
    res.json({ id, status });
  });

  return router;
}

/** @throws handover.malformed */
function readNew(body: unknown): NewHandover {
  const { to, application, licence_kind: licenceKind } = objectOf(body);
  const short = (value: unknown): value is string =>
    typeof value === 'string' && /^[^\p{C}]{1,100}$/u.test(value) && value.trim() === value;
  if (typeof to !== 'string' || to.length > 200 || !short(application) || !short(licenceKind))
    throw malformed();
  return { to, application, licenceKind };
}

function objectOf(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw malformed();
  return body as Record<string, unknown>;
}

const malformed = () => new Fault('bad_input', 'handover.malformed');
