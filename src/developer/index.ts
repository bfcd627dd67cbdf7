/**
 * developer owns what helps those who connect a system: first steps in several languages, the addresses of the contract,
 * what each refusal means, the people of the sandbox, and the last calls of each client with what was wrong in them. It
 * owns no client and no right: who may see one is handed in. Only app.ts and tasks.ts call it.
 */
export { callApi } from './call-routes.ts';
export { collectCalls, keepCalls, sweepCalls } from './calls.ts';
export { faultList } from './faults.ts';
export { quickStarts } from './quick-starts.ts';
export { developerRoutes } from './routes.ts';
