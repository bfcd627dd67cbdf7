/** Starts the process: first what node is told before it loads the rooms, then the command that was asked for. */
import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { compiledDir } from './config.ts';

// The second start finds the code compiled, and needs neither the time nor the memory of stripping its types.
const dir = compiledDir();
if (dir) {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    enableCompileCache(dir);
  } catch {
    // Where nothing can be written it starts as the first time.
  }
}
const { run } = await import('./commands.ts');
await run(process.argv.slice(2));
