import type { AwaitedShown, ProfileFieldData, VersionShown } from '../../views/me/data-profile.ts';
import type { SayField } from '../../views/parts/say.ts';
import { Fault } from '../errors.ts';
import type { Lang } from '../i18n/index.ts';
import { personKnownAs } from '../identity/index.ts';
import type { Operation } from '../operation.ts';
import {
  declareValue,
  type Field,
  type FieldEnvelope,
  fieldApplies,
  fieldHelp,
  fieldLabel,
  findField,
  inputsOf,
  isSayable,
  readFields,
  readHistory,
  readSaid,
  type Version,
  written,
} from '../profile/index.ts';
import { findRegistry } from '../registries/index.ts';
import type { Reader } from './reader.ts';

/** Whose profile is looked at, and whether the reader may say something of it. */
export interface Whose {
  readonly id: string;
  readonly kind: 'person' | 'entity';
  readonly name: string;
  /** Only who may bind an entity alone speaks for it. */
  readonly maySay: boolean;
}

/** The reader himself, and the entities that he can bind now, alone or with others. */
export function profilesOf(op: Operation, reader: Reader): Whose[] {
  const { person, powers, subjectIds } = reader;
  const own: Whose = { id: person.id, kind: 'person', name: personKnownAs(person, op.lang), maySay: true };
  const entities = new Map<string, Whose>();
  for (const { entity, state, basis } of powers) {
    // A mandate is for some purpose; the whole profile is for those whom the register names.
    if (basis !== 'registry' || !subjectIds.includes(entity.id)) continue;
    const maySay = state === 'usable' || entities.get(entity.id)?.maySay === true;
    entities.set(entity.id, { id: entity.id, kind: 'entity', name: entity.name[op.lang], maySay });
  }
  return [own, ...entities.values()];
}

/** @throws entities.not_found also of one that is somebody else's */
export function whose(profiles: readonly Whose[], of: string | undefined): Whose {
  const found = of === undefined ? profiles[0] : profiles.find(one => one.id === of);
  if (!found) throw new Fault('not_found', 'entities.not_found');
  return found;
}

/** @throws profile.unknown_field */
export function fieldFor(subject: Whose, key: string): Field {
  const field = findField(key);
  if (!field || !fieldApplies(key, subject.kind) || (field.parameter && field.asked === undefined))
    throw new Fault('not_found', 'profile.unknown_field');
  return field;
}

/** One field with its past. */
export async function fieldDataOf(
  op: Operation,
  reader: Reader,
  subject: Whose,
  field: Field,
  typed?: { readonly boxes: Readonly<Record<string, string>> },
): Promise<ProfileFieldData> {
  const { [field.key]: envelope } = await readFields(op, subject.id, [field.key]);
  const versions = await readHistory(op, subject.id, field.key);
  const current = versions.at(-1)?.value;
  const present = envelope?.status === 'present' || envelope?.status === 'disputed';
  return {
    key: field.key,
    label: fieldLabel(field, op.lang),
    help: fieldHelp(field, op.lang),
    value: present && envelope ? envelope.value : undefined,
    class: envelope?.class ?? field.class,
    registry: envelope?.source ? findRegistry(envelope.source.registry)?.name[op.lang] : undefined,
    awaited: envelope && awaitedIn([envelope], op.lang)[0],
    record: envelope?.source?.record ?? undefined,
    fetchedAt: envelope?.fetched_at ? new Date(envelope.fetched_at) : undefined,
    validFrom: envelope?.valid_from ?? undefined,
    original: current?.original,
    versions: versions.map(version => versionIn(op, reader, version)).reverse(),
    say: sayOf(op, subject, field, current?.status === 'present' ? written(field, current.value) : {}, typed),
  };
}

/** Registers that have taken a question, each once. */
export function awaitedIn(fields: readonly FieldEnvelope[], lang: Lang): AwaitedShown[] {
  const taken = fields.filter(({ awaited }) => awaited);
  return [...Map.groupBy(taken, ({ source }) => source?.registry ?? '')].map(([registry, [first]]) => ({
    registry: findRegistry(registry)?.name[lang] ?? registry,
    askedAt: new Date(first?.awaited?.asked_at ?? 0),
    expectedBy: new Date(first?.awaited?.expected_by ?? 0),
  }));
}

function versionIn(
  op: Operation,
  reader: Reader,
  { value, knownFrom, knownUntil, why }: Version,
): VersionShown {
  const registry = why && why.kind !== 'declared' ? findRegistry(why.registry)?.name[op.lang] : undefined;
  return {
    value: value.status === 'present' ? value.value : undefined,
    knownFrom,
    knownUntil,
    validFrom: value.validFrom ?? undefined,
    original: value.original,
    why: why?.kind,
    registry: registry ?? (why?.kind === 'declared' ? undefined : ''),
    said: value.saidBy === undefined ? undefined : value.saidBy === reader.person.id ? 'you' : 'other',
  };
}

/** The boxes: what is known, or what was typed and refused; one row more than a list has. */
function sayOf(
  op: Operation,
  subject: Whose,
  field: Field,
  known: Readonly<Record<string, string>>,
  typed: { readonly boxes: Readonly<Record<string, string>> } | undefined,
): SayField | undefined {
  if (!subject.maySay || !isSayable(field)) return undefined;
  const boxes = typed?.boxes ?? known;
  const rows = new Set(Object.keys(boxes).map(name => /\.(\d+)(\.|$)/.exec(name)?.[1])).size;
  return {
    key: field.key,
    label: fieldLabel(field, op.lang),
    help: fieldHelp(field, op.lang),
    boxes: inputsOf(field, rows + 1).map(input => ({ ...input, value: boxes[input.name] ?? '' })),
    wrong: typed !== undefined,
  };
}

/**
 * Keeps what was typed in the boxes of a field.
 * @returns the boxes as they were, when they hold nothing or something of the wrong form
 */
export async function sayField(
  op: Operation,
  subject: Whose,
  field: Field,
  textOf: (name: string) => string,
): Promise<{ boxes: Record<string, string> } | undefined> {
  if (!subject.maySay || !isSayable(field)) throw new Fault('forbidden', 'profile.not_yours_to_say');
  const boxes: Record<string, string> = {};
  const said = readSaid(field, name => {
    const text = textOf(name);
    if (text !== '') boxes[name] = text;
    return text;
  });
  if (said === undefined) return { boxes };
  try {
    await declareValue(op, subject.id, field.key, said);
    return undefined;
  } catch (error) {
    if (error instanceof Fault && error.code === 'profile.value_malformed') return { boxes };
    throw error;
  }
}
