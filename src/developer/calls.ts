import { type CallStep, type ClientCall, onClientCall } from '../client-calls.ts';
import { findClient } from '../clients/index.ts';
import { type Lang, messages } from '../i18n/index.ts';
import type { Operation, System } from '../operation.ts';
import * as store from './call-store.ts';
import { sayFault } from './faults.ts';

/**
 * So many that failed, and so many that succeeded, are kept of each client, none longer than 30 days; apart from them so
 * many of whoever only said to be that client, so that nobody pushes its own out.
 */
const KEPT = { own: 100, claimed: 30 };
const DAYS = 30;
/** What waits to be written, half of it of calls that prove nothing; whatever is beyond that within a second is not counted. */
const MOST_WAITING = 2_000;

/** To which clients access tokens were given, by the hash of the token: of those that are still known. */
export type ClientsOfTokens = (op: Operation, tokens: readonly Buffer[]) => Promise<Map<string, string>>;

interface Waiting extends ClientCall {
  count: number;
  last: Date;
  request: string;
  told: string;
}
const waiting = new WeakMap<System, Map<string, Waiting>>();

/** From now on what clients ask is kept in memory until `keepCalls` writes it: no request waits for a statement. */
export function collectCalls(system: System): void {
  const own = new Map<string, Waiting>();
  waiting.set(system, own);
  onClientCall(system, call => {
    const proven = isProven(call);
    const key = [
      nameOf(call.client),
      proven,
      minuteOf(call.at).getTime(),
      call.step,
      call.code,
      call.reason,
      call.parameter,
    ].join('\n');
    const known = own.get(key);
    if (known) {
      known.count += 1;
      known.last = call.at;
      known.request = call.tracking;
      known.told = call.said;
    } else if (own.size < (proven ? MOST_WAITING : MOST_WAITING / 2))
      own.set(key, { ...call, count: 1, last: call.at, request: call.tracking, told: call.said });
  });
}

/** Of a token it is not known yet whether it is one. */
const isProven = ({ client, claimed = false }: ClientCall) => typeof client === 'string' && !claimed;
const nameOf = (client: string | Buffer) => (typeof client === 'string' ? client : client.toString('hex'));
const minuteOf = (at: Date) => new Date(Math.floor(at.getTime() / 60_000) * 60_000);

/** Writes what this process has collected, in two statements for all clients together. */
export async function keepCalls(op: Operation, clientsOf: ClientsOfTokens): Promise<void> {
  const own = waiting.get(op.system);
  if (!own || own.size === 0) return;
  const calls = [...own.values()];
  own.clear();
  const tokens = calls.flatMap(({ client }) => (typeof client === 'string' ? [] : [client]));
  const known = tokens.length > 0 ? await clientsOf(op, tokens) : new Map();
  const rows = new Map<string, store.CallRow>();
  for (const call of calls) {
    const clientId = typeof call.client === 'string' ? call.client : known.get(nameOf(call.client));
    const client = clientId === undefined ? undefined : await findClient(op, clientId);
    // Of whoever does not exist nobody could read it.
    if (!client) continue;
    const row = rowOf(call, client.id, client.state === 'active');
    const key = JSON.stringify([row.client_id, row.minute, row.step, row.code, row.reason, row.parameter]);
    const same = rows.get(key);
    rows.set(key, same ? merged(same, row) : row);
  }
  await store.addCalls(op, [...rows.values()]);
  await store.trimCalls(op, [...new Set([...rows.values()].map(row => row.client_id))], KEPT);
}

/** Words of whoever only says to be the client do not replace its own. */
function merged(before: store.CallRow, next: store.CallRow): store.CallRow {
  return {
    ...(before.proven && !next.proven ? before : next),
    count: before.count + next.count,
    first_at: new Date(Math.min(before.first_at.getTime(), next.first_at.getTime())),
    last_at: new Date(Math.max(before.last_at.getTime(), next.last_at.getTime())),
  };
}

/** To the engine a client that does not work is not there; who develops it is told that it is stopped. */
function rowOf(call: Waiting, clientId: string, active: boolean): store.CallRow {
  return {
    client_id: clientId,
    minute: minuteOf(call.at),
    step: call.step,
    code: call.code,
    reason: call.reason === 'client_unknown' ? (active ? 'secret_wrong' : 'client_off') : call.reason,
    parameter: call.parameter,
    said: call.told,
    count: call.count,
    first_at: call.at,
    last_at: call.last,
    request_id: call.request,
    proven: !call.claimed,
  };
}

export async function sweepCalls(op: Operation): Promise<void> {
  await store.deleteCallsBefore(op, new Date(op.at.getTime() - DAYS * 86_400_000));
}

/** One line of the page: what happened within one minute in the same way. */
export interface Call {
  readonly at: Date;
  readonly since: Date;
  readonly count: number;
  readonly step: CallStep;
  readonly ok: boolean;
  readonly code: string;
  /** Why, and what to do, in the reader's language; '' of a success. */
  readonly why: string;
  readonly fix: string;
  readonly parameter: string;
  /** As the client got it, in English. */
  readonly said: string;
  readonly requestId: string;
}

/** The last calls of a client, newest first; the caller has made sure that the reader may see them. */
export async function listCalls(op: Operation, clientId: string, wanted: store.Wanted): Promise<Call[]> {
  const rows = await store.selectCalls(op, clientId, wanted, KEPT.own + KEPT.claimed);
  return rows.map(row => ({
    at: row.last_at,
    since: row.first_at,
    count: row.count,
    step: row.step as CallStep,
    ok: row.code === '',
    code: row.code,
    ...explain(row, op.lang),
    parameter: row.parameter,
    said: row.said,
    requestId: row.request_id,
  }));
}

/** By the reason that the engine's room found; a fault of ours has its own sentence, which says both. */
function explain({ code, reason }: Pick<store.CallRow, 'code' | 'reason'>, lang: Lang) {
  if (code === '') return { why: '', fix: '' };
  const reasons: Readonly<Record<string, { why: string; fix: string } | undefined>> =
    messages(lang).calls.reasons;
  const known = reasons[reason];
  if (known) return known;
  return { why: sayFault(lang, code), fix: '' };
}
