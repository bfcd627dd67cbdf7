/** How rows of the store read as what the room speaks of. Pure. */
import type { Schema } from '../db/index.ts';
import { latinDigits } from '../text.ts';
import type {
  Approval,
  Client,
  ClientChange,
  Law,
  Level,
  Purpose,
  Stage,
  StepAsked,
  SubjectType,
} from './client.ts';

/** Columns that the database fills where nothing is said. */
type ClientDefaults =
  | 'stage'
  | 'clearance_number'
  | 'clearance_until'
  | 'stop_id'
  | 'keys_expire_at'
  | 'words';
type ClientRow = Omit<Schema['client'], 'metadata' | 'registered_at' | 'changed_at' | ClientDefaults> & {
  readonly metadata: Record<string, unknown>;
  readonly stage: Stage;
  readonly clearance_until: string | null;
  readonly registered_at: Date;
  readonly changed_at: Date;
  readonly agency_name_fa: string | null;
  readonly agency_name_en: string | null;
};
type PurposeRow = Omit<Schema['purpose'], 'law' | 'registered_at' | 'entity_fields' | 'self_fields'> & {
  readonly law: Record<string, unknown>;
  readonly registered_at: Date;
};
type ApprovalRow = Omit<Schema['approval'], 'requested_at' | 'decided_at' | 'change' | 'step'> & {
  readonly step: Record<string, unknown> | null;
  readonly change: Record<string, unknown> | null;
  readonly requested_at: Date;
  readonly decided_at: Date | null;
};

export function clientOf(row: ClientRow): Client {
  return {
    id: row.id,
    agency: row.agency_id
      ? { id: row.agency_id, name: { fa: row.agency_name_fa ?? '', en: row.agency_name_en ?? '' } }
      : null,
    kind: row.kind,
    state: row.state,
    stage: row.stage,
    clearanceUntil: row.clearance_until,
    name: { fa: row.name_fa, en: row.name_en },
    metadata: row.metadata,
    registeredBy: row.registered_by,
    registeredAt: row.registered_at,
    changedAt: row.changed_at,
  };
}

export function purposeOf(row: PurposeRow): Purpose {
  return {
    id: row.id,
    clientId: row.client_id,
    key: row.key,
    version: row.version,
    state: row.state,
    name: { fa: row.name_fa, en: row.name_en },
    text: { fa: row.text_fa, en: row.text_en },
    basis: row.basis,
    law: lawOf(row.law),
    fields: row.fields,
    subjects: row.subjects as SubjectType[],
    level: row.level as Level,
    retention: { fa: row.retention_fa, en: row.retention_en },
    consentDays: row.consent_days,
    approvalHours: row.approval_hours,
    history: row.history,
    registeredBy: row.registered_by,
    registeredAt: row.registered_at,
  };
}

/** Digits are kept in one script and written in the reader's. */
export function lawText(law: Law): string {
  return JSON.stringify({
    title_fa: law.title.fa,
    title_en: law.title.en,
    body_fa: law.body.fa,
    body_en: law.body.en,
    number: latinDigits(law.number.trim()),
    date: law.date,
    articles: latinDigits(law.articles.trim()),
  });
}

function lawOf(law: Record<string, unknown>): Law {
  const text = (name: string) => String(law[name] ?? '');
  return {
    title: { fa: text('title_fa'), en: text('title_en') },
    body: { fa: text('body_fa'), en: text('body_en') },
    number: text('number'),
    date: typeof law.date === 'string' && law.date ? law.date : null,
    articles: text('articles'),
  };
}

export function approvalOf(row: ApprovalRow): Approval {
  return {
    id: row.id,
    clientId: row.client_id,
    purposeId: row.purpose_id,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    decidedBy: row.decided_by,
    decision: row.decision,
    reason: row.reason,
    decidedAt: row.decided_at,
    change: row.change && changeOf(row.change),
    step: row.step && stepOf(row.step),
  };
}

function changeOf(change: Record<string, unknown>): ClientChange {
  const { name, metadata } = change as { name: ClientChange['name']; metadata: ClientChange['metadata'] };
  return { name, metadata };
}

function stepOf({ to, number, until, without }: Record<string, unknown>): StepAsked {
  const text = (name: string, value: unknown) => (typeof value === 'string' ? { [name]: value } : {});
  return {
    to: to as Stage,
    ...text('number', number),
    ...text('until', until),
    ...text('without', without),
  };
}
