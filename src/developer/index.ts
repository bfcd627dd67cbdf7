/**
 * developer owns what helps those who connect a system: first steps in several languages, the addresses of the contract,
 * what each refusal means, the people of the sandbox, the last calls of each client with what was wrong in them, and the
 * check of a client's own system against an issuer that misbehaves on purpose. It owns no client and no right: who may see one is handed in. Only app.ts and tasks.ts call it.
 */
export { callApi } from './call-routes.ts';
export { collectCalls, keepCalls, sweepCalls } from './calls.ts';
export { findReport } from './check.ts';
export { checkApi } from './check-routes.ts';
export { faultList } from './faults.ts';
export { quickStarts } from './quick-starts.ts';
export { developerRoutes } from './routes.ts';
