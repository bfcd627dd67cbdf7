import { dictionaries, type Lang } from '../../i18n/index.ts';
import { businessFields } from './business.ts';
import { entityFields } from './entity.ts';
import { entityMoneyFields } from './entity-money.ts';
import { entityPeopleFields } from './entity-people.ts';
import { entityTradeFields } from './entity-trade.ts';
import type { Field, FieldEntry, SubjectKind } from './field.ts';
import { personFields } from './person.ts';

/** Every field that Yekbar knows. A key is never given to another meaning. */
export const catalogue: readonly Field[] = Object.freeze(
  [
    ...entityFields,
    ...entityPeopleFields,
    ...entityTradeFields,
    ...entityMoneyFields,
    ...personFields,
    ...businessFields,
  ].map(complete),
);

const byKey = new Map(catalogue.map(field => [field.key, field]));

export function findField(key: string): Field | undefined {
  return byKey.get(key);
}

/** Those of the keys that the catalogue does not have. */
export function unknownFields(keys: readonly string[]): string[] {
  return keys.filter(key => !byKey.has(key));
}

/** A person has person.* and business.* (a business in one's own name has no entity); an entity has entity.*. */
export function fieldApplies(key: string, kind: SubjectKind): boolean {
  return (subjectOf(key) === 'entity') === (kind === 'entity');
}

export function fieldLabel(field: Field | string, lang: Lang): string {
  return wordsOf(field, lang)?.label ?? (typeof field === 'string' ? field : field.key);
}

export function fieldHelp(field: Field | string, lang: Lang): string {
  return wordsOf(field, lang)?.help ?? '';
}

function wordsOf(field: Field | string, lang: Lang): { label: string; help: string } | undefined {
  const words: Readonly<Record<string, { label: string; help: string } | undefined>> =
    dictionaries[lang].fields;
  return words[typeof field === 'string' ? field : field.key];
}

/** The version of what a field means; consents keep it. */
export function meaningOf(key: string): number {
  return byKey.get(key)?.meaning ?? 1;
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
  return Object.freeze({
    ...entry,
    subjects: [subjectOf(entry.key)],
    law: { fa: law('fa'), en: law('en') },
  });
}
