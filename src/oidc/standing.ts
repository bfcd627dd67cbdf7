import type { KoaContextWithOIDC } from 'oidc-provider';
import { beside } from '../beside.ts';
import type { System } from '../operation.ts';
import { findStanding, type Standing } from '../release/index.ts';
import { artifactId } from './artifact.ts';
import { operationAt } from './context.ts';
import type { StepResults } from './policy.ts';

const asked = beside<object, Promise<Standing | undefined>>('standing');

/** The grant that this authorization request may rest on: of the consent just given, else of the session. */
export function grantIdOf(ctx: KoaContextWithOIDC): string | undefined {
  const { client, session } = ctx.oidc;
  const results = (ctx.oidc.result ?? {}) as StepResults;
  return results.consent?.grantId ?? (client && session?.grantIdFor(client.clientId));
}

/** Where that grant stands; asked once in a request, for the account and for the policy. */
export function sessionStanding(system: System, ctx: KoaContextWithOIDC): Promise<Standing | undefined> {
  const known = asked.get(ctx);
  if (known) return known;
  const grantId = grantIdOf(ctx);
  const standing = grantId
    ? findStanding(operationAt(system, ctx), artifactId('Grant', grantId))
    : Promise.resolve(undefined);
  asked.set(ctx, standing);
  return standing;
}
