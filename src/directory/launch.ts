import type { Client } from '../clients/index.ts';
import type { LegalId } from '../identifiers.ts';
import type { Operation } from '../operation.ts';
import { findSystemOfClient } from './list.ts';

/**
 * Where a system begins a sign-in for us: third-party initiated login (OpenID Connect Core, section 4), at its
 * registered initiate_login_uri, else where the directory says that a person begins there. `entity_hint` is ours: the
 * system hands it on in its authorization request. There is no `login_hint`: who she is stands in her session alone.
 * @returns undefined where neither is known
 */
export async function launchAddress(
  op: Operation,
  client: Client,
  behalf: LegalId | 'self',
): Promise<string | undefined> {
  const registered = client.metadata.initiate_login_uri;
  const base =
    typeof registered === 'string' ? registered : (await findSystemOfClient(op, client.id))?.signInUrl;
  if (!base || !URL.canParse(base)) return undefined;
  const address = new URL(base);
  address.searchParams.set('iss', op.system.config.issuer);
  address.searchParams.set('entity_hint', behalf);
  return address.href;
}
