import { dictionaries, type Lang } from '../../i18n/index.ts';
import { businessFields } from './business.ts';
import { businessMoreFields } from './business-more.ts';
import { entityFields } from './entity.ts';
import { entityDuesFields } from './entity-dues.ts';
import { entityMoneyFields } from './entity-money.ts';
import { entityPeopleFields } from './entity-people.ts';
import { entityPermitsFields } from './entity-permits.ts';
import { entityPlacesFields } from './entity-places.ts';
import { entityRegistrationFields } from './entity-registration.ts';
import { entityTradeFields } from './entity-trade.ts';
import type { Field, FieldEntry, Parameter, SubjectKind } from './field.ts';
import { personFields } from './person.ts';
import { personMoreFields } from './person-more.ts';

/** Every field that Yekbar knows. A key is never given to another meaning. */
export const catalogue: readonly Field[] = Object.freeze(
  [
    ...entityFields,
    ...entityRegistrationFields,
    ...entityPeopleFields,
    ...entityPlacesFields,
    ...entityTradeFields,
    ...entityPermitsFields,
    ...entityMoneyFields,
    ...entityDuesFields,
    ...personFields,
    ...personMoreFields,
    ...businessFields,
    ...businessMoreFields,
  ].map(complete),
);

const byKey = new Map(catalogue.map(field => [field.key, field]));
/** Predicates with what they were asked about; no more than the closed lists and ISIC have. */
const asked = new Map<string, Field>();

/** The entry; of a predicate with a parameter ("entity.seat_in_province:23") the entry as it is asked. */
export function findField(key: string): Field | undefined {
  return byKey.get(key) ?? asked.get(key) ?? withParameter(key);
}

function withParameter(key: string): Field | undefined {
  const at = key.indexOf(':');
  const entry = at > 0 ? byKey.get(key.slice(0, at)) : undefined;
  const value = key.slice(at + 1);
  if (!entry?.parameter || !accepts(entry.parameter, value)) return undefined;
  const field = Object.freeze({ ...entry, key, asked: value });
  asked.set(key, field);
  return field;
}

function accepts({ values, pattern }: Parameter, value: string): boolean {
  return values.length > 0 ? values.includes(value) : new RegExp(pattern).test(value);
}

/** Those of the keys that nobody can ask for: not in the catalogue, or without what they are asked about. */
export function unknownFields(keys: readonly string[]): string[] {
  return keys.filter(key => {
    const field = findField(key);
    return !field || (field.parameter !== undefined && field.asked === undefined);
  });
}

/** Keys of the fields that hold one value for each subject of a kind: all but the predicates with a parameter. */
export function valueKeys(kind: SubjectKind): string[] {
  return catalogue
    .filter(({ parameter, key }) => !parameter && fieldApplies(key, kind))
    .map(({ key }) => key);
}

/** A person has person.* and business.* (a business in one's own name has no entity); an entity has entity.*. */
export function fieldApplies(key: string, kind: SubjectKind): boolean {
  return (subjectOf(key) === 'entity') === (kind === 'entity');
}

export function fieldLabel(field: Field | string, lang: Lang): string {
  const key = typeof field === 'string' ? field : field.key;
  const label = wordsOf(key, lang)?.label;
  const { parameter, asked: value } = findField(key) ?? {};
  if (!label || !parameter || value === undefined) return label ?? key;
  return dictionaries[lang].registries.about(label, parameterLabel(parameter, value, lang));
}

/** What a predicate is asked about, in words. */
export function parameterLabel({ name }: Parameter, value: string, lang: Lang): string {
  const { parameters } = dictionaries[lang].registries;
  const words: Readonly<Record<string, string | undefined>> = parameters[name].values;
  return words[value] ?? parameters[name].other(value);
}

export function fieldHelp(field: Field | string, lang: Lang): string {
  return wordsOf(typeof field === 'string' ? field : field.key, lang)?.help ?? '';
}

function wordsOf(key: string, lang: Lang): { label: string; help: string } | undefined {
  const words: Readonly<Record<string, { label: string; help: string } | undefined>> =
    dictionaries[lang].fields;
  return words[key] ?? words[key.slice(0, key.indexOf(':'))];
}

/** The version of what a field means; consents keep it. */
export function meaningOf(key: string): number {
  return findField(key)?.meaning ?? 1;
}

export function subjectOf(key: string): 'person' | 'entity' | 'business' {
  const subject = key.slice(0, key.indexOf('.'));
  return subject === 'entity' || subject === 'business' ? subject : 'person';
}

function complete({ narrowerLaw, ...entry }: FieldEntry): Field {
  const law = (lang: Lang): string => {
    const { ownWord, act, laws, bothLaws } = dictionaries[lang].registries;
    if (entry.registry === null) return ownWord;
    return narrowerLaw ? bothLaws(act, laws[narrowerLaw]) : act;
  };
  const narrower = (lang: Lang) => narrowerLaw && dictionaries[lang].registries.laws[narrowerLaw];
  return Object.freeze({
    ...entry,
    subjects: [subjectOf(entry.key)],
    law: { fa: law('fa'), en: law('en') },
    narrowerLaw: narrowerLaw && { fa: narrower('fa') ?? '', en: narrower('en') ?? '' },
  });
}
