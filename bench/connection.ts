import { lookup as ask, type LookupAddress } from 'node:dns';
import { connect, type LookupFunction, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly retryAfter: string | undefined;
  readonly cookies: readonly string[];
  readonly body: string;
}

interface Waiting {
  readonly done: (answer: Answer) => void;
  readonly failed: (error: Error) => void;
}

const addresses = new Map<string, LookupAddress[]>();

/** Names are asked for once: hundreds of connections at the same moment would wait for each other there. */
const lookup: LookupFunction = (name, options, done) => {
  const known = addresses.get(name);
  if (known) {
    if (options.all) done(null, known);
    else done(null, known[0]?.address ?? '', known[0]?.family);
    return;
  }
  ask(name, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '');
    addresses.set(name, found);
    lookup(name, options, done);
  });
};

/**
 * One keep-alive connection that sends one request after the other. It reads only what the benchmark looks at, so
 * that the driver costs far less than the servers it measures.
 */
export class Connection {
  readonly #host: string;
  readonly #port: number;
  #socket: Socket | undefined;
  #waiting: Waiting | undefined;
  #received: Buffer = Buffer.alloc(0);

  constructor(origin: string) {
    const url = new URL(origin);
    this.#host = url.hostname;
    this.#port = Number(url.port);
  }

  request(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<Answer> {
    const length = body === undefined ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`;
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const text = `${method} ${path} HTTP/1.1\r\nhost: ${this.#host}:${this.#port}\r\n${lines.join('')}${length}\r\n${body ?? ''}`;
    return new Promise((done, failed) => {
      this.#waiting = { done, failed };
      this.#open().write(text);
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    if (this.#socket && !this.#socket.destroyed) return this.#socket;
    const socket = connect({ host: this.#host, port: this.#port, noDelay: true, lookup });
    this.#socket = socket;
    this.#received = Buffer.alloc(0);
    socket.on('data', (part: Buffer) => {
      this.#received = this.#received.length === 0 ? part : Buffer.concat([this.#received, part]);
      this.#read();
    });
    const ended = (error?: Error) => {
      socket.destroy();
      this.#settle(undefined, error ?? new Error('the server closed the connection'));
    };
    socket
      .on('error', ended)
      .on('end', () => ended())
      .on('close', () => ended());
    return socket;
  }

  #settle(answer: Answer | undefined, error?: Error): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (answer) waiting?.done(answer);
    else waiting?.failed(error ?? new Error('no answer'));
  }

  #read(): void {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const [statusLine = '', ...lines] = this.#received.toString('latin1', 0, end).split('\r\n');
    const cookies: string[] = [];
    let location: string | undefined;
    let retryAfter: string | undefined;
    let length: number | undefined;
    let chunked = false;
    let last = false;
    for (const line of lines) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon).toLowerCase();
      if (name === 'content-length') length = Number(line.slice(colon + 1));
      else if (name === 'transfer-encoding') chunked = true;
      else if (name === 'location') location = line.slice(colon + 1).trim();
      else if (name === 'retry-after') retryAfter = line.slice(colon + 1).trim();
      else if (name === 'set-cookie') cookies.push(line.slice(colon + 1).trim());
      else if (name === 'connection')
        last =
          line
            .slice(colon + 1)
            .trim()
            .toLowerCase() === 'close';
    }
    const rest = this.#received.subarray(end + 4);
    const body = chunked ? readChunks(rest) : readLength(rest, length ?? 0);
    if (body === undefined) return;
    this.#received = Buffer.alloc(0);
    if (last) {
      this.#socket?.removeAllListeners();
      this.#socket?.destroy();
    }
    this.#settle({ status: Number(statusLine.slice(9, 12)), location, retryAfter, cookies, body });
  }
}

function readLength(rest: Buffer, length: number): string | undefined {
  return rest.length < length ? undefined : rest.toString('utf8', 0, length);
}

/** undefined until the last chunk is there. */
function readChunks(rest: Buffer): string | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = rest.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = Number.parseInt(rest.toString('latin1', at, line), 16);
    const start = line + 2;
    if (size === 0) return rest.length >= start + 2 ? Buffer.concat(parts).toString('utf8') : undefined;
    if (rest.length < start + size + 2) return undefined;
    parts.push(rest.subarray(start, start + size));
    at = start + size + 2;
  }
}
