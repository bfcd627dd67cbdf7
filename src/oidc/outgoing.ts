import type { Config } from '../config.ts';

const THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * What the engine fetches for a client (jwks_uri, back-channel logout). Https only; the engine's dispatcher cuts a
 * connection to any special-purpose address, however the name resolves, and ends each request after 2.5 s. Redirects
 * are not followed. In the demo, clients may keep their keys and logout addresses on this machine.
 */
export function guardedFetch(config: Pick<Config, 'demo' | 'production'>) {
  return async (url: string | URL | Request, options?: RequestInit): Promise<Response> => {
    const address = new URL(url instanceof Request ? url.url : url);
    const local = config.demo && !config.production && THIS_MACHINE.has(address.hostname);
    if (!local && address.protocol !== 'https:') throw new TypeError('only https addresses are fetched');
    const { dispatcher, ...rest } = (options ?? {}) as RequestInit & { dispatcher?: unknown };
    const guarded = local ? rest : { ...rest, dispatcher };
    if (!local && !dispatcher) throw new TypeError('the guard against special-purpose addresses is missing');
    return fetch(address, { ...guarded, redirect: 'manual' } as RequestInit);
  };
}
