/**
 * cli owns the command line for agencies: `npx yekbar …`. It speaks to the admin API of a running Yekbar over HTTP and
 * knows nothing else of it: no room, no database. Nobody calls it but the shell.
 */
export { run } from './run.ts';
