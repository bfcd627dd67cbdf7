import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import { findClient, type Client as KnownClient } from '../clients/index.ts';
import { type System, systemOperation } from '../operation.ts';
import { pairwiseSub } from '../release/index.ts';
import { sectorAddress } from './client-adapter.ts';

/**
 * `sub` of a person at a client. The sector is the agency, which nobody can claim by an address. Only clients that
 * registered themselves, and have no agency, share a sector by naming an address together (OpenID Connect Core §8.1).
 */
export function subFor(system: System) {
  return async (_ctx: KoaContextWithOIDC, personId: string, client: Client): Promise<string> => {
    const known = await findClient(systemOperation(system, 'engine'), client.clientId);
    const agencyId = known?.agency?.id ?? sharedSector(system, known);
    return pairwiseSub(system.keys, { id: client.clientId, agencyId }, personId);
  };
}

/** No id of an agency has a space in it. */
function sharedSector(system: System, client: KnownClient | undefined): string | null {
  const uri = client?.kind === 'sandbox' ? client.metadata.sector_identifier_uri : undefined;
  if (typeof uri !== 'string' || uri === sectorAddress(system.config.issuer)) return null;
  return `sandbox sector ${new URL(uri).host}`;
}
