import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** Milliseconds from the start of the process to its line "Yekbar is ready". */
export async function timeToReady(
  env: Readonly<Record<string, string>>,
  flags: readonly string[],
): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, 'src/main.ts', 'serve'], {
    cwd: new URL('..', import.meta.url),
    env: { ...process.env, ...env, DEMO: '0', PORT: String(port), ISSUER: `http://localhost:${port}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>(done => child.once('exit', () => done()));
  const took = await new Promise<number>((done, failed) => {
    child.stdout.on('data', (text: Buffer) => {
      if (text.includes('Yekbar is ready')) done(performance.now() - began);
    });
    child.once('exit', code => failed(new Error(`Yekbar ended before it was ready (${code})`)));
  });
  child.kill('SIGTERM');
  await gone;
  return took;
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, 'localhost', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
