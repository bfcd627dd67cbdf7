import type { EventEmitter } from 'node:events';
import type { Request, RequestHandler } from 'express';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { errorFacts } from '../log.ts';
import { routes } from './configuration.ts';
import { operationAt, paramOf } from './context.ts';
import { rememberForward } from './forward.ts';
import type { Engine } from './interaction.ts';
import { beginPending } from './pending.ts';
import { afterSignOut } from './sessions.ts';

const BASES = Object.values(routes);
const DISCOVERY = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'];

export function isEnginePath(path: string): boolean {
  return DISCOVERY.includes(path) || BASES.some(base => path === base || path.startsWith(`${base}/`));
}

/** The engine as middleware of the app. It reads its own bodies: no parser may stand before it. */
export function engineHandler(engine: Engine): RequestHandler {
  const { provider, system } = engine;
  const issuer = new URL(system.config.issuer);
  const secure = issuer.protocol === 'https:';
  // Whatever the request calls its host: every address that the engine writes is the issuer's.
  provider.proxy = true;
  provider.use(async (context, next) => {
    await next();
    const ctx = context as KoaContextWithOIDC;
    hideSecret(ctx);
    letFormsThrough(ctx);
  });
  provider.use(async (context, next) => {
    await next();
    await endGrantsAfterSignOut(engine, context as KoaContextWithOIDC);
  });
  // The innermost: what the engine wrote is there before anything else happens, and before the answer leaves.
  provider.use(async (context, next) => {
    const pending = beginPending(context);
    await next();
    const changes = pending.take();
    if (changes) await engine.artifacts.apply(changes);
  });
  // Without a listener Koa would print the error, and what it quotes, as it is.
  (provider as EventEmitter).on('error', error => system.log.error(errorFacts(error), 'engine'));
  provider.on('interaction.started', ctx => {
    const started = ctx.oidc.entities.Interaction;
    if (started)
      rememberForward(
        ctx,
        `/interaction/${started.uid}?client=${encodeURIComponent(paramOf(started.params, 'client_id') ?? '')}`,
        secure,
      );
  });
  provider.on('authorization.success', ctx => rememberForward(ctx, undefined, secure));
  const callback = provider.callback();
  return (req, res, next) => {
    if (!isEnginePath(req.path)) {
      next();
      return;
    }
    pinOrigin(req, issuer);
    callback(req, res).catch(next);
  };
}

function pinOrigin(req: Request, issuer: URL): void {
  req.headers.host = issuer.host;
  req.headers['x-forwarded-proto'] = issuer.protocol.slice(0, -1);
  delete req.headers['x-forwarded-host'];
}

/** Reading one's own registration shows everything but the secret: that is shown once, at registration. */
function hideSecret(ctx: KoaContextWithOIDC): void {
  const { route } = ctx.oidc ?? {};
  if (route !== 'client' && route !== 'client_update') return;
  const body: unknown = ctx.body;
  if (typeof body === 'object' && body !== null && 'client_secret' in body) delete body.client_secret;
}

/** Pages that the engine posts on by itself end at an address of the client, which has been validated by then. */
function letFormsThrough(ctx: KoaContextWithOIDC): void {
  if (ctx.response.type !== 'text/html' || !ctx.oidc?.client) return;
  const { client, params } = ctx.oidc;
  const redirect = paramOf(params, 'redirect_uri');
  const logout = paramOf(params, 'post_logout_redirect_uri');
  const allowed = [
    ...(redirect && client.redirectUriAllowed(redirect) ? [redirect] : []),
    ...(logout && client.postLogoutRedirectUriAllowed(logout) ? [logout] : []),
  ];
  if (allowed.length === 0) return;
  const policy = ctx.response.get('content-security-policy');
  const origins = [...new Set(allowed.map(address => new URL(address).origin))].join(' ');
  ctx.set('content-security-policy', policy.replace(/form-action [^;]*/, `form-action 'self' ${origins}`));
}

/** After a sign-out: every grant of the session ends, and it is on the record. */
async function endGrantsAfterSignOut({ system }: Engine, ctx: KoaContextWithOIDC): Promise<void> {
  if (ctx.oidc?.route !== 'end_session_confirm') return;
  const session = ctx.oidc.session as (typeof ctx.oidc.session & { destroyed?: boolean }) | undefined;
  if (!session?.destroyed || !session.accountId) return;
  await afterSignOut(operationAt(system, ctx), session.uid, session.accountId);
}
