import type { SelfShown } from '../../views/flow/data.ts';
import type { Client } from '../clients/index.ts';

/**
 * What a client that registered itself says of itself (RFC 7591 §2): shown where people sign in, as addresses of its
 * own. Clients of agencies have none of this: what they are is on the record.
 */
export function selfShown(client: Client | undefined): SelfShown | undefined {
  if (client?.kind !== 'sandbox' || client.agency) return undefined;
  const { policy_uri, tos_uri, logo_uri } = client.metadata;
  const shown = {
    policy: addressOf(policy_uri),
    terms: addressOf(tos_uri),
    logo: addressOf(logo_uri),
  };
  return Object.values(shown).some(Boolean) ? shown : undefined;
}

function addressOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  return /^https?:$/.test(new URL(value).protocol) ? value : undefined;
}
