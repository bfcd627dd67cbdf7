/**
 * Back-Channel Logout 1.0: what a system is told when a session that was signed in there ends. Queued in the
 * transaction that ends it; the engine's own direct call is replaced, because it would be lost with the process.
 */
import type Provider from 'oidc-provider';
import type { Client as EngineClient } from 'oidc-provider';
import { findClient } from '../clients/index.ts';
import type { Config } from '../config.ts';
import type { Operation, System } from '../operation.ts';
import { outbound } from '../outbound.ts';
import { type Delivering, queueSignal } from '../signals/index.ts';
import { contextHere, operationAt } from './context.ts';
import { outboundRules } from './outgoing.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const TIMEOUT_MS = 5_000;

/** A system that was signed in from a session, and the signal that tells it; null: it does not listen. */
export interface Told {
  readonly clientId: string;
  readonly signalId: string | null;
}

/** Puts the sign-out into the outbox, where the client has registered an address for it. */
export async function queueLogout(
  op: Operation,
  { clientId, personId, sid }: { clientId: string; personId: string; sid: string | undefined },
): Promise<Told> {
  const client = await findClient(op, clientId);
  const { backchannel_logout_uri: url } = client?.metadata ?? {};
  if (client?.state !== 'active' || typeof url !== 'string') return { clientId, signalId: null };
  const claims = { person: personId, ...(sid === undefined ? {} : { sid }) };
  return { clientId, signalId: await queueSignal(op, { clientId, url, kind: 'backchannel_logout', claims }) };
}

/** The parts of the engine that its types leave out; the law "engine" pins them. */
export interface ListeningClient extends EngineClient {
  readonly backchannelLogoutSessionRequired?: boolean;
  backchannelLogout(personId: string, sid: string | undefined): Promise<unknown>;
}
interface LogoutToken {
  mask: Record<string, null>;
  set(name: string, value: unknown): void;
  issue(options: { use: 'logout' }): Promise<string>;
}
type LogoutTokenClass = new (
  claims: { sub: string },
  about: { client: EngineClient; ctx: undefined },
) => LogoutToken;

/**
 * Whoever answers "no" to signing out everywhere is signed out of the one system that asked: that one is told here.
 * The end of the session itself tells all of them in its own transaction.
 */
export function replaceDirectLogout(system: System, provider: Provider): void {
  const { prototype } = provider.Client as unknown as { prototype: ListeningClient };
  prototype.backchannelLogout = async function (this: ListeningClient, personId, sid) {
    const ctx = contextHere();
    if (ctx?.oidc.params?.logout) return;
    await queueLogout(operationAt(system, ctx), { clientId: this.clientId, personId, sid });
  };
}

/** Signs with the keys in force, as the client wants its ID tokens, and posts to where it listens. */
export function delivering(config: Config, provider: () => Provider): Delivering {
  return {
    sign: async (_op, { clientId, claims }, jti) => {
      const engine = provider();
      const client = (await engine.Client.find(clientId)) as ListeningClient | undefined;
      if (!client) return undefined;
      const token = new (engine.IdToken as unknown as LogoutTokenClass)(
        { sub: String(claims.person) },
        { client, ctx: undefined },
      );
      token.mask = { sub: null };
      token.set('events', { [EVENT]: {} });
      token.set('jti', jti);
      if (client.backchannelLogoutSessionRequired) token.set('sid', claims.sid);
      return token.issue({ use: 'logout' });
    },
    send: async (op, { clientId, url }, token) => {
      const client = await findClient(op, clientId);
      const rules = outboundRules(config);
      const { status } = await outbound(
        {
          url,
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ logout_token: token }).toString(),
        },
        // Of the clients only those of the sandbox may listen on this machine.
        { thisMachine: rules.thisMachine && client?.kind === 'sandbox', timeoutMs: TIMEOUT_MS },
      );
      return status;
    },
  };
}
