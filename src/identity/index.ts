/**
 * identity owns natural persons, how they prove who they are, and the wait after failed attempts. Particulars are
 * sealed; a person is found by a keyed hash of the national ID or foreign-national code. It does not know companies,
 * sessions or clients. mandates, profile, consent, the engine's steps and the pages of staff call it.
 */

export { isMinor } from './age.ts';
export {
  enterHashing,
  type HashingState,
  hashingState,
  hashPassword,
  parsePassword,
  SHORTEST_PASSWORD,
} from './credentials.ts';
export { type Claim, type Enrolment, enrolPerson, importPerson, matchIdentity } from './enrol.ts';
export { type Evidence, keepEvidence, listEvidence } from './evidence.ts';
export { countUse, forgetUses, type Limit, takeBackUse } from './limit.ts';
export { changeMobile } from './mobile.ts';
export { confirmPassword, hasPassword, setPassword } from './password.ts';
export {
  accountSince,
  closePerson,
  findPerson,
  findPersonByIdentifier,
  followLifeStatus,
  getPerson,
  listPersonIdsByHash,
  listPersonsByHash,
  mayAct,
  onStateChanged,
  type Person,
  type PersonState,
  personKnownAs,
  recordPersonState,
} from './person.ts';
export type { Place } from './queue.ts';
export { signInByPassword } from './sign-in.ts';
export {
  currentAccountOf,
  currentHashes,
  findAccountOfNumber,
  listFormerAccounts,
  onSuccession,
  type Succession,
  succeedPerson,
} from './succession.ts';
export { addressBlock, forgetOldFailures } from './throttle.ts';
