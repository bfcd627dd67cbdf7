import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { expiryOfKey, findActiveClient } from '../clients/index.ts';
import type { System } from '../operation.ts';
import { operationAt } from './context.ts';

/**
 * A key that its owners registered for a time proves nothing after it. Called once the signature has been verified, so
 * only who holds the key learns that it expired.
 */
export async function refuseExpiredKey(
  system: System,
  ctx: KoaContextWithOIDC,
  { kid }: Readonly<Record<string, unknown>>,
): Promise<void> {
  const client = await findActiveClient(operationAt(system, ctx), ctx.oidc.client?.clientId ?? '');
  const expiry = client && expiryOfKey(client.metadata.jwks, kid, system.now());
  if (expiry === 'unnamed')
    throw new errors.InvalidClient('a registered key has expired: name the key that signed by its kid');
  if (expiry) {
    const day = expiry.toISOString().slice(0, 10);
    throw new errors.InvalidClient(`the key that signed expired on ${day}: register a new one`);
  }
}
