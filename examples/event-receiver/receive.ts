/**
 * All that a system needs to be told of changes by Yekbar: a stream (OpenID Shared Signals Framework 1.0), fetching
 * from it (RFC 8936) or listening (RFC 8935), and checking what comes. Copy this file; it needs `jose` and nothing else.
 */
import { setTimeout } from 'node:timers/promises';
import { createRemoteJWKSet, jwtVerify } from 'jose';

export interface Settings {
  /** Address of Yekbar, such as https://yekbar.example */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** By this the receiver knows its own stream again after a restart. */
  readonly name: string;
}

/** Whom an event is about: an entity by its national identifier, a person by her sub at this system, or both. */
export type Subject =
  | { readonly format: 'opaque'; readonly id: string }
  | { readonly format: 'iss_sub'; readonly iss: string; readonly sub: string }
  | { readonly format: 'complex'; readonly user?: Subject; readonly tenant?: Subject };

export interface Event {
  readonly jti: string;
  /** Such as urn:yekbar:event:profile-changed */
  readonly type: string;
  readonly subject: Subject;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Must be done when it returns: the event is acknowledged then. The same event may come twice. */
export type OnEvent = (event: Event) => Promise<void> | void;

interface Metadata {
  readonly issuer: string;
  readonly jwks_uri: string;
  readonly configuration_endpoint: string;
  readonly verification_endpoint: string;
}
interface Stream {
  readonly stream_id: string;
  readonly description?: string;
  readonly delivery: { readonly method: string; readonly endpoint_url: string };
}

const PUSH = 'urn:ietf:rfc:8935';
const REMEMBERED = 10_000;

export type Receiver = ReturnType<typeof createReceiver>;

export function createReceiver(settings: Settings) {
  let found: Promise<Metadata> | undefined;
  let token: { readonly value: string; readonly until: number } | undefined;
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  const seen = new Set<string>();

  const metadata = () => {
    found ??= read<Metadata>(fetch(`${settings.issuer}/.well-known/ssf-configuration`)).catch(error => {
      found = undefined;
      throw error;
    });
    return found;
  };

  async function accessToken(): Promise<string> {
    if (token && token.until > Date.now()) return token.value;
    const { token_endpoint: address } = await read<{ token_endpoint: string }>(
      fetch(`${settings.issuer}/.well-known/openid-configuration`),
    );
    const basic = Buffer.from(`${settings.clientId}:${settings.clientSecret}`).toString('base64');
    const answer = await read<{ access_token: string; expires_in: number }>(
      fetch(address, {
        method: 'POST',
        headers: { authorization: `Basic ${basic}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'ssf.manage' }),
      }),
    );
    token = { value: answer.access_token, until: Date.now() + (answer.expires_in - 30) * 1000 };
    return token.value;
  }

  async function call<T>(method: string, address: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const answer = await fetch(address, {
      method,
      headers: { authorization: `Bearer ${await accessToken()}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    if (answer.status === 401) token = undefined;
    return read<T>(Promise.resolve(answer));
  }

  /** The stream of this receiver; created where there is none. @param push where it listens; without, it fetches */
  async function open(
    types: readonly string[],
    push?: { url: string; authorization: string },
  ): Promise<Stream> {
    const { configuration_endpoint: address } = await metadata();
    const streams = await call<Stream[]>('GET', address);
    const mine = streams.find(({ description }) => description === settings.name);
    const wish = {
      events_requested: types,
      description: settings.name,
      ...(push && {
        delivery: { method: PUSH, endpoint_url: push.url, authorization_header: push.authorization },
      }),
    };
    return mine
      ? call<Stream>('PUT', address, { stream_id: mine.stream_id, ...wish })
      : call<Stream>('POST', address, wish);
  }

  /**
   * Checks signature, issuer, audience and kind of a token. Throws when it is not what it has to be.
   * @returns undefined: this event was handled before
   */
  async function check(text: string): Promise<Event | undefined> {
    const { issuer, jwks_uri: address } = await metadata();
    keys ??= createRemoteJWKSet(new URL(address));
    const { payload } = await jwtVerify(text, keys, {
      issuer,
      audience: settings.clientId,
      typ: 'secevent+jwt',
      requiredClaims: ['iat', 'jti', 'sub_id', 'events'],
    });
    const { jti = '', sub_id: subject, events } = payload;
    const [[type, data] = ['', {}]] = Object.entries(events as Record<string, Event['data']>);
    return seen.has(jti) ? undefined : { jti, type, subject: subject as Subject, data };
  }

  function remember(jti: string): void {
    seen.add(jti);
    const oldest = seen.values().next().value;
    if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
  }

  return {
    open,

    /** Fetches once, handles each event and acknowledges with the next call. @returns what to acknowledge then */
    async poll(
      stream: Stream,
      acks: readonly string[],
      onEvent: OnEvent,
      signal?: AbortSignal,
    ): Promise<string[]> {
      const { sets } = await call<{ sets: Record<string, string> }>(
        'POST',
        stream.delivery.endpoint_url,
        { ack: acks, maxEvents: 500, returnImmediately: false },
        signal,
      );
      const handled: string[] = [];
      for (const [jti, text] of Object.entries(sets)) {
        const event = await check(text);
        if (event) await onEvent(event);
        remember(jti);
        handled.push(jti);
      }
      return handled;
    },

    /** Fetches until it is told to stop; after a failure it waits, a minute at the most, and goes on where it was. */
    async listen(types: readonly string[], onEvent: OnEvent, signal: AbortSignal): Promise<void> {
      let acks: string[] = [];
      let stream: Stream | undefined;
      for (let failures = 0; !signal.aborted; )
        try {
          stream ??= await open(types);
          acks = await this.poll(stream, acks, onEvent, signal);
          failures = 0;
        } catch {
          stream = undefined;
          failures += 1;
          const pause = Math.min(60_000, 500 * 2 ** failures);
          await setTimeout(pause, undefined, { signal, ref: false }).catch(() => {});
        }
    },

    /** For a system that listens: the body of a POST, application/secevent+jwt. @returns status and body to answer */
    async receive(text: string, onEvent: OnEvent): Promise<{ status: number; body?: { err: string } }> {
      try {
        const event = await check(text);
        if (event) await onEvent(event);
        if (event) remember(event.jti);
        return { status: 202 };
      } catch {
        return { status: 400, body: { err: 'invalid_request' } };
      }
    },

    /** Asks for a test event with this state in it, to see that the way is open. */
    async verify(stream: Stream, state: string): Promise<void> {
      await call('POST', (await metadata()).verification_endpoint, { stream_id: stream.stream_id, state });
    },
  };
}

async function read<T>(asking: Promise<Response>): Promise<T> {
  const answer = await asking;
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text.slice(0, 300)}`);
  return (text ? JSON.parse(text) : undefined) as T;
}
