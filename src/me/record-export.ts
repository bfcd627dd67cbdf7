import type { RecordEntry } from '../../views/me/data.ts';
import type { AuditEvent } from '../audit/index.ts';
import type { Operation } from '../operation.ts';
import type { Reader } from './reader.ts';
import { describeAll, eventsOf } from './record.ts';
import type { RecordWish } from './record-wish.ts';

const PAGE = 500;
/** Of whom there is more, month by month: `complete` says so. */
const MOST = 20_000;

/** One entry in a file: for people who read tables, and for programs. */
export interface ExportedEntry {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly system: string | null;
  readonly system_name: string | null;
  readonly agency: string | null;
  readonly purpose: string | null;
  /** Name of the entity, or "self". */
  readonly about: string;
  readonly by_you: boolean;
  readonly basis: 'consent' | 'law' | null;
  readonly law: string | null;
  readonly fields: readonly string[];
  readonly reason: string | null;
  readonly tracking: string;
}

export interface ExportedRecord {
  readonly exported_at: string;
  readonly complete: boolean;
  readonly entries: readonly ExportedEntry[];
}

/** What the page would show on all its pages. */
export async function entriesFor(op: Operation, reader: Reader, wish: RecordWish): Promise<ExportedRecord> {
  const entries: ExportedEntry[] = [];
  let { before } = wish;
  let more = true;
  while (more && entries.length < MOST) {
    const events = await eventsOf(op, reader, { ...wish, ...(before ? { before } : {}), limit: PAGE });
    const described = await describeAll(op, reader, events);
    for (const [at, event] of events.entries()) {
      const entry = described[at];
      if (entry) entries.push(exported(event, entry));
    }
    before = events.at(-1)?.publicId;
    more = events.length === PAGE;
  }
  return { exported_at: op.at.toISOString(), complete: !more, entries };
}

function exported(event: AuditEvent, entry: RecordEntry): ExportedEntry {
  const { fields } = event.data;
  return {
    id: event.publicId,
    at: event.at.toISOString(),
    kind: event.kind,
    system: event.clientId,
    system_name: entry.system ?? null,
    agency: entry.agency ?? null,
    purpose: entry.purpose ?? null,
    about: entry.subject ?? 'self',
    by_you: !entry.byOther,
    basis: entry.basis?.type ?? null,
    law: entry.basis?.type === 'law' ? entry.basis.title : null,
    fields: Array.isArray(fields) ? fields.map(String) : [],
    reason: entry.reason ?? null,
    tracking: entry.tracking,
  };
}

const columns = [
  'id',
  'at',
  'kind',
  'system',
  'system_name',
  'agency',
  'purpose',
  'about',
  'by_you',
  'basis',
  'law',
  'fields',
  'reason',
  'tracking',
] as const satisfies readonly (keyof ExportedEntry)[];

/** RFC 4180, with the mark by which spreadsheets know UTF-8. */
export function csvOf({ entries }: ExportedRecord): string {
  const rows = entries.map(entry => columns.map(column => cell(entry[column])));
  return `\uFEFF${[columns, ...rows].map(row => row.join(',')).join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would take for a formula gets an apostrophe: names of systems are typed by others. */
function cell(value: ExportedEntry[keyof ExportedEntry]): string {
  const text = Array.isArray(value) ? value.join(' ') : value === null ? '' : String(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
