import { randomUUID } from 'node:crypto';
import { type Keys, seal, unseal } from '../keys.ts';
import type { Operation } from '../operation.ts';
import {
  countByState,
  deleteOfPerson,
  insertMessage,
  selectFailed,
  selectOfPerson,
  selectRecent,
} from './store.ts';

export interface Message {
  readonly channel: 'sms' | 'email';
  /** E.164 number or mail address. */
  readonly to: string;
  /** Mail only. */
  readonly subject?: string;
  readonly text: string;
}

const DAY = 86_400_000;

/**
 * Puts a message into the outbox; it leaves after the transaction of `op` commits, or never.
 * @param options.toNobody costs the same and is never sent: where an answer must not show whether there is someone
 * @param options.usefulUntil of codes: it leaves before all others, and not after that moment
 */
export async function sendMessage(
  op: Operation,
  message: Message,
  personId: string | null,
  options: { readonly toNobody?: boolean; readonly usefulUntil?: Date } = {},
): Promise<void> {
  const id = randomUUID();
  await insertMessage(op, {
    id,
    person_id: personId,
    channel: message.channel,
    sealed: seal(op.system.keys.message, JSON.stringify(message), `message ${id}`),
    created_at: op.at,
    expires_at: new Date(op.at.getTime() + DAY),
    next_try_at: op.at,
    attempts: 0,
    state: options.toNobody ? 'to_nobody' : 'waiting',
    useful_until: options.usefulUntil ?? null,
    failed_at: null,
  });
}

export function openMessage(keys: Keys, id: string, sealed: Buffer): Message {
  return JSON.parse(unseal(keys.message, sealed, `message ${id}`).toString());
}

/** The newest messages with their texts: for the demo's outbox page only. */
export async function listOutbox(op: Operation, limit: number): Promise<(Message & { at: Date })[]> {
  const rows = await selectRecent(op, limit);
  return rows.map(row => ({ ...openMessage(op.system.keys, row.id, row.sealed), at: row.created_at }));
}

/** How many wait and were given up, of those that are not erased yet. */
export async function countMessages(op: Operation): Promise<Record<'waiting' | 'given_up', number>> {
  const { waiting = 0, given_up = 0 } = await countByState(op);
  return { waiting, given_up };
}

/** Longer than a carrier is given for one message. */
const ON_THE_WAY_MS = 15_000;

/** Whether messages of this kind are not arriving at the moment: one was tried, and waits still. */
export function isStuck(op: Operation, channel: Message['channel']): Promise<boolean> {
  return selectFailed(op, channel, new Date(op.at.getTime() - ON_THE_WAY_MS));
}

/** That a person was written to, how and when; the texts are erased within a day and hold codes. */
export async function listMessagesOf(
  op: Operation,
  personId: string,
): Promise<{ channel: Message['channel']; state: string; at: Date }[]> {
  const rows = await selectOfPerson(op, personId);
  return rows.map(({ channel, state, created_at }) => ({ channel, state, at: created_at }));
}

/** Erases what waits for a person and what was sent to him. */
export function forgetMessagesOf(op: Operation, personId: string): Promise<void> {
  return deleteOfPerson(op, personId);
}
