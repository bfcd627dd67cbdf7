/**
 * audit owns the record: one event per thing that happened, written in the transaction that it describes, and the
 * chain of blocks that makes a later change visible. It does not know what events mean. Every room writes to it;
 * pages that show the record read through its door.
 */

export { countReleases, findEvent, listEventsAbout, record } from './record.ts';
export {
  type RecordKeys,
  recordKeys,
  signRecord,
  turnRecordKey,
  verifyRecordSignature,
} from './record-key.ts';
export { auditRoutes } from './routes.ts';
export { sealRecord } from './seal.ts';
export { formatVerdict, type Verdict, verifyRecord } from './verify.ts';
export { type AuditEvent, type EventData, type EventKind, eventKinds, type NewEvent } from './vocabulary.ts';
