import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import { errorFacts } from '../log.ts';
import { actorName, atomically, type Operation, type System } from '../operation.ts';
import { isUuid } from '../text.ts';
import { type AnnouncementRow, insertAnnouncement, selectAnnouncements, withdrawRow } from './store.ts';

/** Something that people should know: a planned outage, a change. */
export interface Announcement {
  readonly id: string;
  /** What it is about; null: Yekbar as a whole. */
  readonly key: string | null;
  readonly text: Both;
  readonly beginsAt: Date;
  readonly endsAt: Date;
}

export interface AnnouncementInput {
  readonly key: string | null;
  readonly text: Both;
  readonly beginsAt: Date;
  readonly endsAt: Date;
}

const LONGEST = 500;
const KEPT_MS = 5_000;
/** Who plans his evening reads it the day before. */
const AHEAD_MS = 24 * 3_600_000;
/** Where nobody asked for so long, the next one waits for a new look. */
const TOO_OLD_MS = 60_000;

/** @throws status.announcement_text, status.announcement_time */
export async function announceOutage(op: Operation, input: AnnouncementInput): Promise<Announcement> {
  const { text, beginsAt, endsAt, key } = input;
  if ([text.fa, text.en].some(one => one.trim() === '' || one.length > LONGEST))
    throw new Fault('bad_input', 'status.announcement_text', { most: LONGEST });
  const times = [beginsAt.getTime(), endsAt.getTime()];
  if (times.some(Number.isNaN) || endsAt <= beginsAt || endsAt <= op.at)
    throw new Fault('bad_input', 'status.announcement_time');
  const id = randomUUID();
  await atomically(op, async op => {
    await insertAnnouncement(op, {
      id,
      key,
      text_fa: text.fa.trim(),
      text_en: text.en.trim(),
      begins_at: beginsAt,
      ends_at: endsAt,
      made_by: actorName(op.actor),
      made_at: op.at,
      withdrawn_at: null,
    });
    await record(op, { kind: 'status.announced', data: { announcement: id, about: key } });
  });
  forget(op);
  return { id, key, text, beginsAt, endsAt };
}

/** @throws status.announcement_unknown */
export async function withdrawAnnouncement(op: Operation, id: string): Promise<void> {
  if (!isUuid(id)) throw new Fault('not_found', 'status.announcement_unknown');
  await atomically(op, async op => {
    if (!(await withdrawRow(op, id))) throw new Fault('not_found', 'status.announcement_unknown');
    await record(op, { kind: 'status.announcement_withdrawn', data: { announcement: id } });
  });
  forget(op);
}

/** Those that are not over yet, the next first. */
export async function listAnnouncements(op: Operation): Promise<Announcement[]> {
  return (await selectAnnouncements(op)).map(announcementOf);
}

interface Kept {
  readonly at: number;
  readonly all: readonly Announcement[];
}
/** Every page asks; a few seconds old is new enough. */
const kept = new WeakMap<System, Kept>();
const asking = new WeakMap<System, Promise<Kept>>();

/**
 * What is said now: announcements from a day before their begin to their end. No page waits for a new look at them, for one that says that
 * too many are waiting would wait with them.
 */
export async function currentAnnouncements(op: Operation): Promise<readonly Announcement[]> {
  const age = op.at.getTime() - (kept.get(op.system)?.at ?? 0);
  if (age < 0 || age >= TOO_OLD_MS) kept.delete(op.system);
  const known = kept.get(op.system) ?? (await ask(op));
  if (age >= KEPT_MS && age < TOO_OLD_MS)
    ask({ ...op, db: op.system.db }).catch(error =>
      op.system.log.warn(errorFacts(error), 'announcements are those of before'),
    );
  const until = new Date(op.at.getTime() + AHEAD_MS);
  return known.all.filter(({ beginsAt, endsAt }) => beginsAt <= until && op.at < endsAt);
}

function ask(op: Operation): Promise<Kept> {
  const { system } = op;
  const before = asking.get(system);
  if (before) return before;
  const asked: Promise<Kept> = listAnnouncements(op)
    .then(all => {
      const found = { at: op.at.getTime(), all };
      // Something was announced meanwhile: who comes next looks again.
      if (asking.get(system) === asked) kept.set(system, found);
      return found;
    })
    .finally(() => {
      if (asking.get(system) === asked) asking.delete(system);
    });
  asking.set(system, asked);
  return asked;
}

function forget(op: Operation): void {
  kept.delete(op.system);
  asking.delete(op.system);
}

function announcementOf(row: AnnouncementRow): Announcement {
  return {
    id: row.id,
    key: row.key,
    text: { fa: row.text_fa, en: row.text_en },
    beginsAt: row.begins_at,
    endsAt: row.ends_at,
  };
}
