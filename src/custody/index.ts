/**
 * custody owns what custodians of registries send by themselves: which client may send for which registry, single facts,
 * bulk loads, and which version of each field came last. It keeps no values (profile does) and never tells a custodian
 * who has an account here. app mounts its API; the program's own commands bind a client to a registry.
 */

export { bindCustodian, CUSTODY_SCOPE } from './custodian.ts';
export { custodyApi } from './routes.ts';
export { sweepCustody } from './take.ts';
