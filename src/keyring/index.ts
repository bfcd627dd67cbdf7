/**
 * keyring owns what only a base registry and we know: keys that sign questions, certificates of the line, whom to believe
 * there; sealed under the master key, set by the command line, never shown. The registries ask it at each question, main
 * sets and lists, tasks renews it. It knows no questions and no answers.
 */

export { newRing, openRing, type Ring, renewRing } from './ring.ts';
export { describeSecrets, endSecrets, setSecret } from './secret.ts';
