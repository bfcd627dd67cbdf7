import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { isSomebodyElse } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import { actorName, atomically, type Operation } from '../operation.ts';
import * as store from './change-store.ts';
import { type About, type Content, type Difference, differencesOf } from './entry.ts';
import { selectVersion, writeVersions } from './version-store.ts';

/** A change of the directory: of one entry, or of a file of them. */
export interface Change {
  readonly id: string;
  readonly about: About;
  readonly source: store.ChangeRow['source'];
  readonly state: store.ChangeRow['state'];
  readonly counts: Readonly<Record<'lines' | 'added' | 'changed' | 'same' | 'bad', number>>;
  readonly sentBy: string;
  readonly sentAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

/** A row that was read, and what it would change. */
export interface StagedEntry {
  readonly line: number;
  readonly key: string;
  readonly act: 'added' | 'changed' | 'bad';
  readonly content: Content | undefined;
  /** Of the version that the row was compared with. */
  readonly differences: readonly Difference[];
  /** "part:code" of each problem; empty for a good one. */
  readonly problems: readonly string[];
}

const AT_ONCE = 500;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function toChange(row: store.ChangeRow): Change {
  return {
    id: row.id,
    about: row.about,
    source: row.source,
    state: row.state,
    counts: {
      lines: row.line_count,
      added: row.added_count,
      changed: row.changed_count,
      same: row.same_count,
      bad: row.bad_count,
    },
    sentBy: row.sent_by,
    sentAt: row.sent_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    reason: row.reason,
  };
}

/** A change begins: what it holds is staged under its id. */
export async function beginChange(
  op: Operation,
  about: About,
  source: Change['source'],
): Promise<{ id: string; sentBy: string }> {
  const [id, sentBy] = [randomUUID(), actorName(op.actor)];
  await store.insertChange(op, { id, about, source, state: 'receiving', sent_by: sentBy, sent_at: op.at });
  return { id, sentBy };
}

/** @throws directory.change_not_found */
export async function getChange(op: Operation, id: string): Promise<Change> {
  const row = UUID.test(id) ? await store.selectChange(op, id) : undefined;
  if (!row) throw new Fault('not_found', 'directory.change_not_found');
  return toChange(row);
}

/** Newest first. */
export async function listChanges(op: Operation, filter: store.ChangesFilter): Promise<Change[]> {
  return (await store.selectChanges(op, filter)).map(toChange);
}

/** Rows of a change by line: those that can be applied, or the bad ones. @throws directory.change_not_found */
export async function listStaged(
  op: Operation,
  id: string,
  filter: store.StagedFilter,
): Promise<StagedEntry[]> {
  const { id: known, about } = await getChange(op, id);
  const entries: StagedEntry[] = [];
  for (const { line, key, act, content, base_version: base, problems } of await store.selectStaged(
    op,
    known,
    filter,
  )) {
    const before = base === null ? undefined : (await selectVersion(op, about, key, base))?.content;
    const differences = content === null ? [] : differencesOf(about, before, content);
    entries.push({ line, key, act, content: content ?? undefined, differences, problems });
  }
  return entries;
}

/** Whether who asks is another human being than who sent it. */
export function mayDecideChange(
  op: Operation,
  { sentBy, sentAt }: Pick<Change, 'sentBy' | 'sentAt'>,
): Promise<boolean> {
  return isSomebodyElse(op, { by: sentBy, at: sentAt });
}

export interface Verdict {
  readonly decision: 'applied' | 'refused';
  readonly reason: string;
  /** Agrees that the rows that could not be read stay out. */
  readonly withoutBad?: boolean;
}

/**
 * The second pair of eyes: applies all of a change, or nothing of it.
 * @throws directory.change_not_found, directory.same_person, directory.change_decided, directory.reason_needed,
 *   directory.bad_rows while nobody agreed that they stay out, directory.change_stale when an entry was changed
 *   since the file was read
 */
export async function decideChange(op: Operation, id: string, verdict: Verdict): Promise<Change> {
  const reason = verdict.reason.trim().slice(0, 1000);
  if (verdict.decision === 'refused' && reason === '')
    throw new Fault('bad_input', 'directory.reason_needed');
  return atomically(op, async op => {
    const change = await getChange(op, id);
    if (change.state !== 'waiting') throw new Fault('conflict', 'directory.change_decided');
    if (!(await mayDecideChange(op, change))) throw new Fault('forbidden', 'directory.same_person');
    if (verdict.decision === 'applied' && change.counts.bad > 0 && !verdict.withoutBad)
      throw new Fault('bad_input', 'directory.bad_rows', { rows: change.counts.bad });
    if (!(await settleChange(op, id, 'waiting', verdict.decision, reason || null)))
      throw new Fault('conflict', 'directory.change_decided');
    return getChange(op, id);
  });
}

/** In a transaction. @returns false when somebody decided meanwhile @throws directory.change_stale */
export async function settleChange(
  op: Operation,
  id: string,
  from: 'receiving' | 'waiting',
  decision: Verdict['decision'],
  reason: string | null,
): Promise<boolean> {
  const decided = { state: decision, decided_by: actorName(op.actor), decided_at: op.at, reason };
  if (!(await store.moveChange(op, id, from, decided))) return false;
  const change = await getChange(op, id);
  if (decision === 'applied') await applyStaged(op, change);
  const { added, changed } = change.counts;
  await recordDirectory(
    op,
    decision === 'applied' ? 'directory.change_applied' : 'directory.change_refused',
    {
      change: id,
      about: change.about,
      source: change.source,
      added,
      changed,
    },
  );
  return true;
}

async function applyStaged(op: Operation, { id, about, source, sentBy }: Change): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await store.selectStaged(op, id, { bad: false, after, limit: AT_ONCE });
    const versions = rows.map(row => ({ key: row.key, base: row.base_version, content: row.content ?? {} }));
    const origin = { source, made_by: sentBy, change_id: id };
    if ((await writeVersions(op, about, versions, origin)) < versions.length)
      throw new Fault('conflict', 'directory.change_stale');
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    after = last.line;
  }
}

export async function recordDirectory(
  op: Operation,
  kind: 'directory.change_asked' | 'directory.change_applied' | 'directory.change_refused',
  data: Readonly<Record<string, string | number>>,
): Promise<void> {
  const by = op.actor.kind === 'client' ? { by_client: op.actor.clientId } : {};
  await record(op, { kind, data: { ...data, ...by } });
}

const HOUR = 3_600_000;
const KEPT_DAYS = 90;

/** For the background. */
export async function sweepDirectory(op: Operation): Promise<void> {
  const ago = (ms: number) => new Date(op.at.getTime() - ms);
  await store.sweepChanges(op, { receiving: ago(HOUR), decided: ago(KEPT_DAYS * 24 * HOUR) });
}
