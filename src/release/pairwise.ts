import { type Keys, keyedHash } from '../keys.ts';

/**
 * How a person is known to the clients of one agency (OpenID Connect Core 8.1): not reversible, and different at
 * another agency. A client without an agency is a sector of its own.
 */
export function pairwiseSub(
  keys: Keys,
  client: { readonly id: string; readonly agencyId: string | null },
  personId: string,
): string {
  const sector = client.agencyId ? ['agency', client.agencyId] : ['client', client.id];
  return keyedHash(keys.pairwise, ...sector, personId).toString('base64url');
}
