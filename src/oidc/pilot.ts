import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { mayTakePart } from '../clients/index.ts';
import type { Operation } from '../operation.ts';

/** Shown on a page of ours: whoever is not part of a pilot is told so, not sent back with a code. */
export class NotInPilot extends errors.AccessDenied {
  override allow_redirect = false;
  override statusCode = 403;
}

/**
 * A client in its pilot signs in nobody but those who were named.
 * @throws NotInPilot; AccessDenied to the client where no page may be shown (prompt=none)
 */
export async function refuseOutsider(
  op: Operation,
  ctx: KoaContextWithOIDC,
  clientId: string,
  personId: string,
): Promise<void> {
  if (await mayTakePart(op, clientId, personId)) return;
  const description = 'this client is in its pilot and the End-User does not take part';
  throw ctx.oidc.prompts.has('none') ? new errors.AccessDenied(description) : new NotInPilot(description);
}
