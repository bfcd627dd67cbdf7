import { BlockList, isIP } from 'node:net';
import type { Config } from '../../config.ts';

/** What is needed of a request: its headers, and who is at the other end of the connection. */
export interface Incoming {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

const MOST_BYTES = 12_000;

/**
 * The certificate (DER) that the TLS client at the proxy proved to hold, as the proxy hands it over. The header counts
 * only on a connection from the proxy itself; there the proxy sets or removes it at each request, so that nobody else's
 * gets through. Three forms: RFC 9440 (`:base64:`), PEM in percent-encoding (nginx), bare base64 (HAProxy).
 * @returns undefined when there is none, or what stands there is none
 */
export function handedOver(config: Config, { headers, socket }: Incoming): Buffer | undefined {
  const { certificates, trustProxy } = config;
  if (!certificates || trustProxy === 0 || !isProxy(certificates.from, socket.remoteAddress))
    return undefined;
  const text = headers[certificates.header];
  return typeof text === 'string' ? readHeader(text.trim()) : undefined;
}

export function readHeader(text: string): Buffer | undefined {
  const base64 = /^:([^:]*):$/.exec(text)?.[1] ?? bodyOfPem(text) ?? text;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  const der = Buffer.from(base64, 'base64');
  return der.length > 0 && der.length <= MOST_BYTES ? der : undefined;
}

function bodyOfPem(text: string): string | undefined {
  if (!text.startsWith('-----BEGIN')) return undefined;
  try {
    const pem = decodeURIComponent(text);
    return /^-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----\s*$/
      .exec(pem)?.[1]
      ?.replace(/\s/g, '');
  } catch {
    return undefined;
  }
}

function isProxy(from: readonly string[], remote: string | undefined): boolean {
  const address = remote?.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '') ?? '';
  const family = isIP(address);
  if (family === 0) return false;
  const list = new BlockList();
  for (const network of from) {
    const [net = '', prefix] = network.split('/');
    const kind = isIP(net) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(net, Number(prefix ?? (kind === 'ipv6' ? 128 : 32)), kind);
  }
  return list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
