import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import { findClient } from '../clients/index.ts';
import { type System, systemOperation } from '../operation.ts';
import { pairwiseSub } from '../release/index.ts';

/** `sub` of a person at a client: the sector is the agency, never something that the client says of itself. */
export function subFor(system: System) {
  return async (_ctx: KoaContextWithOIDC, personId: string, client: Client): Promise<string> => {
    const known = await findClient(systemOperation(system, 'engine'), client.clientId);
    return pairwiseSub(system.keys, { id: client.clientId, agencyId: known?.agency?.id ?? null }, personId);
  };
}
