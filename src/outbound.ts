/**
 * Requests to addresses that clients gave us: their keys, their sign-out addresses. Whoever registers an address must
 * not make this server ask what stands beside it, so: https only; no special-purpose network (loopback, private,
 * link-local …), judged by the very addresses that the connection then uses, so that a name that changes its mind
 * gains nothing; no redirects; little time and little to read. In the demo this machine itself may be asked.
 */
import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

export interface OutboundRules {
  /** Addresses of this machine are allowed, by http too and without a certificate that anybody vouches for. */
  readonly thisMachine: boolean;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** How a name becomes addresses; the system's way unless told. */
  readonly resolve?: (host: string) => Promise<readonly Address[]>;
}

export interface Address {
  readonly address: string;
  readonly family: number;
}

export interface OutboundRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Why a request was not made, or came to nothing. */
export type OutboundReason =
  | 'malformed'
  | 'not_https'
  | 'special_address'
  | 'unknown_host'
  | 'certificate'
  | 'unreachable'
  | 'timeout'
  | 'too_large';

/** The message names the reason only: addresses of clients are not for logs. */
export class OutboundRefused extends TypeError {
  readonly reason: OutboundReason;
  constructor(reason: OutboundReason) {
    super(`outbound request: ${reason}`);
    this.name = 'OutboundRefused';
    this.reason = reason;
  }
}

const TIMEOUT_MS = 2_500;
const MAX_BYTES = 64 * 1024;

/** @throws OutboundRefused; a status of refusal is an answer, not an error */
export async function outbound(
  { url, method = 'GET', headers = {}, body }: OutboundRequest,
  rules: OutboundRules,
): Promise<Answer> {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (!target || target.username || target.password || !/^https?:$/.test(target.protocol))
    throw new OutboundRefused('malformed');
  if (target.protocol === 'http:' && !rules.thisMachine) throw new OutboundRefused('not_https');
  const signal = AbortSignal.timeout(rules.timeoutMs ?? TIMEOUT_MS);
  const addresses = await withSignal(addressesOf(target, rules), signal);
  const here = rules.thisMachine && addresses.every(({ address }) => isThisMachine(address));
  if (!here && target.protocol === 'http:') throw new OutboundRefused('not_https');
  if (!here && addresses.some(({ address }) => isSpecial(address)))
    throw new OutboundRefused('special_address');
  const send = target.protocol === 'https:' ? tlsRequest : plainRequest;
  const options: RequestOptions & { rejectUnauthorized: boolean } = {
    method,
    headers: {
      ...headers,
      ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
    },
    agent: false,
    signal,
    lookup: only(addresses),
    rejectUnauthorized: !here,
  };
  return new Promise<Answer>((done, failed) => {
    const fail = (error: unknown) => failed(refusalOf(error, signal));
    const req = send(target, options, res => {
      readAll(res, rules.maxBytes ?? MAX_BYTES).then(
        read =>
          done({ status: res.statusCode ?? 0, headers: res.headers as Record<string, string>, body: read }),
        error => {
          req.destroy();
          fail(error);
        },
      );
    });
    req.on('error', fail).end(body);
  });
}

/**
 * Why an address that is registered for later could never be asked; what its name leads to is judged when it is.
 * @returns undefined: it may be
 */
export function pushAddressProblem(url: string, rules: OutboundRules): OutboundReason | undefined {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (!target || target.username || target.password || target.hash || !/^https?:$/.test(target.protocol))
    return 'malformed';
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const here = rules.thisMachine && (host === 'localhost' || (isIP(host) !== 0 && isThisMachine(host)));
  if (target.protocol === 'http:' && !here) return 'not_https';
  if (!here && (host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && isSpecial(host))))
    return 'special_address';
  return undefined;
}

async function addressesOf(
  target: URL,
  { resolve = resolveName }: OutboundRules,
): Promise<readonly Address[]> {
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  if (family) return [{ address: host, family }];
  const found = await resolve(host).catch(() => []);
  if (found.length === 0) throw new OutboundRefused('unknown_host');
  return found;
}

const resolveName = (host: string) => lookup(host, { all: true });

/** The connection uses the addresses that were judged; the name is not asked again. */
function only(addresses: readonly Address[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

async function readAll(res: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of res as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new OutboundRefused('too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function withSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, failed) => {
    signal.addEventListener('abort', () => failed(new OutboundRefused('timeout')), { once: true });
    work.then(done, failed);
  });
}

function refusalOf(error: unknown, signal: AbortSignal): OutboundRefused {
  if (error instanceof OutboundRefused) return error;
  if (signal.aborted) return new OutboundRefused('timeout');
  const code = String((error as NodeJS.ErrnoException).code ?? '');
  return new OutboundRefused(
    /CERT|SELF_SIGNED|UNABLE_TO|TLS|SSL|EPROTO/.test(code) ? 'certificate' : 'unreachable',
  );
}

// IANA's special-purpose address registries (RFC 6890), and what is no host at all.
const special = listOf(
  [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ],
  [
    ['::', 96],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
    ['5f00::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
  ],
);
const loopback = listOf([['127.0.0.0', 8]], [['::1', 128]]);

function listOf(four: readonly [string, number][], six: readonly [string, number][]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of four) list.addSubnet(net, prefix, 'ipv4');
  for (const [net, prefix] of six) list.addSubnet(net, prefix, 'ipv6');
  return list;
}

/** An IPv4 address in the clothes of IPv6 (::ffff:…) is judged as what it is. */
export function isSpecial(address: string): boolean {
  return isIn(special, address);
}

function isThisMachine(address: string): boolean {
  return isIn(loopback, address);
}

function isIn(list: BlockList, address: string): boolean {
  const family = isIP(address.replace(/%.*$/, ''));
  if (family === 0) return list === special;
  return list.check(address.replace(/%.*$/, ''), family === 6 ? 'ipv6' : 'ipv4');
}
