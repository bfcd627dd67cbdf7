/** Purposes and the catalogue as pages show them: labels, registers, classes. */
import type { FieldRow, PurposeCard, ShownFinding } from '../../views/clients/data.ts';
import { format, type Lang, messages } from '../i18n/index.ts';
import { catalogue, type Field, fieldLabel, findField } from '../profile/index.ts';
import { findRegistry } from '../registries/index.ts';
import type { Purpose } from './client.ts';
import type { Finding } from './lint.ts';
import { wordsOf } from './words.ts';

export function purposeCardOf(purpose: Purpose, lang: Lang): PurposeCard {
  return { purpose, fields: purpose.fields.map(key => fieldRow(key, findField(key), lang)) };
}

function fieldRow(key: string, field: Field | undefined, lang: Lang): FieldRow {
  return {
    key,
    label: field ? fieldLabel(key, lang) : key,
    registry: registryName(field?.registry ?? null, lang),
    classification: field?.classification ?? 'public',
  };
}

function registryName(key: string | null, lang: Lang): string {
  const registry = key === null ? undefined : findRegistry(key);
  return registry?.name[lang] ?? key ?? messages(lang).admin.selfDeclared;
}

/** The catalogue by register, in the order of the catalogue; a predicate once for each word of its closed list. */
export function fieldGroups(lang: Lang): { registry: string; fields: FieldRow[] }[] {
  const rows = catalogue.flatMap(field =>
    (field.parameter?.values.map(value => `${field.key}:${value}`) ?? [field.key]).map(key =>
      fieldRow(key, field, lang),
    ),
  );
  return [...Map.groupBy(rows, row => row.registry)].map(([registry, fields]) => ({ registry, fields }));
}

/** What the lint says: field keys by their labels; whatever else a finding is about as it is. */
export function findingsIn(findings: readonly Finding[], lang: Lang): ShownFinding[] {
  const { list } = format(lang);
  return findings.map(({ rule, weight, about }) => ({
    rule,
    weight,
    about: list(about.map(one => (findField(one) ? fieldLabel(one, lang) : one))),
  }));
}

/** The catalogue as a search finds it: by key, by label, by register; letters of any keyboard. */
export function fieldsFound(search: string, lang: Lang): FieldRow[] {
  const wanted = wordsOf(search).split(' ').filter(Boolean);
  if (wanted.length === 0) return [];
  const rows = fieldGroups(lang).flatMap(({ fields }) => fields);
  return rows.filter(row => {
    const words = wordsOf(row.key, fieldLabel(row.key, 'fa'), fieldLabel(row.key, 'en'), row.registry);
    return wanted.every(part => words.includes(part));
  });
}

/** The fields that are ticked, as they stand in the form; what the catalogue does not know stands by its key. */
export function fieldsNamed(keys: readonly string[], lang: Lang): FieldRow[] {
  return keys.map(key => fieldRow(key, findField(key), lang));
}
