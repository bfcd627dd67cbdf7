import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
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

  it('stays as it is for an answer that is broken off: its errors still have to be told', () => {
    const { context, res } = contextOf('secret');
    letGoWhenSent(context);
    res.emit('close');
    expect(context.req.headers.authorization).toBe('secret');
  });
});
