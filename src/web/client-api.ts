import type { Request, RequestHandler } from 'express';
import { beside } from '../beside.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';

/** The operation of the client whose token stands in the request. @throws when there is none that counts */
export type AuthenticateClient = (req: Request) => Promise<Operation>;

/** A client that calls with a token. */
export interface ClientCaller {
  readonly op: Operation;
  readonly clientId: string;
}

/** What stands before a route for clients, and whom it let in. */
export interface Guarded<C> {
  /** Mounted before any parser: nothing is read of a body before it is known who calls. */
  readonly guard: RequestHandler;
  callerOf(req: Request): C;
}

const callers = beside<Request, unknown>('caller');

/**
 * Lets in whom `authenticate` knows; who is refused is told how to come again (RFC 6750 §3). Nothing that is answered
 * behind it is kept on the way.
 */
export function guarded<C>(authenticate: (req: Request) => Promise<C>): Guarded<C> {
  return {
    guard: async (req, res, next) => {
      res.setHeader('cache-control', 'no-store');
      try {
        callers.set(req, await authenticate(req));
      } catch (error) {
        const challenge = error instanceof Fault ? challengeOf(req, error) : undefined;
        if (challenge) res.setHeader('www-authenticate', challenge);
        throw error;
      }
      next();
    },
    callerOf: req => {
      if (callers.get(req) === undefined) throw new Error('a route for clients without its guard');
      return callers.get(req) as C;
    },
  };
}

/** The client that a guard let in, for what is told of failed calls; undefined: none stood before, or it let nobody in. */
export function clientLetIn(req: Request): string | undefined {
  const { actor } = (callers.get(req) as { op?: Operation } | undefined)?.op ?? {};
  return actor?.kind === 'client' ? actor.clientId : undefined;
}

function challengeOf(req: Request, { kind, data }: Fault): string | undefined {
  if (kind === 'forbidden' && typeof data.scope === 'string')
    return `Bearer error="insufficient_scope", scope="${data.scope}"`;
  if (kind !== 'unauthenticated') return undefined;
  return req.get('authorization') ? 'Bearer error="invalid_token"' : 'Bearer realm="Yekbar"';
}

/** A scope, and the code of the fault of a token without it. */
export interface Needed {
  readonly scope: string;
  readonly refusal: string;
}

/** Of an authentication: the client that calls, when its token holds what is needed. */
export function clientWith(
  authenticate: AuthenticateClient,
  needed?: Needed,
): (req: Request) => Promise<ClientCaller> {
  return async req => {
    const op = await authenticate(req);
    if (op.actor.kind !== 'client') throw new Fault('unauthenticated', 'oidc.token_unknown');
    const { clientId, scopes } = op.actor;
    if (needed && !scopes.includes(needed.scope))
      throw new Fault('forbidden', needed.refusal, { scope: needed.scope });
    return { op, clientId };
  };
}
