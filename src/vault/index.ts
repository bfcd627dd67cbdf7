/**
 * vault owns one key per subject (a person or an entity), wrapped by the master key, and sealing under it.
 * It does not know what is sealed. Rooms that keep personal values call it: identity, entities, mandates, profile.
 */

export { checkMasterKey } from './master-key.ts';
export { wrappedKeyOf } from './store.ts';
export {
  newSubject,
  openSubject,
  openSubjects,
  type SubjectKey,
  shredSubject,
  unwrapKey,
} from './subject-key.ts';
