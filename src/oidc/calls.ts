/** What clients ask of the engine and how it went, told to those who develop them (client-calls.ts). */
import type { EventEmitter } from 'node:events';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { type CallStep, noteCall } from '../client-calls.ts';
import type { System } from '../operation.ts';
import { operationOf } from '../web/index.ts';
import { accessTokenId } from './artifact.ts';
import { type EngineError, parameterOf, reasonOf } from './call-reasons.ts';
import { OWN_CLIENT } from './client-adapter.ts';
import { paramOf, requestOf } from './context.ts';

const failures: Readonly<Record<string, CallStep>> = {
  'authorization.error': 'authorization',
  'pushed_authorization_request.error': 'pushed',
  'grant.error': 'token',
  'userinfo.error': 'userinfo',
  'introspection.error': 'introspection',
  'revocation.error': 'revocation',
  'end_session.error': 'sign_out',
  'device_authorization.error': 'device',
  'backchannel_authentication.error': 'backchannel',
  'registration_create.error': 'registration',
  'registration_update.error': 'registration',
};
const successes: Readonly<Record<string, CallStep>> = {
  'authorization.success': 'authorization',
  'pushed_authorization_request.success': 'pushed',
  'grant.success': 'token',
  'end_session.success': 'sign_out',
};
/** Where whoever comes this far has proved by a token which client it is, or proves it by a secret or an assertion. */
const byToken: ReadonlySet<CallStep> = new Set(['userinfo', 'registration']);
const bySecret: ReadonlySet<CallStep> = new Set([
  'pushed',
  'token',
  'introspection',
  'revocation',
  'device',
  'backchannel',
]);
/** By the route of the engine, for its own errors. */
const routes: Readonly<Record<string, CallStep>> = {
  authorization: 'authorization',
  resume: 'authorization',
  pushed_authorization_request: 'pushed',
  token: 'token',
  userinfo: 'userinfo',
  introspection: 'introspection',
  revocation: 'revocation',
  end_session: 'sign_out',
};

export function tellCalls(provider: Provider, system: System): void {
  const engine = provider as EventEmitter;
  for (const [event, step] of Object.entries(failures))
    engine.on(event, (ctx: KoaContextWithOIDC, error: EngineError) => failed(system, ctx, step, error));
  engine.on('server_error', (ctx: KoaContextWithOIDC, error: EngineError) => {
    const step = routes[ctx.oidc?.route ?? ''];
    if (step) failed(system, ctx, step, error);
  });
  for (const [event, step] of Object.entries(successes))
    engine.on(event, (ctx: KoaContextWithOIDC) => succeeded(system, ctx, step));
  provider.use(async (ctx, next) => {
    await next();
    const context = ctx as KoaContextWithOIDC;
    if (context.oidc?.route === 'userinfo' && context.status === 200) succeeded(system, context, 'userinfo');
  });
}

function succeeded(system: System, ctx: KoaContextWithOIDC, step: CallStep): void {
  const client = ctx.oidc.client?.clientId;
  if (!client || client === OWN_CLIENT) return;
  const parameter = step === 'token' ? (paramOf(ctx.oidc.params, 'grant_type') ?? '') : '';
  noteCall(system, { ...momentOf(ctx), client, step, code: '', reason: '', parameter, said: '' });
}

function failed(system: System, ctx: KoaContextWithOIDC, step: CallStep, error: EngineError): void {
  const client = clientOf(ctx);
  if (!client || client === OWN_CLIENT) return;
  const ours = !error.expose;
  noteCall(system, {
    ...momentOf(ctx),
    client,
    claimed: typeof client === 'string' && !isProven(ctx, step, error),
    step,
    code: ours ? 'server_error' : (error.error ?? 'invalid_request'),
    reason: ours ? 'ours' : reasonOf(error),
    parameter: ours ? '' : parameterOf(error),
    said: ours ? '' : saidOf(ctx, error),
  });
}

function momentOf(ctx: KoaContextWithOIDC): { tracking: string; at: Date } {
  const { tracking, at } = operationOf(requestOf(ctx));
  return { tracking, at };
}

/** Who it is, or says to be; of who shows a token only, that token. */
function clientOf(ctx: KoaContextWithOIDC): string | Buffer | undefined {
  const { oidc } = ctx;
  const said = oidc?.client?.clientId ?? paramOf(oidc?.params ?? ctx.query, 'client_id');
  if (said) return said.length <= 200 ? said : undefined;
  const [scheme = '', shown = ''] = ctx.get('authorization').split(' ');
  if (/^basic$/i.test(scheme)) return basicId(shown);
  return /^(bearer|dpop)$/i.test(scheme) && /^[\w-]{20,200}$/.test(shown) ? accessTokenId(shown) : undefined;
}

/**
 * The engine takes down which client it is before it looks at the proof: proven it is only where one was shown and was
 * not what the call was refused for. In the browser anybody says anything.
 */
function isProven(ctx: KoaContextWithOIDC, step: CallStep, error: EngineError): boolean {
  const { oidc } = ctx;
  if (!oidc?.client) return false;
  if (byToken.has(step)) return true;
  const { client_secret, client_assertion } = (oidc.body ?? {}) as Record<string, unknown>;
  const shown = client_secret || client_assertion || ctx.get('authorization');
  return bySecret.has(step) && Boolean(shown) && error.expose === true && error.error !== 'invalid_client';
}

function basicId(shown: string): string | undefined {
  const [id = ''] = Buffer.from(shown.slice(0, 2_000), 'base64').toString().split(':');
  return /^[\w.~-]{1,200}$/.test(id) ? id : undefined;
}

/** The sentence that the client got, unless it quotes something that was sent. */
function saidOf(ctx: KoaContextWithOIDC, { error_description: text }: EngineError): string {
  if (!text || text.length > 300) return '';
  const sent = { ...ctx.oidc?.params, ...(ctx.oidc?.body as object | undefined) };
  const quoted = Object.values(sent).some(
    value => typeof value === 'string' && value.length > 3 && text.includes(value),
  );
  return quoted ? '' : text;
}
