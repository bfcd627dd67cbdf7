/**
 * audit owns the record: one event per thing that happened, written in the transaction that it describes; the chain of
 * blocks that makes a later change visible; and what is counted of it, among that how often fields were handed over. Of
 * other events it does not know what they mean. Every room writes to it; pages that show the record read through its door.
 */

export { type CheckedProof, checkProof, type RecordProof } from './check.ts';
export { runAudit } from './command.ts';
export { type ReleaseCount, selectServedByLaw as listServedByLaw } from './count-store.ts';
export { dayAfter, dayOf, daysLater } from './day.ts';
export { type Inquiries, inquire } from './inquiries.ts';
export { type ProofAnswer, proveEvent } from './proof.ts';
export {
  keepPublished,
  listCells,
  listPublished,
  listPublishedParts,
  listTogether,
  type PublishedPart,
} from './published.ts';
export type { PublishedSum, ReleaseCell } from './published-store.ts';
export {
  countReleases,
  countReleasesTo,
  eventRows,
  findEvent,
  listChangesOf,
  listEventsAbout,
  listEventsUnder,
  type ReleasesTo,
  record,
  recordAll,
} from './record.ts';
export {
  type RecordKeys,
  recordKeys,
  signRecord,
  turnRecordKey,
  verifyRecordSignature,
} from './record-key.ts';
export { listRoots, type PublishedRoot } from './root.ts';
export { auditRoutes } from './routes.ts';
export { formatCheck, formatVerdict } from './say.ts';
export { sealRecord } from './seal.ts';
export { SMALLEST, STEP } from './small.ts';
export { type EventRow, eventLists, insertionOf } from './store.ts';
export { type DayCount, listDayCounts, listDayCountsOf, listDayTotals, tallyRecord } from './tally.ts';
export { type Kept, type KeptRoot, type Verdict, verifyRecord } from './verify.ts';
export { type AuditEvent, type EventData, type EventKind, eventKinds, type NewEvent } from './vocabulary.ts';
export { keepWindows, sumReleases, type WindowSpan } from './window.ts';
export type { PartSum } from './window-store.ts';
