import type { Config } from '../config.ts';
import { type OutboundRules, outbound } from '../outbound.ts';

/** The demo's clients and those that registered themselves there may keep keys and sign-out addresses on this machine. */
export function outboundRules(config: Pick<Config, 'demo' | 'production'>): OutboundRules {
  return { thisMachine: config.demo && !config.production };
}

/** What the engine fetches for a client (jwks_uri), by the guarded way out; its own dispatcher is not needed. */
export function guardedFetch(config: Pick<Config, 'demo' | 'production'>) {
  const rules = outboundRules(config);
  return async (url: string | URL | Request, options: RequestInit = {}): Promise<Response> => {
    const { status, headers, body } = await outbound(
      {
        url: url instanceof Request ? url.url : String(url),
        method: options.method ?? 'GET',
        headers: Object.fromEntries(new Headers(options.headers)),
        ...(options.body ? { body: String(options.body) } : {}),
      },
      rules,
    );
    const empty = status < 200 || [204, 205, 304].includes(status);
    return new Response(empty ? null : new Uint8Array(body), { status: Math.max(200, status), headers });
  };
}
