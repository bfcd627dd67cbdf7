/**
 * cases owns what a person puts before the platform: an entry of the record that he does not recognise, a value that
 * is wrong, a complaint with what shows it; and the answer to it. It counts complaints for everybody. Texts are sealed under
 * the key of the person. It decides nothing of what it is about: staff answer in admin's pages, custodians through them,
 * agencies in their own. me, rights and admin call it.
 */

export { aboutOfCase } from './about.ts';
export { agencyCasesRoutes } from './agency-routes.ts';
export { answerCase, dropCasesOf, takeBackCase } from './answer.ts';
export {
  type Case,
  type CaseKind,
  type CaseRead,
  findCaseByNumber,
  getCase,
  getCaseOfAgency,
  getOwnCase,
  listCases,
  listQueue,
  type Outcome,
  outcomesOf,
  type Reason,
  readCasesOfAgency,
} from './case.ts';
export { type ComplaintLine, type ComplaintSum, type Count, listComplaints } from './complaints.ts';
export { type ContestMark, contestsByOwner, openContest } from './contest.ts';
export { evidenceAnswer } from './evidence-routes.ts';
export { type NewCase, openCase } from './open.ts';
export { casesRoutes } from './routes.ts';
export { type EvidenceKind, findEvidence, readEvidenceFile } from './shown.ts';
