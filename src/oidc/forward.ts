import type { Request, Response } from 'express';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';

/**
 * A double click or a second tab posts to a step that is over. The browser is told where that step went on to, in a
 * cookie that only the address of the old step gets; so it goes on there instead of meeting a dead end.
 */
const COOKIE = 'forward';
const SECONDS = 600;
const NEVER_AGAIN = new Set(['prompt', 'max_age', 'request', 'request_uri']);

/** Called while the engine resumes an old step: remembers the step, or the request, that follows. */
export function rememberForward(ctx: KoaContextWithOIDC, next: string | undefined, secure: boolean): void {
  const old: unknown = ctx.params?.uid;
  if (ctx.oidc.route !== 'resume' || typeof old !== 'string') return;
  const target = next ?? againOf(ctx);
  if (target.length > 3000) return;
  ctx.cookies.set(COOKIE, Buffer.from(target).toString('base64url'), {
    path: `/interaction/${old}`,
    maxAge: SECONDS * 1000,
    httpOnly: true,
    sameSite: 'lax',
    signed: true,
    secure,
    overwrite: true,
  });
}

/** The same request once more: signed in and answered by now, it ends at the client without a page. */
function againOf(ctx: KoaContextWithOIDC): string {
  const params = Object.entries(ctx.oidc.params ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !NEVER_AGAIN.has(entry[0]),
  );
  return `/auth?${new URLSearchParams(params)}`;
}

/**
 * Where a step that is over went on to. A form that was sent twice goes on even when the request was finished; the
 * back button does not, for the client has taken its answer by then.
 */
export function forwardOf(provider: Provider, req: Request, res: Response): string | undefined {
  const cookie = provider.createContext(req, res).cookies.get(COOKIE, { signed: true });
  const target = cookie ? Buffer.from(cookie, 'base64url').toString() : '';
  if (target.startsWith('/interaction/')) return target;
  return target.startsWith('/auth?') && req.method === 'POST' ? target : undefined;
}
