import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { Config } from '../config.ts';

const HSTS_SECONDS = 63_072_000;

const POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/** Headers of every answer: no inline script or style, no framing, no referrer with a path. */
export function securityHeaders(config: Pick<Config, 'production'>): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { ...POLICY, 'form-action': ["'self'"] } },
    referrerPolicy: { policy: 'strict-origin' },
    strictTransportSecurity: config.production ? { maxAge: HSTS_SECONDS, includeSubDomains: true } : false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
  });
}

/** Headers of an answer to programs: no page may show it, no guess is made about what it is. */
export function apiHeaders(config: Pick<Config, 'production'>): RequestHandler {
  return (_req, res, next) => {
    res.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    res.setHeader('x-content-type-options', 'nosniff');
    res.setHeader('cross-origin-resource-policy', 'same-origin');
    if (config.production)
      res.setHeader('strict-transport-security', `max-age=${HSTS_SECONDS}; includeSubDomains`);
    next();
  };
}

/** A page that shows one picture from elsewhere: the sign of a client that registered itself. */
export function allowImageFrom(res: Response, address: string): void {
  const policy = String(res.getHeader('content-security-policy') ?? '');
  const { origin } = new URL(address);
  res.setHeader('content-security-policy', policy.replace(/img-src [^;]*/, `$& ${origin}`));
}

/**
 * Chromium applies form-action to every redirect that follows a form: a page whose form ends at a client's
 * validated redirect URI has to name its origin. Only origins that the engine validated may come here.
 */
export function allowFormTo(res: Response, ...addresses: readonly string[]): void {
  const origins = addresses
    .filter(address => URL.canParse(address))
    .map(address => new URL(address).origin)
    .filter(origin => origin !== 'null');
  const sources = ["'self'", ...new Set(origins)].join(' ');
  const fixed = Object.entries(POLICY).map(([name, values]) => `${name} ${values.join(' ')}`);
  res.setHeader('content-security-policy', [...fixed, `form-action ${sources}`].join(';'));
}
