import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Administration, administration } from './administration.ts';
import { description, differences } from './described.ts';

const BASE = '/admin/api/v1';
let admin: Administration;
beforeAll(async () => {
  admin = await administration();
});
afterAll(() => admin.close());

describe('the description of the admin API', () => {
  test('is there for everybody', async () => {
    const answer = await admin.as().get(`${BASE}/openapi.json`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      openapi: '3.1.0',
      servers: [{ url: expect.stringContaining(BASE) }],
    });
  });

  test('and the routes agree, each way', () => {
    const paths = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(paths.sort()).toEqual(mounted().sort());
  });

  test('every reference in it leads somewhere', () => {
    const names = [...JSON.stringify(description).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      match => match[1],
    );
    expect(new Set(names)).toEqual(new Set(Object.keys(description.components.schemas)));
  });

  test('an answer that differs from it is noticed', () => {
    const type = 'application/json';
    expect(differences('get', '/agencies', 200, type, { items: [] })).toEqual([]);
    expect(differences('get', '/agencies', 200, type, { items: [{ id: 5 }] })).not.toEqual([]);
    expect(differences('get', '/agencies', 200, type, { items: [], more: 1 })).not.toEqual([]);
    expect(differences('get', '/agencies', 418, type, {})).not.toEqual([]);
  });
});

/** "get /clients/:id" for each address that the application really has below the API. */
function mounted(): string[] {
  const found: string[] = [];
  type Layer = { route?: { path: string; methods: Record<string, boolean> }; handle?: { stack?: Layer[] } };
  const walk = (layers: readonly Layer[]) => {
    for (const { route, handle } of layers) {
      if (route?.path.startsWith(BASE))
        for (const method of Object.keys(route.methods))
          found.push(`${method} ${route.path.slice(BASE.length)}`);
      if (handle?.stack) walk(handle.stack);
    }
  };
  walk((admin.app as unknown as { router: { stack: Layer[] } }).router.stack);
  return found;
}
