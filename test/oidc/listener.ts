/** A system that listens for sign-outs, on a port of this machine. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';

export interface Listener {
  readonly url: string;
  readonly heard: readonly string[];
  answer(status: number): void;
  /** Verifies what was heard at this place, as Back-Channel Logout 1.0 §2.6 says. */
  verified(at: number, issuer: string, clientId: string): Promise<{ payload: JWTPayload; alg: string }>;
  close(): void;
}

export async function startListener(): Promise<Listener> {
  const heard: string[] = [];
  let status = 200;
  const server = createServer((req, res) => {
    let text = '';
    req.on('data', chunk => {
      text += chunk;
    });
    req.on('end', () => {
      if (status < 300) heard.push(new URLSearchParams(text).get('logout_token') ?? '');
      res.writeHead(status).end();
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/logout`,
    heard,
    answer: next => {
      status = next;
    },
    verified: async (at, issuer, clientId) => {
      const { payload, protectedHeader } = await jwtVerify(
        heard[at] ?? '',
        createRemoteJWKSet(new URL(`${issuer}/jwks`)),
        { issuer, audience: clientId, typ: 'logout+jwt', requiredClaims: ['iat', 'exp', 'jti', 'sub'] },
      );
      return { payload, alg: protectedHeader.alg };
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
