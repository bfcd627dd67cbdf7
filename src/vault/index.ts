/**
 * vault owns one key per subject (a person or an entity), wrapped by the master key, and sealing under it.
 * It does not know what is sealed. Every room that keeps personal values calls it.
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
