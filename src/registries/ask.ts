import { randomUUID } from 'node:crypto';
import type { RegistrySecrets } from '../contracts.ts';
import type { Connector } from './connector.ts';
import { type Dialect, json } from './dialect.ts';
import { RegistryDown } from './down.ts';
import type { Inquiry } from './index.ts';
import { Garbage, type Row } from './reading.ts';
import { signedHeaders } from './sign.ts';
import { type Heard, send } from './transport.ts';

/** A registry as we reach it. */
export interface Line {
  readonly registry: string;
  /** Base address, without a slash at the end; undefined: it is not connected, which is to be down. */
  readonly address: string | undefined;
  readonly connector: Connector;
  /** JSON where nothing else is said. */
  readonly dialect?: Dialect;
  /** Where the registry wants questions signed, or both sides to prove themselves: as it is now. */
  readonly secrets: () => RegistrySecrets | undefined;
  readonly timeoutMs: number;
  readonly now: () => Date;
  /** Tracking code of whoever asks: the registry keeps it beside the question. */
  readonly tracking?: string | undefined;
  readonly heard?: ((inquiry: Inquiry) => void) | undefined;
}

/** No honest answer about one person or company is longer; what is, is not read to its end. */
const LARGEST_ANSWER = 1_000_000;

/**
 * One question to a registry. Who is asked about stands in the body, never in the address, which proxies log. The same
 * question asked at the same moment goes out once; each asker reads the answer by himself.
 * @param read turns the registry's own record into ours; throws Garbage on anything that it does not understand
 * @returns undefined when the registry says that it has no such record
 * @throws RegistryDown
 */
export async function ask<T>(
  line: Line,
  path: string,
  question: Readonly<Record<string, string | undefined>>,
  read: (answer: Row) => T,
  timeoutMs = line.timeoutMs,
): Promise<T | undefined> {
  const { registry, connector } = line;
  const tracking = line.tracking ?? randomUUID();
  try {
    if (line.address === undefined) throw new RegistryDown(registry, 'refused');
    const dialect = line.dialect ?? json;
    const body = dialect.write(path, question);
    const address = `${line.address}${path}`;
    const { signing, tls } = line.secrets() ?? {};
    const signed = signing ? signedHeaders(signing, { address, body, tracking, at: line.now() }) : {};
    const headers = { ...dialect.headers(path), 'x-inquiry': tracking, ...signed };
    const heard = await connector.ask({ key: `${path} ${body}`, tracking, timeoutMs }, signal =>
      exchange(
        registry,
        () => send({ address, headers, body }, tls, signal),
        signal,
        (status, text) => dialect.read(path, status, text),
      ),
    );
    const answer = heard.answer === undefined ? undefined : readAs(registry, heard.answer, read);
    const under = heard.tracking === tracking ? undefined : heard.tracking;
    line.heard?.({ registry, outcome: 'answered', ...(under === undefined ? {} : { under }) });
    return answer;
  } catch (error) {
    if (error instanceof RegistryDown && error.reason !== 'busy' && error.reason !== 'open')
      line.heard?.({ registry, outcome: error.reason });
    throw error;
  }
}

/** What is odd about one subject is no reason to leave a registry alone for all: this counts for no breaker. */
function readAs<T>(registry: string, answer: Row, read: (answer: Row) => T): T {
  try {
    return read(answer);
  } catch (error) {
    if (error instanceof Garbage) throw new RegistryDown(registry, 'garbage');
    throw error;
  }
}

/** One attempt. @returns undefined: no such record */
async function exchange(
  registry: string,
  sent: () => Promise<Heard>,
  signal: AbortSignal,
  read: (status: number, text: string) => Row | undefined | 'failed',
): Promise<Row | undefined> {
  try {
    const response = await sent();
    const { status } = response;
    const answer = read(status, textOf(status, await readBody(response, registry)));
    if (answer === 'failed') throw new RegistryDown(registry, 'status');
    return answer;
  } catch (error) {
    if (error instanceof RegistryDown) throw error;
    if (error instanceof Garbage) throw new RegistryDown(registry, 'garbage');
    throw new RegistryDown(registry, signal.aborted ? 'timeout' : 'refused');
  }
}

/** UTF-8, with or without a byte-order mark. */
const strict = new TextDecoder('utf-8', { fatal: true });
const lenient = new TextDecoder();

/** A record is read whole or not at all; the page of a failure may be written as it likes. */
function textOf(status: number, bytes: Uint8Array): string {
  if (status >= 300) return lenient.decode(bytes);
  try {
    return strict.decode(bytes);
  } catch {
    throw new Garbage('not UTF-8');
  }
}

async function readBody(response: Heard, registry: string): Promise<Uint8Array> {
  if (!response.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream and closes the connection.
    if (size > LARGEST_ANSWER) throw new RegistryDown(registry, 'garbage');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
