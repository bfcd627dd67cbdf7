import { isUuid } from '../../text.ts';
import { readBody, textOf } from '../read-json.ts';
import { listSuspensions, resumeAccount, type Suspension, suspendAccount } from '../suspension.ts';
import { type Address, limitOf } from './address.ts';

/** Stopping an account and letting it go on, as on the page; whose it is, is never told. */
export function suspensionApi(address: Address): void {
  address('get', '/suspensions', 'admin:read', async (op, req) => {
    const limit = limitOf(req);
    const after = textOf(req.query.after);
    const found = await listSuspensions(op, { ...(isUuid(after) ? { after } : {}), limit: limit + 1 });
    const items = found.slice(0, limit);
    return {
      items: items.map(suspensionJson),
      next: found.length > limit ? (items.at(-1)?.id ?? null) : null,
    };
  });
  address('post', '/suspensions', 'admin:write', async (op, req, res) => {
    const body = readBody(req.body);
    const suspension = await suspendAccount(op, {
      identifier: textOf(body.national_id),
      reason: textOf(body.reason),
      reference: textOf(body.reference),
    });
    res.status(201);
    return suspensionJson(suspension);
  });
  address('post', '/suspensions/:id/lifting', 'admin:write', async (op, req) =>
    suspensionJson(await resumeAccount(op, String(req.params.id))),
  );
}

function suspensionJson(suspension: Suspension): Record<string, unknown> {
  return {
    id: suspension.id,
    reason: suspension.reason,
    reference: suspension.reference,
    state: suspension.state,
    stopped_at: suspension.stoppedAt.toISOString(),
    lift_asked_at: suspension.liftAskedAt?.toISOString() ?? null,
    lifted_at: suspension.liftedAt?.toISOString() ?? null,
  };
}
