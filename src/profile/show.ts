import { type Lang, messages } from '../i18n/index.ts';
import { getRegistry, registryList } from '../registries/index.ts';
import { comparable } from '../text.ts';
import type { Field, Parameter } from './catalogue/field.ts';
import { fieldHelp, fieldLabel, parameterLabel } from './catalogue/index.ts';
import { ruleName } from './envelope.ts';

/** A field as a page shows it, in one language. */
export interface FieldShown {
  readonly key: string;
  readonly subject: 'person' | 'entity' | 'business';
  readonly label: string;
  readonly help: string;
  readonly class: Field['class'];
  readonly classification: Field['classification'];
  readonly registry:
    | { readonly key: string; readonly no: number; readonly name: string; readonly custodian: string }
    | undefined;
  readonly law: string;
  /** The law by which its custodian keeps this very fact is not named here yet. */
  readonly lawUnnamed: boolean;
  readonly freshDays: number;
  readonly type: Field['type'];
  readonly vocabulary: readonly string[];
  /** A derived answer without inputs is asked at the source. */
  readonly derivedFrom: readonly string[] | undefined;
  /** "entity.is_active/1": by which rule, where there is one. */
  readonly rule: string | undefined;
  readonly parameter: ParameterShown | undefined;
  /** Name of the registry that may bear out what is said. */
  readonly attestedBy: string | undefined;
}

/** What a predicate is asked about: its name, and the words of a closed list with the key of each. */
export interface ParameterShown {
  readonly name: string;
  readonly values: readonly { readonly key: string; readonly label: string }[];
  /** Where the list is open. */
  readonly example: string | undefined;
}

export function describe(field: Field, lang: Lang): FieldShown {
  const registry = field.registry === null ? undefined : getRegistry(field.registry);
  return {
    key: field.key,
    subject: field.subjects[0] ?? 'person',
    label: fieldLabel(field, lang),
    help: fieldHelp(field, lang),
    class: field.class,
    classification: field.classification,
    registry: registry && {
      key: registry.key,
      no: registry.no,
      name: registry.name[lang],
      custodian: registry.custodian[lang],
    },
    law: field.law[lang],
    lawUnnamed: field.registry !== null && field.narrowerLaw === undefined,
    freshDays: field.freshDays,
    type: field.type,
    vocabulary: field.vocabulary?.split('; ') ?? [],
    derivedFrom: field.inputs,
    rule: field.inputs?.length ? ruleName(field) : undefined,
    parameter: field.parameter && describeParameter(field, field.parameter, lang),
    attestedBy: field.attestedBy === undefined ? undefined : getRegistry(field.attestedBy).name[lang],
  };
}

function describeParameter(field: Field, parameter: Parameter, lang: Lang): ParameterShown {
  const { name, values, example } = parameter;
  return {
    name: messages(lang).registries.parameters[name].name,
    values: values.map(value => ({
      key: `${field.key}:${value}`,
      label: parameterLabel(parameter, value, lang),
    })),
    example: values.length > 0 ? undefined : `${field.key}:${example}`,
  };
}

/** What the list is narrowed to; '' where it is not. */
export interface Asked {
  readonly words: string;
  readonly registry: string;
  readonly subject: string;
  readonly class: string;
}

/** Those fields whose label, help, key or registry holds every word that was asked, in whatever letters. */
export function search(fields: readonly Field[], asked: string, lang: Lang): readonly Field[] {
  const words = comparable(asked).split(' ').filter(Boolean);
  if (words.length === 0) return fields;
  return fields.filter(field => {
    const { label, help, key, registry } = describe(field, lang);
    const text = comparable([label, help, registry?.name, registry?.custodian, key].join(' '));
    return words.every(word => text.includes(word) || key.includes(word));
  });
}

/** The same within one registry ("self" for none), one kind of subject and one class. */
export function narrow(fields: readonly Field[], asked: Asked, lang: Lang): readonly Field[] {
  const { registry, subject, class: of } = asked;
  return search(fields, asked.words, lang).filter(
    field =>
      (registry === '' || (field.registry ?? 'self') === registry) &&
      (subject === '' || field.subjects.some(one => one === subject)) &&
      (of === '' || field.class === of),
  );
}

/** The registries that vouch for a field, in the order of the law. */
export function registriesIn(fields: readonly Field[], lang: Lang): { key: string; name: string }[] {
  const keys = new Set(fields.map(field => field.registry));
  return registryList.filter(({ key }) => keys.has(key)).map(({ key, name }) => ({ key, name: name[lang] }));
}

export interface FieldGroup {
  readonly subject: 'entity' | 'person' | 'business';
  readonly fields: readonly FieldShown[];
}

export function groups(fields: readonly Field[], lang: Lang): FieldGroup[] {
  return (['entity', 'person', 'business'] as const)
    .map(subject => ({
      subject,
      fields: fields.map(field => describe(field, lang)).filter(field => field.subject === subject),
    }))
    .filter(group => group.fields.length > 0);
}
