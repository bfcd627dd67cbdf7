import type { EventEmitter } from 'node:events';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { beside } from '../beside.ts';
import { DatabaseAway } from '../db/index.ts';
import { Fault } from '../errors.ts';
import { errorFacts } from '../log.ts';
import type { System } from '../operation.ts';
import { operationOf, postForm } from '../web/index.ts';
import { tellCalls } from './calls.ts';
import { routes } from './configuration.ts';
import { operationAt, paramOf, requestOf } from './context.ts';
import { rememberForward } from './forward.ts';
import type { Engine } from './interaction.ts';
import { letGoWhenSent } from './let-go.ts';
import { markDemanded } from './nonces.ts';
import { beginPending } from './pending.ts';
import { readInitialToken } from './registration.ts';
import { readReference, sayReferences } from './request-by-reference.ts';
import { readUserCode } from './user-codes.ts';

const BASES = Object.values(routes);
const DISCOVERY = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'];

export function isEnginePath(path: string): boolean {
  return DISCOVERY.includes(path) || BASES.some(base => path === base || path.startsWith(`${base}/`));
}

/**
 * Makes an engine speak as this house does. Engines come and go with the signing keys (running.ts); each is
 * dressed the same.
 */
export function dress(provider: Provider, { system, artifacts }: Omit<Engine, 'provider'>): void {
  const secure = system.config.issuer.startsWith('https:');
  // Whatever the request calls its host: every address that the engine writes is the issuer's.
  provider.proxy = true;
  provider.use(handOver);
  provider.use(async (context, next) => {
    await next();
    const ctx = context as KoaContextWithOIDC;
    hideSecret(ctx);
    letFormsThrough(ctx);
    letGoWhenSent(ctx);
  });
  if (system.config.demo)
    provider.use(async (context, next) => {
      if (context.path === routes.authorization)
        await readReference(system, provider, context as KoaContextWithOIDC);
      await next();
      if (DISCOVERY.includes(context.path)) sayReferences(context.body);
    });
  provider.use(async (context, next) => {
    if (context.path === routes.userinfo) await markDemanded(provider, context as KoaContextWithOIDC);
    await next();
  });
  // The innermost: what the engine wrote is there before anything else happens, and before the answer leaves.
  provider.use(async (context, next) => {
    const pending = beginPending(context);
    await next();
    const changes = pending.take(() => operationAt(system, context as KoaContextWithOIDC));
    if (changes) await artifacts.apply(changes);
  });
  tellCalls(provider, system);
  // Without a listener Koa would print the error, and what it quotes, as it is.
  (provider as EventEmitter).on('error', error => system.log.error(errorFacts(error), 'engine'));
  provider.on('server_error', (ctx, error) => {
    const { tracking } = operationOf(requestOf(ctx));
    if (error instanceof DatabaseAway) ctx.set(error.headers);
    system.log.error({ tracking, ...errorFacts(error) }, 'engine');
  });
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
}

const onward = beside<Request, NextFunction>('onward');

/** Where the database is away outside of what the engine catches, the app says so, as it does everywhere. */
async function handOver(ctx: { respond?: boolean }, next: () => Promise<void>): Promise<void> {
  try {
    await next();
  } catch (error) {
    const pass = onward.get(requestOf(ctx as KoaContextWithOIDC));
    if (!pass || !(error instanceof DatabaseAway)) throw error;
    ctx.respond = false;
    pass(error);
  }
}

/** The engine in force as middleware of the app. It reads its own bodies: no parser may stand before it. */
export function engineHandler(
  system: System,
  answer: (req: Request, res: Response) => Promise<void>,
): RequestHandler {
  const issuer = new URL(system.config.issuer);
  return (req, res, next) => {
    if (!isEnginePath(req.path)) {
      next();
      return;
    }
    onward.set(req, next);
    pinOrigin(req, issuer);
    if (req.path === routes.registration && system.config.demo) readInitialToken(req);
    if (req.path === routes.authorization && req.method === 'POST') postForm(req, res, asGet(req, res, next));
    else if (isFormWithoutPage(req)) res.redirect(303, routes.code_verification);
    else if (req.path === routes.code_verification) readUserCode(req, () => answer(req, res), next);
    else answer(req, res).catch(next);
  };
}

/** A code that is posted without the cookie of the page that asks for it: the page comes first. */
function isFormWithoutPage(req: Request): boolean {
  const posted = req.path === routes.code_verification && req.method === 'POST';
  return posted && !/(?:^|;\s*)(?:__Host-)?session=/.test(req.headers.cookie ?? '');
}

const LONGEST_QUERY = 8_000;

/**
 * A request that was posted (OpenID Connect Core §3.1.2.1) goes on as a GET: with it comes the cookie of the session,
 * which a browser leaves behind when another site posts.
 */
function asGet(req: Request, res: Response, next: NextFunction): NextFunction {
  return error => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries((req.body ?? {}) as Record<string, string | string[]>))
      for (const one of [value].flat()) query.append(name, one);
    const text = query.toString();
    if (error) next(error);
    else if (text.length > LONGEST_QUERY) next(new Fault('too_large', 'web.too_large'));
    else res.setHeader('cache-control', 'no-store').redirect(303, `${routes.authorization}?${text}`);
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
