/**
 * Signing keys stand in a row: next, current, previous. The next one is published long before it signs, so whoever
 * verifies has it by then; the previous one stays published until nothing that it signed is worth anything. One
 * transaction under a lock turns them, so any number of processes may try; each takes the new state up by itself.
 */
import { record } from '../audit/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { lifetimes } from './lifetimes.ts';
import {
  deleteSigningKeys,
  insertSigningKeys,
  lockSigningKeys,
  type SigningKeyRow,
  selectSigningKeys,
  setKeyState,
} from './signing-key-store.ts';
import { type Algorithm, keyAlgorithms, loadSigningKeys, newKey } from './signing-keys.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long a key signs, unless it is turned by hand. */
export const CURRENT_DAYS = 90;
/** How long a key is published before it signs. */
export const PUBLISHED_HOURS = 24;
/** ID tokens are shown again at sign-out (id_token_hint), as long as the grant lives that renews them. */
export const PREVIOUS_DAYS = lifetimes.offlineGrant / 86_400 + 1;

/**
 * `scheduled`: those whose time has come. `asked`: all that were published long enough. `at_once`: all there are, and
 * what signed before is withdrawn: for the day when a key is in wrong hands. `early`: all there are, and nothing is
 * withdrawn: for the demo, where somebody wants to see what his system does then.
 */
export type When = 'scheduled' | 'asked' | 'at_once' | 'early';

export interface Turn {
  /** Ids of the keys that sign from now on. */
  readonly turned: readonly string[];
  /** Newly published, to sign after the next turn. */
  readonly published: readonly string[];
  /** No longer published. */
  readonly removed: readonly string[];
  /** When everything could be turned, if something could not be now. */
  readonly readyAt: Date | undefined;
}

interface Plan {
  readonly turn: readonly { from: SigningKeyRow; to: SigningKeyRow }[];
  readonly removed: readonly SigningKeyRow[];
  /** Algorithms that lack a next key after the turn. */
  readonly needed: readonly Algorithm[];
}

/** What there is to do with these keys at this moment. Pure. */
export function planTurn(
  rows: readonly SigningKeyRow[],
  at: Date,
  when: When,
  algorithms: readonly string[] = keyAlgorithms,
): Plan {
  const age = (row: SigningKeyRow) => at.getTime() - row.state_since.getTime();
  const of = (alg: string, state: SigningKeyRow['state']) =>
    rows.find(row => row.alg === alg && row.state === state);
  const turn = algorithms.flatMap(alg => {
    const from = of(alg, 'current');
    const to = of(alg, 'next');
    if (!from || !to) return [];
    if (when !== 'at_once' && when !== 'early' && age(to) < PUBLISHED_HOURS * HOUR_MS) return [];
    return when === 'scheduled' && age(from) < CURRENT_DAYS * DAY_MS ? [] : [{ from, to }];
  });
  return {
    turn,
    removed: rows.filter(row =>
      when === 'at_once'
        ? row.state === 'previous' || turn.some(({ from }) => from.kid === row.kid)
        : row.state === 'previous' && age(row) >= PREVIOUS_DAYS * DAY_MS,
    ),
    needed: keyAlgorithms.filter(alg => !of(alg, 'next') || turn.some(({ to }) => to.alg === alg)),
  };
}

/** @param algorithms only the keys of these */
export async function turnKeys(op: Operation, when: When, algorithms?: readonly string[]): Promise<Turn> {
  const { rows } = await loadSigningKeys(op);
  const first = planTurn(rows, op.at, when, algorithms);
  if (isNothing(first)) return { turned: [], published: [], removed: [], readyAt: await readyAt(op, when) };
  // Made before the lock is taken: an RSA key takes its time.
  const fresh = await Promise.all(first.needed.map(alg => newKey(op, alg, 'next')));
  const turn = await atomically(op, async op => {
    await lockSigningKeys(op);
    const plan = planTurn(await selectSigningKeys(op), op.at, when, algorithms);
    const published = fresh.filter(({ alg }) => plan.needed.includes(alg));
    const turned = plan.turn.map(({ to }) => to.kid);
    const removed = plan.removed.map(({ kid }) => kid);
    await deleteSigningKeys(op, removed);
    await setKeyState(
      op,
      plan.turn.map(({ from }) => from.kid),
      'previous',
    );
    await setKeyState(op, turned, 'current');
    if (published.length > 0) await insertSigningKeys(op, published);
    const data = { turned, published: published.map(({ kid }) => kid), removed };
    if (turned.length + removed.length > 0) await record(op, { kind: 'oidc.keys_turned', data });
    return data;
  });
  return { ...turn, readyAt: turn.turned.length === 0 ? await readyAt(op, when) : undefined };
}

function isNothing({ turn, removed, needed }: Plan): boolean {
  return turn.length + removed.length + needed.length === 0;
}

async function readyAt(op: Operation, when: When): Promise<Date | undefined> {
  if (when === 'scheduled') return undefined;
  const next = (await selectSigningKeys(op)).filter(row => row.state === 'next');
  const last = Math.max(...next.map(row => row.state_since.getTime()));
  return Number.isFinite(last) ? new Date(last + PUBLISHED_HOURS * HOUR_MS) : undefined;
}

/** In the background of every process: turns on schedule, then takes up what is in force, whoever turned it. */
export async function keepKeys(op: Operation, renew: (op: Operation) => Promise<boolean>): Promise<void> {
  await turnKeys(op, 'scheduled');
  await renew(op);
}

/** For the command line: each key with its state and since when. Nothing secret. */
export async function describeKeys(op: Operation): Promise<string[]> {
  const rows = await selectSigningKeys(op);
  return rows.map(
    row => `${row.state.padEnd(8)} ${row.alg.padEnd(14)} ${row.kid} since ${row.state_since.toISOString()}`,
  );
}
