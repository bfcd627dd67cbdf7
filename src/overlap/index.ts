/**
 * overlap owns what the forms of the government systems ask, which field of the catalogue each question means, and the
 * count of who asks twice for what. It reads the directory and the purposes of clients; it releases nothing and knows
 * no person. Its pages are public; administration reads forms in and decides doubtful labels through this door.
 */

export { type Asker, type Overlap, overlapOf } from './analysis.ts';
export { type AskedAgain, checkForm } from './asked-again.ts';
export { formsApi } from './client-routes.ts';
export { decideLabel, type FormInput, type FormRead, readForm, seedSampleForms } from './forms.ts';
export { heldFields } from './held.ts';
export { formatMeasured, measureMatcher } from './measure.ts';
export {
  type CountedOverlap,
  countAllDoubts,
  countOverlap,
  type Doubt,
  getSystemForm,
  listDoubts,
} from './read.ts';
export { overlapRoutes } from './routes.ts';
export { overlapCsv, overlapJson } from './written.ts';
