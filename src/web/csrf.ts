import type { RequestHandler } from 'express';
import { Fault } from '../errors.ts';

/**
 * Refuses forms that another origin made the browser send: by Sec-Fetch-Site, else by Origin. Session cookies are
 * SameSite=Lax besides. No hidden token, so nothing on a page can grow stale: back button, two tabs and double
 * clicks keep working. A client without either header is no browser, and holds no one's cookies.
 * @throws web.cross_origin
 */
export function sameOrigin(issuer: string): RequestHandler {
  return (req, _res, next) => {
    if (
      ['GET', 'HEAD', 'OPTIONS'].includes(req.method) ||
      ours(req.get('sec-fetch-site'), req.get('origin'), issuer)
    ) {
      next();
      return;
    }
    throw new Fault('forbidden', 'web.cross_origin');
  };
}

function ours(site: string | undefined, origin: string | undefined, issuer: string): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return origin === undefined || origin === issuer;
}
