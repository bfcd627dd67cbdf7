/** The catalogue as programs read it: one list, one JSON Schema, one JSON-LD context. */
import type { Both, Lang } from '../i18n/index.ts';
import { getRegistry } from '../registries/index.ts';
import type { Field } from './catalogue/field.ts';
import { fieldHelp, fieldLabel, parameterLabel } from './catalogue/index.ts';
import { ruleName } from './envelope.ts';

const both = (say: (lang: Lang) => string): Both => ({ fa: say('fa'), en: say('en') });

/** One entry of /catalogue.json, and /catalogue/<key>.json. */
export function describeForPrograms(field: Field): Record<string, unknown> {
  const registry = field.registry === null ? null : getRegistry(field.registry);
  return {
    key: field.key,
    subjects: field.subjects,
    type: field.type,
    class: field.class,
    source: registry
      ? { registry: registry.key, number: registry.no, name: registry.name, custodian: registry.custodian }
      : 'self_declared',
    ...(field.attestedBy === undefined ? {} : { attested_by: field.attestedBy }),
    law: field.law,
    narrower_law: field.narrowerLaw ?? null,
    classification: field.classification,
    fresh_days: field.freshDays,
    vocabulary: termsOf(field),
    mapping: mappingOf(field),
    ...(field.origin === undefined ? {} : { origin_system: field.origin }),
    ...(field.inputs === undefined ? {} : { inputs: field.inputs }),
    ...(field.inputs?.length ? { rule: ruleName(field) } : {}),
    ...parameterOf(field),
    label: both(lang => fieldLabel(field, lang)),
    help: both(lang => fieldHelp(field, lang)),
  };
}

function parameterOf(field: Field): Record<string, unknown> {
  const { parameter } = field;
  if (!parameter) return {};
  return {
    parameter: {
      name: parameter.name,
      pattern: parameter.pattern,
      example: `${field.key}:${parameter.example}`,
      ...(parameter.values.length > 0 && {
        values: parameter.values.map(value => ({
          key: `${field.key}:${value}`,
          label: both(lang => parameterLabel(parameter, value, lang)),
        })),
      }),
    },
  };
}

const termsOf = (field: Field): string[] => field.vocabulary?.split('; ') ?? [];

/** Vocabularies by prefix. The claims of OpenID are names, not terms of a namespace. */
const namespaces: Readonly<Record<string, string>> = {
  legal: 'http://www.w3.org/ns/legal#',
  cv: 'http://data.europa.eu/m8g/',
  person: 'http://www.w3.org/ns/person#',
  locn: 'http://www.w3.org/ns/locn#',
  org: 'http://www.w3.org/ns/org#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  dct: 'http://purl.org/dc/terms/',
  adms: 'http://www.w3.org/ns/adms#',
  schema: 'https://schema.org/',
};

/** The same idea in the EU core vocabularies, in schema.org, and as a claim of OpenID Connect. */
function mappingOf(field: Field): Record<string, string[]> {
  const terms = termsOf(field);
  const of = (...prefixes: string[]) =>
    terms.filter(term => prefixes.some(one => term.startsWith(`${one}:`)));
  const names = (prefix: string) => of(prefix).map(term => term.slice(prefix.length + 1));
  return {
    eu_core: of('legal', 'cv', 'person', 'locn', 'org', 'foaf', 'dct', 'adms'),
    schema_org: of('schema'),
    openid_claims: [...names('oidc'), ...names('oidc4ida')],
  };
}

/** A JSON Schema of an object whose properties are fields: what the `value`s of a release look like. */
export function schemaDocument(fields: readonly Field[], issuer: string): object {
  const defs = fields.map(field => [
    field.key,
    { title: fieldLabel(field, 'en'), description: fieldHelp(field, 'en'), ...field.type },
  ]);
  const plain = fields.filter(({ parameter }) => !parameter).map(({ key }) => [key, refTo(key)]);
  const asked = fields
    .filter(({ parameter }) => parameter)
    .map(({ key, parameter }) => [
      `^${key.replace('.', '\\.')}:${parameter?.pattern.slice(1, -1)}$`,
      refTo(key),
    ]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${issuer}/catalogue/schema.json`,
    title: 'Yekbar: values of the fields of the catalogue',
    type: 'object',
    properties: Object.fromEntries(plain),
    patternProperties: Object.fromEntries(asked),
    additionalProperties: false,
    $defs: Object.fromEntries(defs),
  };
}

const refTo = (key: string) => ({ $ref: `#/$defs/${key}` });

/** A JSON-LD context that reads an object of such values with the terms of public vocabularies. */
export function contextDocument(fields: readonly Field[], issuer: string): object {
  const terms = fields.map(field => {
    const term = termsOf(field).find(one => Object.hasOwn(namespaces, one.slice(0, one.indexOf(':'))));
    const composed = field.type.type === 'object' || field.type.type === 'array';
    return [field.key, { '@id': term ?? `yekbar:${field.key}`, ...(composed ? { '@type': '@json' } : {}) }];
  });
  return {
    '@context': {
      '@version': 1.1,
      ...namespaces,
      yekbar: `${issuer}/catalogue/`,
      ...Object.fromEntries(terms),
    },
  };
}
