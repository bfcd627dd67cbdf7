import { randomUUID } from 'node:crypto';
import { record, signRecord } from '../audit/index.ts';
import { type Client, getClient } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import { keyedHash } from '../keys.ts';
import { actorName, atomically, type Operation } from '../operation.ts';
import { isUuid } from '../text.ts';
import {
  addSight,
  type CheckCase,
  hasPassed,
  type LoginCase,
  nextCase,
  type Seen,
  type Sight,
  type Verdict,
  verdictsOf,
} from './check-cases.ts';
import { probe } from './check-probes.ts';
import * as store from './check-store.ts';
import { type IssuerKeys, newKeys, openKeys } from './issuer-keys.ts';

const MINUTES = 120;
/** A report counts so long for the next stage. */
const REPORT_DAYS = 90;
const SHOWN = 20;

/** What is kept of a check besides the sights: the answer of the good case, which is sent again in another. */
interface Kept {
  readonly seen: Seen;
  readonly answer?: { readonly code: string; readonly state: string };
}

export interface Check {
  readonly id: string;
  readonly clientId: string;
  /** Where the system under test signs in: an issuer of its own. */
  readonly issuer: string;
  readonly startedAt: Date;
  readonly endsAt: Date;
  readonly finishedAt: Date | null;
  readonly passed: boolean | null;
  readonly verdicts: readonly Verdict[];
  /** A compact JWS, `typ: conformance-report+jwt`. */
  readonly report: string | null;
}

/** The test issuer of a client stands always at the same place, which nobody guesses. */
function placeOf(op: Operation, clientId: string): string {
  return keyedHash(op.system.keys.lookup, 'conformance', clientId).toString('base64url').slice(0, 22);
}

export function issuerOf(op: Operation, place: string): string {
  return `${op.system.config.issuer}/sandbox/op/${place}`;
}

/** Begins anew; one that was under way is answered no more. The caller may develop this client. */
export async function startCheck(op: Operation, clientId: string): Promise<Check> {
  const client = await getClient(op, clientId);
  const [last] = await store.selectChecks(op, client.id, 1);
  const row = {
    id: randomUUID(),
    client_id: client.id,
    place: placeOf(op, client.id),
    started_by: actorName(op.actor),
    started_at: op.at,
    ends_at: new Date(op.at.getTime() + MINUTES * 60_000),
    // The same keys each time: systems keep a JWKS for a while.
    sealed_keys: last?.sealed_keys ?? (await newKeys(op, client.id)),
    seen: JSON.stringify({ seen: {} } satisfies Kept),
  };
  await atomically(op, async op => {
    await store.deleteOpenChecks(op, client.id);
    await store.insertCheck(op, row);
  });
  return getCheck(op, client.id, row.id);
}

/** @throws developer.check_not_found */
export async function getCheck(op: Operation, clientId: string, id: string): Promise<Check> {
  const row = isUuid(id) ? await store.selectCheck(op, clientId, id) : undefined;
  if (!row) throw new Fault('not_found', 'developer.check_not_found');
  return toCheck(op, row);
}

/** Newest first. */
export async function listChecks(op: Operation, clientId: string): Promise<Check[]> {
  return (await store.selectChecks(op, clientId, SHOWN)).map(row => toCheck(op, row));
}

/** The newest report with which a client may become live. */
export async function findReport(op: Operation, clientId: string): Promise<Check | undefined> {
  const since = new Date(op.at.getTime() - REPORT_DAYS * 86_400_000);
  const row = await store.selectPassed(op, clientId, since);
  return row && toCheck(op, row);
}

function toCheck(op: Operation, row: store.CheckRow): Check {
  return {
    id: row.id,
    clientId: row.client_id,
    issuer: issuerOf(op, row.place),
    startedAt: row.started_at,
    endsAt: row.ends_at,
    finishedAt: row.finished_at,
    passed: row.passed,
    verdicts: verdictsOf(keptOf(row).seen),
    report: row.report,
  };
}

const keptOf = (row: store.CheckRow) => row.seen as unknown as Kept;

/** A check under way, as the test issuer needs it. */
export interface Trial {
  readonly id: string;
  readonly issuer: string;
  readonly client: Client;
  readonly keys: IssuerKeys;
}

/** @throws developer.check_over when none is under way there */
export async function getTrial(op: Operation, place: string): Promise<Trial> {
  const row = /^[\w-]{22}$/.test(place) ? await store.selectOpenCheck(op, place) : undefined;
  if (!row) throw new Fault('gone', 'developer.check_over');
  const client = await getClient(op, row.client_id);
  return { id: row.id, issuer: issuerOf(op, place), client, keys: openKeys(op, row) };
}

/** The next case begins: what is answered in it is for the caller. @returns what the good case was answered */
export function beginCase(op: Operation, id: string): Promise<{ key: LoginCase; answer: Kept['answer'] }> {
  return change(op, id, kept => {
    const key = nextCase(kept.seen);
    return [
      { ...kept, seen: addSight(kept.seen, key, 'begun') },
      { key, answer: kept.answer },
    ];
  });
}

export function keepAnswer(op: Operation, id: string, answer: NonNullable<Kept['answer']>): Promise<void> {
  return change(op, id, kept => [{ ...kept, answer }, undefined]);
}

/** @returns what had been seen in that case before */
export function see(
  op: Operation,
  id: string,
  key: CheckCase,
  ...sights: readonly Sight[]
): Promise<readonly Sight[]> {
  return change(op, id, kept => [
    { ...kept, seen: addSight(kept.seen, key, ...sights) },
    kept.seen[key] ?? [],
  ]);
}

/** A code that was redeemed comes again: in the case of the old answer that is what must not happen. */
export function seeAgain(op: Operation, id: string, key: CheckCase): Promise<void> {
  return change(op, id, kept => {
    const shown = kept.seen.replay?.includes('begun') ? 'replay' : key;
    return [{ ...kept, seen: addSight(kept.seen, shown, 'token') }, undefined];
  });
}

function change<T>(op: Operation, id: string, work: (kept: Kept) => [Kept, T]): Promise<T> {
  return atomically(op, async op => {
    const row = await store.lockCheck(op, id);
    if (!row || row.finished_at) throw new Fault('gone', 'developer.check_over');
    const [kept, result] = work(keptOf(row));
    await store.setSeen(op, id, kept);
    return result;
  });
}

/**
 * Tries from our side what is left, judges and signs. Whatever was not tried counts as not passed.
 * @throws developer.check_not_found, developer.check_over
 */
export async function closeCheck(op: Operation, clientId: string, id: string): Promise<Check> {
  const check = await getCheck(op, clientId, id);
  const row = await store.selectCheck(op, clientId, id);
  if (!row || row.finished_at || row.ends_at <= op.at) throw new Fault('gone', 'developer.check_over');
  const client = await getClient(op, clientId);
  const found = await probe(op, client, check.issuer, openKeys(op, row));
  await change(op, id, kept => [
    { ...kept, seen: found.reduce((seen, [key, sight]) => addSight(seen, key, sight), kept.seen) },
    undefined,
  ]);
  await atomically(op, async op => {
    const last = await store.lockCheck(op, id);
    if (!last || last.finished_at) throw new Fault('gone', 'developer.check_over');
    const verdicts = verdictsOf(keptOf(last).seen);
    const passed = hasPassed(verdicts);
    const report = {
      iss: op.system.config.issuer,
      version: 1,
      client_id: clientId,
      check: id,
      at: op.at.toISOString(),
      passed,
      cases: verdicts,
    };
    await store.closeCheck(op, id, passed, await signRecord(op, report, 'conformance-report+jwt'));
    await record(op, { kind: 'developer.checked', clientId, data: { check: id, passed } });
  });
  return getCheck(op, clientId, id);
}
