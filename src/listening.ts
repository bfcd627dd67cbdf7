import { createServer, type RequestListener, type Server } from 'node:http';
import {
  type AddressInfo,
  createServer as createGuard,
  type Server as Guard,
  type ListenOptions,
} from 'node:net';

/**
 * Node takes one connection from a listening socket in each turn of its event loop (libuv since 1.45). A turn of a busy
 * process takes some milliseconds, so the last of twenty who come together would stand before the door for twenty
 * turns. The kernel shares new connections out among the sockets of one port: of each, one is taken in a turn.
 */
const DOORS = 8;
/** Headers come at once; a body that is allowed (3 MB) may come over a slow line. */
const LIMITS = { maxHeaderSize: 16_384, headersTimeout: 20_000, requestTimeout: 180_000 };
/** How long answers that are under way may take once the server closes. */
const LEAVE_MS = 5_000;

export interface Listening {
  readonly port: number;
  /** Takes nobody in any more, and waits until who is being answered has the answer. */
  close(): Promise<void>;
}

/** @throws the error of `listen` as Node gives it: EADDRINUSE where another process has the port */
export async function listen(
  answer: RequestListener,
  where: { readonly port: number; readonly host?: string },
): Promise<Listening> {
  const guard = await standGuard(where.port);
  try {
    // Alone first: sockets that may share a port would share it with another process too, and nobody would hear of it.
    const alone = await open(answer, where);
    const { port } = alone.address() as AddressInfo;
    await leave(alone);
    const doors = await openTogether(answer, { ...where, port });
    const close = async () => {
      const left = doors.map(leave);
      guard?.close();
      await Promise.all(left);
    };
    return { port, close };
  } catch (error) {
    guard?.close();
    throw error;
  }
}

/**
 * Between the door alone and the shared ones another process of ours could get in and share them. So a port has a name
 * besides, which one process holds for as long as it listens. Names without a file, which end with their process, are
 * Linux's.
 * @returns undefined: there are none here, or any port will do
 */
function standGuard(port: number): Promise<Guard | undefined> {
  if (process.platform !== 'linux' || port === 0) return Promise.resolve(undefined);
  const guard = createGuard(socket => socket.destroy());
  return new Promise((done, failed) => {
    guard.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? failed(error) : done(undefined),
    );
    guard.listen(`\0yekbar-port-${port}`, () => done(guard.unref()));
  });
}

/** Several sockets on one port; one where the system cannot do that. */
async function openTogether(answer: RequestListener, where: ListenOptions): Promise<Server[]> {
  const shared = { ...where, reusePort: true };
  const first = await open(answer, shared).catch(() => undefined);
  if (!first) return [await open(answer, where)];
  return [first, ...(await Promise.all(Array.from({ length: DOORS - 1 }, () => open(answer, shared))))];
}

function open(answer: RequestListener, where: ListenOptions): Promise<Server> {
  const server = createServer(LIMITS, answer);
  return new Promise((done, failed) => {
    server.once('error', failed).listen(where, () => {
      server.off('error', failed);
      done(server);
    });
  });
}

function leave(server: Server): Promise<void> {
  return new Promise(done => {
    const late = setTimeout(() => server.closeAllConnections(), LEAVE_MS);
    server.close(() => {
      clearTimeout(late);
      done();
    });
    server.closeIdleConnections();
  });
}
