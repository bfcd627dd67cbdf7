import type { Request } from 'express';
import type Provider from 'oidc-provider';
import { Fault } from '../errors.ts';
import type { Operation, System } from '../operation.ts';
import { verifyProof } from '../release/index.ts';
import { clientOperation, operationOf } from '../web/index.ts';

type Unseen = (jkt: string, jti: string) => Promise<boolean>;

/**
 * The system that calls an API of ours with a token of its own (client credentials) or of somebody who is signed in
 * there, with DPoP where the token is bound to a key. What it may do is for the room to say.
 * @param own only a token of its own counts
 * @throws oidc.token_unknown, release.proof_invalid
 */
export async function systemOf(
  provider: Provider,
  system: System,
  req: Request,
  unseen: Unseen,
  own = false,
): Promise<Operation> {
  const [scheme = '', token = '', ...rest] = (req.get('authorization') ?? '').split(' ');
  if (rest.length > 0 || !/^[\w-]{20,200}$/.test(token)) throw unknown();
  const found =
    (await provider.ClientCredentials.find(token)) ??
    (own ? undefined : await provider.AccessToken.find(token));
  if (!found?.isValid || !found.clientId || !(await provider.Client.find(found.clientId))) throw unknown();
  if (found.isSenderConstrained()) {
    if (!/^dpop$/i.test(scheme)) throw unknown();
    const { jkt, jti } = await verifyProof({
      proof: req.get('dpop') ?? '',
      token,
      method: req.method,
      address: system.config.issuer + req.path,
      now: system.now(),
    });
    if (found.jkt !== jkt) throw unknown();
    if (!(await unseen(jkt, jti)))
      throw new Fault('unauthenticated', 'release.proof_invalid', { part: 'jti' });
  } else if (!/^bearer$/i.test(scheme)) throw unknown();
  return clientOperation(operationOf(req), found.clientId, (found.scope ?? '').split(' ').filter(Boolean));
}

function unknown(): Fault {
  return new Fault('unauthenticated', 'oidc.token_unknown');
}
