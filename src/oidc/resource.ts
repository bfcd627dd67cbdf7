import Provider, { type Client as EngineClient, errors } from 'oidc-provider';
import type { System } from '../operation.ts';
import { contextHere } from './context.ts';

/**
 * RFC 8707: there is one place to take a token to, this issuer. Its own addresses may be named; another one is
 * refused, never passed over in silence.
 * @throws InvalidTarget
 */
export function assertResource({ config: { issuer } }: Pick<System, 'config'>, value: unknown): void {
  if (value === undefined) return;
  const ours = [issuer, `${issuer}/`, `${issuer}/userinfo`, `${issuer}/api/v1/profile`];
  if (!ours.includes(String(value))) throw new errors.InvalidTarget('tokens are for this issuer only');
}

/**
 * The same at the token endpoint, where the engine passes over a parameter that it does not know. Its question
 * whether the client may use the grant comes once for each request, after the client has proved itself.
 */
export function guardResource(system: System, provider: Provider): void {
  const { prototype } = provider.Client;
  const { grantTypeAllowed } = prototype;
  prototype.grantTypeAllowed = function (this: EngineClient, type: string): boolean {
    const oidc = contextHere()?.oidc;
    if (oidc?.route === 'token') for (const one of [oidc.body?.resource].flat()) assertResource(system, one);
    return grantTypeAllowed.call(this, type);
  };
}
