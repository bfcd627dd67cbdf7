import type { AuditEvent, EventData, EventKind } from './vocabulary.ts';

/** An entry as the drivers read it. */
export interface EventRow {
  readonly id: string;
  readonly public_id: string;
  readonly at: Date;
  readonly kind: string;
  readonly person_id: string | null;
  readonly subject_id: string | null;
  readonly client_id: string | null;
  readonly tracking: string;
  readonly data: Record<string, unknown>;
}

/** What is read of an entry. */
export const columns = [
  'id',
  'public_id',
  'at',
  'kind',
  'person_id',
  'subject_id',
  'client_id',
  'tracking',
  'data',
] as const;

export function toEvent(row: EventRow): AuditEvent {
  return {
    id: row.id,
    publicId: row.public_id,
    at: row.at,
    kind: row.kind as EventKind,
    personId: row.person_id,
    subjectId: row.subject_id,
    clientId: row.client_id,
    tracking: row.tracking,
    data: row.data as EventData,
  };
}
