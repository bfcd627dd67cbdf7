import type { ServerResponse } from 'node:http';

/** Of the engine's context, what is of use here. */
interface Answered {
  readonly res: ServerResponse;
  readonly oidc?: object;
}

/**
 * The engine gives the context of each request a getter of its own. V8 makes what holds a getter in the old generation,
 * where it stays until the whole heap is marked, and with it all of the request: request, answer, tokens, account. So once
 * the answer has left, the context lets go of what it leads to (decision 0062). To be called when nothing is left to do
 * but sending: what is broken off before it was sent keeps its context, for the handlers of errors.
 */
export function letGoWhenSent(context: Answered): void {
  context.res.once('finish', () => {
    const { oidc } = context;
    empty(context);
    if (oidc) empty(oidc);
  });
}

function empty(thing: object): void {
  // What cannot be written (the getter itself) stays.
  for (const key of Reflect.ownKeys(thing)) Reflect.set(thing, key, undefined);
}
