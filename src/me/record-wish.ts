import { type EventKind, eventKinds } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { isoOfJalali } from '../registries/index.ts';
import type { Reader } from './reader.ts';

/** What the record can be narrowed to by kind: each is the kinds of some rooms. */
export const recordGroups = ['seen', 'consent', 'sign_in', 'power', 'case', 'inquiry'] as const;
export type RecordGroup = (typeof recordGroups)[number];

const groupOfRoom: Readonly<Record<string, RecordGroup>> = {
  profile: 'seen',
  consent: 'consent',
  mandates: 'power',
  approvals: 'power',
  machines: 'power',
  counters: 'power',
  agencies: 'power',
  cases: 'case',
  feedback: 'case',
  registries: 'inquiry',
};

function groupOf(kind: EventKind): RecordGroup {
  return groupOfRoom[kind.split('.')[0] ?? ''] ?? 'sign_in';
}

/** What a reader asks of the record. */
export interface RecordWish {
  /** An entity, by its id; undefined: everything that is the reader's to see. */
  readonly about?: string;
  readonly system?: string;
  /** "1405-08" or "2026-11". */
  readonly month?: string;
  readonly group?: RecordGroup;
  /** Public id of the last entry already read. */
  readonly before?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CLIENT = /^[\w.~:/-]{1,200}$/;

/**
 * From the query of an address. Anything that is not of the form counts as not given; an entity whose record is not
 * the reader's to see is not there.
 * @throws audit.not_found
 */
export function wishOf(query: Readonly<Record<string, unknown>>, reader: Pick<Reader, 'seen'>): RecordWish {
  const text = (name: string, form: RegExp) => {
    const value = query[name];
    return typeof value === 'string' && form.test(value) ? value : undefined;
  };
  const about = text('about', UUID);
  if (about !== undefined && !reader.seen.some(entity => entity.id === about))
    throw new Fault('not_found', 'audit.not_found');
  const month = text('month', /^\d{4}-\d{1,2}$/);
  const group = recordGroups.find(group => group === query.kind);
  const wish = {
    about,
    system: text('system', CLIENT),
    month: month && monthRange(month) ? month : undefined,
    group,
    before: text('before', UUID),
  };
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
}

/** The kinds of a wish: the inquiries are many, and shown when they are asked for. */
export function kindsOf(group: RecordGroup | undefined, shown: readonly EventKind[]): EventKind[] {
  return eventKinds.filter(
    kind => shown.includes(kind) && (group ? groupOf(kind) === group : groupOf(kind) !== 'inquiry'),
  );
}

/** A month of either calendar, from its first moment in Tehran to the first of the next; Jalali years are below 1700. */
export function monthRange(month: string): { from: Date; until: Date } | undefined {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = number === 12 ? [year + 1, 1] : [year, number + 1];
  const [from, until] = [firstDay(year, number), firstDay(next[0] ?? 0, next[1] ?? 0)];
  return from && until && { from, until };
}

function firstDay(year: number, month: number): Date | undefined {
  if (month < 1 || month > 12 || year < 1300 || year > 2200) return undefined;
  const iso =
    year < 1700 ? isoOfJalali({ year, month, day: 1 }) : `${year}-${String(month).padStart(2, '0')}-01`;
  return iso === undefined ? undefined : new Date(`${iso}T00:00:00+03:30`);
}
