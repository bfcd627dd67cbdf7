/** Every route that is mounted, read from the express application itself: what it offers is what the law tries. */
import type { Express } from 'express';

export interface Route {
  readonly method: string;
  readonly path: string;
}

interface Layer {
  readonly route?: { readonly path: string | string[]; readonly methods: Record<string, boolean> };
  readonly handle?: { readonly stack?: readonly Layer[] };
  readonly rawPath?: unknown;
}

export function routesOf(app: Express): Route[] {
  const { stack } = (app as unknown as { router: { stack: readonly Layer[] } }).router;
  return walkLayers(stack, '');
}

function walkLayers(layers: readonly Layer[], prefix: string): Route[] {
  return layers.flatMap(({ route, handle, rawPath }) => {
    if (route)
      return [route.path].flat().flatMap(path =>
        Object.entries(route.methods)
          .filter(([, offered]) => offered)
          .map(([method]) => ({ method: method.toUpperCase().replace('_ALL', 'ALL'), path: prefix + path })),
      );
    const below = typeof rawPath === 'string' && rawPath !== '/' ? rawPath : '';
    return walkLayers(handle?.stack ?? [], prefix + below);
  });
}
