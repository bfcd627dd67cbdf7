import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import Provider, { type KoaContextWithOIDC } from 'oidc-provider';
import { describe, expect, it, vi } from 'vitest';
import { contextHere } from '../../src/oidc/context.ts';
import { letGoWhenSent } from '../../src/oidc/let-go.ts';

/** As the engine makes it: a getter of its own, and what belongs to the request. */
function contextOf(token: string) {
  const res = new EventEmitter() as ServerResponse;
  const oidc = { entities: { AccessToken: { jti: token } }, [Symbol('cookies')]: { res } };
  const context = { res, req: { headers: { authorization: token } }, [Symbol('beside')]: { token } };
  Object.defineProperty(context, 'oidc', { get: () => oidc });
  return { context: context as typeof context & { oidc: typeof oidc }, oidc, res };
}

describe('the context of an engine’s request', () => {
  it('leads to nothing of the request any more once the answer has left', () => {
    const { context, oidc, res } = contextOf('secret');
    letGoWhenSent(context);
    expect(context.oidc.entities.AccessToken.jti).toBe('secret');
    res.emit('finish');
    for (const thing of [context, oidc])
      for (const key of Reflect.ownKeys(thing))
        if (key !== 'oidc') expect(Reflect.get(thing, key)).toBeUndefined();
  });

  it('is no request any more for what still runs by then', () => {
    const { context, res } = contextOf('secret');
    const engine = vi.spyOn(Provider, 'ctx', 'get');
    engine.mockReturnValue(context as unknown as KoaContextWithOIDC);
    letGoWhenSent(context);
    expect(contextHere()).toBe(context);
    res.emit('finish');
    expect(contextHere()).toBeUndefined();
    engine.mockRestore();
  });

  it('stays as it is for an answer that is broken off: its errors still have to be told', () => {
    const { context, res } = contextOf('secret');
    letGoWhenSent(context);
    res.emit('close');
    expect(context.req.headers.authorization).toBe('secret');
  });
});
