import { inquire, record } from '../audit/index.ts';
import type { Both } from '../i18n/index.ts';
import type { LegalId, Mobile, PersonId } from '../identifiers.ts';
import { succeedPerson } from '../identity/index.ts';
import type { Operation } from '../operation.ts';
import {
  type FieldFacts,
  isOutdated,
  type Json,
  type PersonSuccessor,
  type Registries,
  RegistryDown,
  RegistryLater,
  type RegistrySubject,
} from '../registries/index.ts';
import type { Field } from './catalogue/field.ts';
import { fieldApplies, findField, valueKeys } from './catalogue/index.ts';
import { changeProfile } from './change.ts';
import { envelopeOf } from './envelope.ts';
import { awaitedOf, fileQuestion } from './filing.ts';
import { fits } from './fits.ts';
import { followLife, lifeAfter } from './life.ts';
import { awaiting, merge } from './merge.ts';
import { readProfile } from './read.ts';
import type { StoredProfile, StoredValue } from './value.ts';

/** Whose profile is filled. A person has also what he said at enrolment, for registries that only match. */
export interface ProfileSubject {
  readonly id: string;
  readonly kind: 'person' | 'entity';
  readonly identifier: PersonId | LegalId;
  readonly mobile?: Mobile | null;
  readonly name?: Both;
  /** ISO day */
  readonly birthDate?: string;
}

export interface FillOptions {
  /** Without: every field that the registries can fill. */
  readonly keys?: readonly string[];
  readonly timeoutMs: number;
  /** Asks only registries of which something is stale or not known. */
  readonly onlyStale?: boolean;
}

/**
 * Asks the registries, in parallel and outside any transaction, and writes what they said in one. A registry that
 * does not answer, or with an older edition of its record than before, leaves the last values, which count as stale from
 * now on.
 * @returns the registries that were down, or as good as down
 */
export async function fillProfile(
  op: Operation,
  subject: ProfileSubject,
  options: FillOptions,
): Promise<{ down: string[] }> {
  if (op.db.isTransaction) throw new Error('fillProfile waits for registries: call it outside a transaction');
  const stored = await readProfile(op, subject.id);
  const registries = registriesToAsk(op, subject.kind, stored, options);
  if (registries.length === 0) return { down: [] };
  const inquiries = inquire(op);
  const answers = await Promise.all(
    registries.map(registry =>
      askOne(inquiries.registries, registry, registrySubject(subject, stored, registry), options.timeoutMs),
    ),
  );
  const facts = answers.filter(answer => 'fields' in answer);
  const believed = facts.filter(
    ({ registry, edition }) => !isOutdated(stored.editions?.[registry], edition, op.at),
  );
  const silent = answers.filter(answer => 'reason' in answer);
  const outdated = facts.filter(answer => !believed.includes(answer)).map(({ registry }) => registry);
  const taken = answers.filter(answer => 'ticket' in answer);
  const down = [...silent.map(({ registry }) => registry), ...outdated];
  const fields = believed.flatMap(answer => Object.keys(answer.fields)).sort();
  const sources = new Map(
    facts.flatMap(answer => Object.keys(answer.fields).map(key => [key, answer.registry])),
  );
  const successor = believed.find(answer => answer.successor)?.successor;
  let next: StoredProfile | undefined;
  await changeProfile(op, subject.id, {
    change: stored => {
      next = awaiting(
        merge(
          stored,
          subject.kind,
          facts,
          silent.map(({ registry }) => registry),
          op.at,
        ),
        Object.fromEntries(taken.map(one => [one.registry, awaitedOf(op.at, one.expectedBy)])),
      );
      return next;
    },
    why: key => ({ kind: 'registry', registry: sources.get(key) ?? '' }),
    after: async op => {
      await record(op, { kind: 'profile.filled', subjectId: subject.id, data: { fields, down } });
      await inquiries.record(op, subject.id);
      for (const one of taken) await fileQuestion(op, subject, one);
      if (!successor) await followLife(op, subject, lifeAfter(believed, next));
    },
  });
  // Where nothing was to be written, that it was asked is.
  await inquiries.record(op, subject.id);
  if (successor && subject.kind === 'person')
    await goOn(op, subject, successor, options, lifeAfter(believed, next));
  if (down.length > 0) op.system.log.warn({ tracking: op.tracking, silent, outdated }, 'registries down');
  return { down };
}

/** The account may go on under another number; what was just answered under the old one is asked for under that. */
async function goOn(
  op: Operation,
  subject: ProfileSubject,
  successor: PersonSuccessor,
  options: FillOptions,
  life: StoredValue | undefined,
): Promise<void> {
  const succeeded = await succeedPerson(op, subject.id, successor);
  if (succeeded === undefined) await followLife(op, subject, life);
  if (succeeded?.how !== 'renumbered') return;
  const { onlyStale: _, ...rest } = options;
  await fillProfile(op, { ...subject, identifier: succeeded.id }, rest);
}

/** The registries behind the asked keys; a derived field stands for those of its inputs. */
function registriesToAsk(
  op: Operation,
  kind: ProfileSubject['kind'],
  stored: StoredProfile,
  options: FillOptions,
): string[] {
  const asked = options.keys ?? valueKeys(kind);
  const fields = asked
    .filter(key => fieldApplies(key, kind))
    .flatMap(key => {
      const inputs = findField(key)?.inputs ?? [];
      return inputs.length > 0 ? inputs : [key];
    })
    .map(findField)
    .filter(field => field !== undefined);
  return [...new Set(fields.map(field => registryToAsk(op, field, stored, options.onlyStale === true)))]
    .filter(registry => registry !== undefined)
    .filter(registry => !isAwaited(op, stored, registry));
}

/** What a registry has taken it is not asked again until it should have answered. */
function isAwaited(op: Operation, { awaited }: StoredProfile, registry: string): boolean {
  const taken = awaited?.[registry];
  return taken !== undefined && Date.parse(taken.expectedBy) >= op.at.getTime();
}

/** A field that people say themselves is asked for where a registry may know it, or may bear out what was said. */
function registryToAsk(
  op: Operation,
  field: Field,
  stored: StoredProfile,
  onlyStale: boolean,
): string | undefined {
  if (field.registry !== null)
    return onlyStale && !envelopeOf(field.key, stored, op.at).stale ? undefined : field.registry;
  const known = stored.values[field.key];
  if (known) return onlyStale || known.attested ? undefined : field.attestedBy;
  return MATCHES_ONLY.has(field.attestedBy ?? '') ? undefined : field.attestedBy;
}

/** Registries that say yes or no to what was said, and know nothing when nothing was. */
const MATCHES_ONLY = new Set(['civil']);

interface Silence {
  readonly registry: string;
  readonly reason: RegistryDown['reason'] | 'not_connected' | 'not_as_described';
}

/** It has taken the question and answers later. */
interface Taken {
  readonly registry: string;
  readonly ticket: string;
  readonly expectedBy: Date;
}

/** The answer; or why there is none: down, not connected, or saying what the catalogue does not allow. */
async function askOne(
  registries: Registries,
  registry: string,
  subject: RegistrySubject,
  timeoutMs: number,
): Promise<FieldFacts | Silence | Taken> {
  const port = registries.fields.get(registry);
  if (!port) return { registry, reason: 'not_connected' };
  try {
    const answer = await port.facts(subject, timeoutMs);
    return answer.registry === registry && fits(answer) ? answer : { registry, reason: 'not_as_described' };
  } catch (error) {
    if (error instanceof RegistryLater) return { registry, ...error.filed };
    if (error instanceof RegistryDown) return { registry, reason: error.reason };
    throw error;
  }
}

/** What the caller does not say of a person is taken from what was matched before. */
function registrySubject(subject: ProfileSubject, stored: StoredProfile, registry: string): RegistrySubject {
  const said = saidTo(stored, registry);
  if (subject.kind === 'entity') return { kind: 'entity', id: subject.identifier as LegalId, ...said };
  const before = (key: string): string | undefined => {
    const value = stored.values[key]?.value;
    return typeof value === 'string' ? value : undefined;
  };
  const [given, family] = [before('person.given_name'), before('person.family_name')];
  const name = subject.name?.fa ?? (given && family && `${given} ${family}`);
  const birthDate = subject.birthDate ?? before('person.birth_date');
  const mobile = subject.mobile === undefined ? before('person.mobile') : subject.mobile;
  return {
    kind: 'person',
    id: subject.identifier as PersonId,
    mobile: (mobile as Mobile | undefined) ?? null,
    ...(name && birthDate ? { claimed: { name, birthDate } } : {}),
    ...said,
  };
}

/** What was said and this registry may bear out; no other registry is told of it. */
function saidTo(stored: StoredProfile, registry: string): { said?: Record<string, Json> } {
  const words = Object.entries(stored.values).filter(
    ([key, { attested, status }]) =>
      !attested && status === 'present' && findField(key)?.attestedBy === registry,
  );
  if (words.length === 0) return {};
  return { said: Object.fromEntries(words.map(([key, { value }]) => [key, value])) };
}
