import { randomUUID } from 'node:crypto';
import { RegistryDown } from './down.ts';
import type { Inquiry } from './index.ts';
import { Garbage, type Row, row } from './reading.ts';

/** A registry as we reach it. */
export interface Line {
  readonly registry: string;
  /** Base address, without a slash at the end. */
  readonly address: string;
  readonly timeoutMs: number;
  readonly now: () => Date;
  /** Tracking code of whoever asks: the registry keeps it beside the question. */
  readonly tracking?: string | undefined;
  readonly heard?: ((inquiry: Inquiry) => void) | undefined;
}

/** No honest answer about one person or company is longer; what is, is not read to its end. */
export const LARGEST_ANSWER = 1_000_000;

/**
 * One question to a registry. Who is asked about stands in the body, never in the address, which proxies log.
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
  try {
    const answer = await exchange(line, path, question, read, timeoutMs);
    line.heard?.({ registry: line.registry, outcome: 'answered' });
    return answer;
  } catch (error) {
    if (error instanceof RegistryDown) line.heard?.({ registry: line.registry, outcome: error.reason });
    throw error;
  }
}

async function exchange<T>(
  line: Line,
  path: string,
  question: Readonly<Record<string, string | undefined>>,
  read: (answer: Row) => T,
  timeoutMs: number,
): Promise<T | undefined> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await send(line, path, JSON.stringify(question), signal);
    const body = await readBody(response, line.registry);
    if (response.status === 404 && isNoRecord(body)) return undefined;
    if (response.status !== 200) throw new RegistryDown(line.registry, 'status');
    return read(row(parse(body)));
  } catch (error) {
    if (error instanceof RegistryDown) throw error;
    if (error instanceof Garbage) throw new RegistryDown(line.registry, 'garbage');
    throw new RegistryDown(line.registry, signal.aborted ? 'timeout' : 'refused');
  }
}

/**
 * A kept connection may be closed by the other side at the very moment when it is used again; then the question is
 * sent once more. It only asks, so twice does no harm.
 */
async function send(line: Line, path: string, body: string, signal: AbortSignal): Promise<Response> {
  const request = () =>
    fetch(`${line.address}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-inquiry': line.tracking ?? randomUUID(),
      },
      body,
      redirect: 'error',
      signal,
    });
  try {
    return await request();
  } catch (error) {
    if (signal.aborted) throw error;
    return request();
  }
}

async function readBody(response: Response, registry: string): Promise<string> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream and closes the connection.
    if (size > LARGEST_ANSWER) throw new RegistryDown(registry, 'garbage');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Garbage('not JSON');
  }
}

/** A wrong address also says 404; only the registry's own word means that there is no record. */
function isNoRecord(body: string): boolean {
  try {
    return row(JSON.parse(body)).error === 'NO_RECORD';
  } catch {
    return false;
  }
}
