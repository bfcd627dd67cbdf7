/** Starts the process: the command that was asked for. */
import { run } from './commands.ts';

await run(process.argv.slice(2));
