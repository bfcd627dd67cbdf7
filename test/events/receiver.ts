/** A receiver for tests: the API of the transmitter, the tokens of a poll, and a place that push streams post to. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';

export interface Told extends JWTPayload {
  readonly sub_id: Record<string, unknown>;
  readonly events: Record<string, Record<string, unknown>>;
}

export interface Api {
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** Creates a stream. @returns its id */
  stream(body?: Record<string, unknown>): Promise<string>;
  poll(
    stream: string,
    body?: Record<string, unknown>,
  ): Promise<{ tokens: Record<string, string>; more: boolean }>;
}

export const uri = {
  profile: 'urn:yekbar:event:profile-changed',
  consent: 'urn:yekbar:event:consent-withdrawn',
  authority: 'urn:yekbar:event:authority-changed',
  subject: 'urn:yekbar:event:subject-changed',
  session: 'https://schemas.openid.net/secevent/caep/event-type/session-revoked',
  credential: 'https://schemas.openid.net/secevent/caep/event-type/credential-change',
  verification: 'https://schemas.openid.net/secevent/ssf/event-type/verification',
  updated: 'https://schemas.openid.net/secevent/ssf/event-type/stream-updated',
};

export function apiOf(url: string, token: string): Api {
  const call: Api['call'] = async (method, path, body) => {
    const answer = await fetch(`${url}/api/v1/events${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : undefined };
  };
  return {
    call,
    stream: async (body = {}) => {
      const { status, body: made } = await call('POST', '/stream', {
        events_requested: Object.values(uri),
        ...body,
      });
      if (status !== 201) throw new Error(`no stream: ${status} ${JSON.stringify(made)}`);
      return (made as { stream_id: string }).stream_id;
    },
    poll: async (stream, body = {}) => {
      const answer = await call('POST', `/streams/${stream}/poll`, { returnImmediately: true, ...body });
      if (answer.status !== 200) throw new Error(`no poll: ${answer.status} ${JSON.stringify(answer.body)}`);
      const { sets, moreAvailable } = answer.body as { sets: Record<string, string>; moreAvailable: boolean };
      return { tokens: sets, more: moreAvailable };
    },
  };
}

/** Checks a token as a receiver must (RFC 8417, SSF 1.0 §4). */
export async function verified(url: string, clientId: string, token: string): Promise<Told> {
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(`${url}/jwks`)), {
    issuer: url,
    audience: clientId,
    typ: 'secevent+jwt',
    requiredClaims: ['iat', 'jti', 'txn', 'sub_id', 'events'],
  });
  if (payload.exp !== undefined || payload.sub !== undefined) throw new Error('exp or sub in an event');
  if (decodeProtectedHeader(token).alg !== 'ES256') throw new Error('another algorithm');
  return payload as Told;
}

export interface Place {
  readonly url: string;
  readonly heard: { token: string; authorization: string | undefined; type: string | undefined }[];
  answer(status: number, body?: unknown): void;
  close(): void;
}

/** Where a push stream posts to. */
export async function startPlace(): Promise<Place> {
  const heard: Place['heard'] = [];
  let next = { status: 202, body: undefined as unknown };
  const server = createServer((req, res) => {
    let token = '';
    req.on('data', chunk => {
      token += chunk;
    });
    req.on('end', () => {
      const { authorization, 'content-type': type } = req.headers;
      if (next.status < 300) heard.push({ token, authorization, type });
      res.writeHead(next.status).end(next.body === undefined ? '' : JSON.stringify(next.body));
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/events`,
    heard,
    answer: (status, body) => {
      next = { status, body };
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
