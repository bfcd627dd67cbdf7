import type { Request } from 'express';
import type Provider from 'oidc-provider';
import { Fault } from '../errors.ts';
import type { Operation, System } from '../operation.ts';
import { findStanding, verifyProof } from '../release/index.ts';
import { clientOperation, operationOf } from '../web/index.ts';
import { artifactId } from './artifact.ts';

type Unseen = (jkt: string, jti: string) => Promise<boolean>;

/**
 * The system that calls an API of ours with a token of its own (client credentials) or of somebody who is signed in
 * there, with DPoP where the token is bound to a key. What it may do is for the room to say.
 * @param own only a token of its own counts
 * @throws oidc.token_missing, oidc.token_unknown, release.proof_invalid
 */
export async function systemOf(
  provider: Provider,
  system: System,
  req: Request,
  unseen: Unseen,
  own = false,
): Promise<Operation> {
  return (await tokenOf(provider, system, req, unseen, own)).op;
}

/**
 * Whoever is signed in at the system that calls, by her own access token, and where its grant stands now: nothing of
 * it has ended.
 * @throws oidc.token_missing, oidc.token_unknown, release.proof_invalid, release.power_ended
 */
export async function bearerOf(
  provider: Provider,
  system: System,
  req: Request,
  unseen: Unseen,
): Promise<{ op: Operation; bearer: { personId: string; subjectId: string; clientId: string } }> {
  const { op, grantId } = await tokenOf(provider, system, req, unseen, false);
  const standing = grantId ? await findStanding(op, artifactId('Grant', grantId)) : undefined;
  if (!standing?.grant_alive || !standing.person_active || !standing.client_active) throw unknown();
  if (!standing.power_alive) throw new Fault('forbidden', 'release.power_ended');
  const { person_id: personId, subject_id: subjectId, client_id: clientId } = standing;
  return { op, bearer: { personId, subjectId, clientId } };
}

async function tokenOf(
  provider: Provider,
  system: System,
  req: Request,
  unseen: Unseen,
  own: boolean,
): Promise<{ op: Operation; grantId: string | undefined }> {
  const sent = req.get('authorization');
  if (sent === undefined) throw new Fault('unauthenticated', 'oidc.token_missing');
  const [scheme = '', token = '', ...rest] = sent.split(' ');
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
  const op = clientOperation(
    operationOf(req),
    found.clientId,
    (found.scope ?? '').split(' ').filter(Boolean),
  );
  return { op, grantId: 'grantId' in found ? found.grantId : undefined };
}

function unknown(): Fault {
  return new Fault('unauthenticated', 'oidc.token_unknown');
}
