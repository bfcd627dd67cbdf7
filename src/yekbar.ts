#!/usr/bin/env node
/** The command line for agencies: starts the process that cli runs in. */
import { run } from './cli/index.ts';
import { readAccess } from './config.ts';

process.exitCode = await run(process.argv.slice(2), readAccess(), line => process.stdout.write(`${line}\n`));
