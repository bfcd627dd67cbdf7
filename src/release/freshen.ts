import { setTimeout } from 'node:timers/promises';
import { Fault } from '../errors.ts';
import { errorFacts } from '../log.ts';
import type { Operation, System } from '../operation.ts';
import { type FieldEnvelope, fillProfile, findField, readFields } from '../profile/index.ts';
import { type SubjectKey, subjectOf } from './refill.ts';

type Fields = Readonly<Record<string, FieldEnvelope>>;

/** The registers get this long in all; then the answer leaves with what is known. */
const PATIENCE_MS = 2_000;
/** A register is not asked again for the same subject sooner than this, whoever asks and how often. */
const EVERY_MS = 10_000;
const MOST = 10_000;
const LONGEST = 366 * 86_400;

interface Asked {
  readonly at: number;
  readonly done: Promise<unknown>;
}
const asked = new WeakMap<System, Map<string, Asked>>();

/** Seconds. @throws release.max_age_malformed */
export function readMaxAge(text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) > LONGEST)
    throw new Fault('bad_input', 'release.max_age_malformed');
  return Number(text);
}

/**
 * Fields that are older than the client accepts are asked of their registers, together and in bounded time. What is
 * too old after that is handed over all the same, marked stale: the client decides.
 */
export async function freshen(
  op: Operation,
  subject: SubjectKey,
  fields: Fields,
  maxAge: number,
): Promise<Fields> {
  const old = Object.keys(fields).filter(key => isTooOld(fields[key], op.at, maxAge));
  if (old.length === 0) return fields;
  await Promise.race([ask(op, subject, old), setTimeout(PATIENCE_MS, undefined, { ref: false })]);
  const now = { ...op, db: op.system.db, at: op.system.now() };
  const read = await readFields(now, subject.id, old);
  const renewed = Object.entries(read).map(([key, field]) => {
    const stale = field.stale || isTooOld(field, now.at, maxAge + EVERY_MS / 1000);
    return [key, { ...field, stale }] as const;
  });
  return { ...fields, ...Object.fromEntries(renewed) };
}

/** What people say themselves is as old as it is, and what nobody allowed is not asked for. */
function isTooOld(field: FieldEnvelope | undefined, at: Date, maxAge: number): boolean {
  if (!field || field.status === 'withheld' || field.class === 'self_declared') return false;
  return field.fetched_at === null || at.getTime() - Date.parse(field.fetched_at) > maxAge * 1000;
}

/** Whoever asks for the same subject meanwhile waits for the same answer. */
function ask(op: Operation, subject: SubjectKey, keys: readonly string[]): Promise<unknown> {
  const known = asked.get(op.system) ?? new Map<string, Asked>();
  asked.set(op.system, known);
  const registries = [
    ...new Set(keys.flatMap(key => [key, ...(findField(key)?.inputs ?? [])]).map(registryOf)),
  ];
  const name = `${subject.id} ${registries.sort().join()}`;
  const now = op.system.now().getTime();
  const before = known.get(name);
  if (before && now - before.at < EVERY_MS) return before.done;
  const done = fill({ ...op, db: op.system.db, actor: { kind: 'system' } }, subject, keys);
  known.delete(name);
  known.set(name, { at: now, done });
  const oldest = known.size > MOST ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  return done;
}

const registryOf = (key: string) => findField(key)?.registry ?? '';

async function fill(op: Operation, key: SubjectKey, keys: readonly string[]): Promise<void> {
  try {
    const subject = await subjectOf(op, key);
    if (subject) await fillProfile(op, subject, { keys, timeoutMs: PATIENCE_MS });
  } catch (error) {
    op.system.log.warn({ tracking: op.tracking, ...errorFacts(error) }, 'old values were not filled anew');
  }
}
