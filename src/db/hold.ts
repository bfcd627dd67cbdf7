/**
 * The embedded database is one process's at a time: a second one that opened its files would destroy them. Who has it
 * listens at a socket beside them, and does for others what they ask, so that `npm run audit -- verify` works while the
 * server runs.
 */
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** Made of a question what is answered; both are texts. */
export type Answer = (question: string) => Promise<string>;

/** Paths of sockets are short; a longer one stands for itself by its hash. */
const LONGEST = 100;
const NOTICED_MS = 50;

function socketOf(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const dir = realpathSync(dataDir);
  const short = `yekbar-${createHash('sha256').update(dir).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return `\\\\?\\pipe\\${short}`;
  const path = join(dir, 'held.sock');
  return Buffer.byteLength(path) < LONGEST ? path : join(ownFolder(), `${short}.sock`);
}

/**
 * Where everybody may write, a folder of our own: commands give roles and take secrets, so nobody else may listen or ask
 * in their place.
 * @throws Error when another user made the folder, or others may look into it
 */
export function ownFolder(within = tmpdir(), own = process.getuid?.()): string {
  const folder = join(within, `yekbar-${own}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== own || (found.mode & 0o077) !== 0)
    throw new Error(`${folder} is not ours alone. Remove it, or set DATA_DIR to a shorter path.`);
  return folder;
}

/**
 * Takes the data directory for this process.
 * @returns what gives it back; undefined: another process has it
 */
export async function holdData(dataDir: string, answer: Answer): Promise<(() => Promise<void>) | undefined> {
  const path = socketOf(dataDir);
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, socket => {
    open.add(socket);
    socket.on('error', () => {}).on('close', () => open.delete(socket));
    text(socket)
      .then(question => (question === '' ? '' : answer(question)))
      .then(
        said => socket.end(said),
        () => socket.destroy(),
      );
  });
  const leave = () =>
    new Promise<void>(done => {
      server.close(() => done());
      for (const socket of open) socket.destroy();
    });
  const first = await listens(server, path);
  // A file system that knows no sockets has no such guard; it starts all the same.
  if (first === 'impossible') return async () => {};
  if (first === 'here') return leave;
  if ((await call(path, undefined)) !== undefined) return undefined;
  // Left by a process that was killed. Of two that find it at once the later one has it, and the other notices.
  rmSync(path, { force: true });
  if ((await listens(server, path)) !== 'here') return undefined;
  const own = statSync(path).ino;
  await pause(NOTICED_MS);
  if (statSync(path, { throwIfNoEntry: false })?.ino === own) return leave;
  await leave();
  return undefined;
}

/** @returns what the process that has the data directory answers; undefined: none has it, or it broke off */
export function askHolder(dataDir: string, question: string): Promise<string | undefined> {
  return call(socketOf(dataDir), question);
}

function listens(server: Server, path: string): Promise<'here' | 'taken' | 'impossible'> {
  return new Promise(done => {
    const refused = (error: NodeJS.ErrnoException) =>
      done(error.code === 'EADDRINUSE' ? 'taken' : 'impossible');
    server.once('error', refused).listen(path, () => {
      server.removeListener('error', refused).unref();
      if (process.platform !== 'win32') chmodSync(path, 0o600);
      done('here');
    });
  });
}

/** Without a question: whether anybody is there, as an empty text. */
function call(path: string, question: string | undefined): Promise<string | undefined> {
  return new Promise(done => {
    const socket: Socket = connect({ path, allowHalfOpen: true });
    socket.on('error', () => done(undefined));
    socket.on('connect', () => {
      if (question === undefined) {
        socket.destroy();
        done('');
        return;
      }
      socket.end(question);
      text(socket).then(
        said => done(said || undefined),
        () => done(undefined),
      );
    });
  });
}
