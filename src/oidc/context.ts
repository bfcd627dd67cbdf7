import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import Provider, { type KoaContextWithOIDC } from 'oidc-provider';
import { chooseLang } from '../i18n/index.ts';
import { type Operation, type System, systemOperation } from '../operation.ts';
import { choseLang, operationOf } from '../web/index.ts';

/**
 * The request that the engine is answering now; undefined outside of one, and for what still runs when its answer has left:
 * by then the context has let go of it (let-go.ts).
 */
export function contextHere(): KoaContextWithOIDC | undefined {
  const ctx = Provider.ctx as KoaContextWithOIDC | undefined;
  return ctx?.req ? ctx : undefined;
}

/** The Express request behind a request of the engine: it is the same object. */
export function requestOf(ctx: { req: IncomingMessage }): Request {
  return ctx.req as Request;
}

/**
 * The operation of a request that the engine answers. The language that the client asks for (ui_locales) stands
 * unless the reader chose one himself.
 */
export function operationAt(system: System, ctx: KoaContextWithOIDC | undefined): Operation {
  if (!ctx) return systemOperation(system, 'engine');
  const req = requestOf(ctx);
  const op = operationOf(req);
  const wished = ctx.oidc?.params?.ui_locales;
  return withLang(op, req, typeof wished === 'string' ? wished : undefined);
}

export function withLang(op: Operation, req: Request, uiLocales: string | undefined): Operation {
  const wished = chooseLang(uiLocales);
  return wished && !choseLang(req) ? { ...op, lang: wished } : op;
}

/** One text parameter of an authorization request. */
export function paramOf(
  params: Readonly<Record<string, unknown>> | undefined,
  name: string,
): string | undefined {
  const value = params?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
