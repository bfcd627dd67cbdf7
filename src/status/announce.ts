import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
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
  kept.delete(op.system);
  return { id, key, text, beginsAt, endsAt };
}

/** @throws status.announcement_unknown */
export async function withdrawAnnouncement(op: Operation, id: string): Promise<void> {
  if (!isUuid(id)) throw new Fault('not_found', 'status.announcement_unknown');
  await atomically(op, async op => {
    if (!(await withdrawRow(op, id))) throw new Fault('not_found', 'status.announcement_unknown');
    await record(op, { kind: 'status.announcement_withdrawn', data: { announcement: id } });
  });
  kept.delete(op.system);
}

/** Those that are not over yet, the next first. */
export async function listAnnouncements(op: Operation): Promise<Announcement[]> {
  return (await selectAnnouncements(op)).map(announcementOf);
}

interface Kept {
  readonly at: number;
  readonly current: readonly Announcement[];
}
/** Every page asks; a few seconds old is new enough. */
const kept = new WeakMap<System, Kept>();

/** What every page says now: announcements that have begun. */
export async function currentAnnouncements(op: Operation): Promise<readonly Announcement[]> {
  const known = kept.get(op.system);
  const at = op.at.getTime();
  if (known && at >= known.at && at - known.at < KEPT_MS) return known.current;
  const current = (await listAnnouncements(op)).filter(({ beginsAt }) => beginsAt <= op.at);
  kept.set(op.system, { at, current });
  return current;
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
