import type { RequestHandler } from 'express';
import { Fault } from '../../errors.ts';
import type { Web } from '../../web/index.ts';
import { type Level, levelOfAcr } from '../level.ts';

/**
 * Before pages that want more than a password: whoever has proved less is asked for the rest and comes back; what he
 * sent is refused with this code.
 */
export function atLevel(web: Web, level: Level, code: string): RequestHandler {
  return async (req, res, next) => {
    const session = await web.readSession(req, res);
    if ((levelOfAcr(session?.acr) ?? 1) >= level) {
      next();
      return;
    }
    if (req.method !== 'GET' && req.method !== 'HEAD') throw new Fault('forbidden', code);
    res.redirect(303, `/sign-in?${new URLSearchParams({ to: req.originalUrl, level: String(level) })}`);
  };
}
