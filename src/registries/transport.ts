import { Agent, request } from 'node:https';
import type { RegistryTls } from '../contracts.ts';

/** A question as it goes over the line. */
export interface Sent {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Heard {
  readonly status: number;
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** Sends it. @throws whatever the connection says: the registry was not reached, or is not who it should be */
export async function send(
  { address, headers, body }: Sent,
  tls: RegistryTls | undefined,
  signal: AbortSignal,
): Promise<Heard> {
  if (tls) return sendMutually({ address, headers, body }, tls, signal);
  return fetch(address, { method: 'POST', headers, body, redirect: 'error', signal });
}

/** Connections live as long as the secrets that they were opened with. */
const agents = new WeakMap<RegistryTls, Agent>();

/** We show our certificate, and believe only the authorities that were agreed on, where some were. */
function sendMutually(
  { address, headers, body }: Sent,
  tls: RegistryTls,
  signal: AbortSignal,
): Promise<Heard> {
  const agent = agents.get(tls) ?? newAgent(tls);
  agents.set(tls, agent);
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((done, failed) => {
    request(address, { method: 'POST', headers: { ...headers, ...length }, agent, signal }, answer =>
      done({ status: answer.statusCode ?? 0, body: answer }),
    )
      .on('error', failed)
      .end(body);
  });
}

function newAgent({ certificate, key, authority }: RegistryTls): Agent {
  return new Agent({
    keepAlive: true,
    minVersion: 'TLSv1.2',
    ...(certificate === undefined ? {} : { cert: certificate, key }),
    ...(authority === undefined ? {} : { ca: authority }),
  });
}
