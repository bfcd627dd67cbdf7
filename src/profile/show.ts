import type { Both, Lang } from '../i18n/index.ts';
import { getRegistry } from '../registries/index.ts';
import { comparable } from '../text.ts';
import type { Field } from './catalogue/field.ts';
import { fieldHelp, fieldLabel } from './catalogue/index.ts';

/** A field as a page shows it, in one language. */
export interface FieldShown {
  readonly key: string;
  readonly subject: 'person' | 'entity' | 'business';
  readonly label: string;
  readonly help: string;
  readonly class: Field['class'];
  readonly classification: Field['classification'];
  readonly registry: { readonly no: number; readonly name: string; readonly custodian: string } | undefined;
  readonly law: string;
  readonly freshDays: number;
  readonly type: Field['type'];
  readonly vocabulary: readonly string[];
  /** A derived answer without inputs is asked at the source. */
  readonly derivedFrom: readonly string[] | undefined;
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
      no: registry.no,
      name: registry.name[lang],
      custodian: registry.custodian[lang],
    },
    law: field.law[lang],
    freshDays: field.freshDays,
    type: field.type,
    vocabulary: field.vocabulary?.split('; ') ?? [],
    derivedFrom: field.inputs,
  };
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

/** /catalogue.json: what an integrator's program reads. */
export function describeForPrograms(fields: readonly Field[]): object {
  return {
    fields: fields.map(field => {
      const registry = field.registry === null ? null : getRegistry(field.registry);
      const both = (say: (lang: Lang) => string): Both => ({ fa: say('fa'), en: say('en') });
      return {
        key: field.key,
        subjects: field.subjects,
        type: field.type,
        class: field.class,
        source: registry
          ? {
              registry: registry.key,
              number: registry.no,
              name: registry.name,
              custodian: registry.custodian,
            }
          : 'self_declared',
        law: field.law,
        classification: field.classification,
        fresh_days: field.freshDays,
        vocabulary: field.vocabulary?.split('; ') ?? [],
        ...(field.origin === undefined ? {} : { origin_system: field.origin }),
        ...(field.inputs === undefined ? {} : { inputs: field.inputs }),
        label: both(lang => fieldLabel(field, lang)),
        help: both(lang => fieldHelp(field, lang)),
      };
    }),
  };
}
