/**
 * cases owns what a person puts before the platform: an entry of the record that he does not recognise, a value that
 * is wrong, a complaint; and the answer to it. Texts are sealed under the key of the person. It decides nothing of
 * what it is about: staff answer in admin's pages, custodians through them. rights, admin and app.ts call it.
 */

export { aboutOfCase } from './about.ts';
export { answerCase, dropCasesOf, takeBackCase } from './answer.ts';
export {
  type Case,
  type CaseKind,
  type CaseRead,
  countOpenCases,
  getCase,
  getOwnCase,
  listCases,
  listQueue,
  type Outcome,
  outcomesOf,
} from './case.ts';
export { type NewCase, openCase } from './open.ts';
export { casesRoutes } from './routes.ts';
