import { fieldLabel, findField } from '../profile/index.ts';
import { getRegistry } from '../registries/index.ts';
import type { CountedOverlap } from './read.ts';

/** The overlap as data: what the page shows, without words. */
export function overlapJson(overlap: CountedOverlap) {
  const { questions, facts, read, sample, doubts, fields, pairs, systems, scores } = overlap;
  return {
    systems_read: read,
    illustrative_sample: sample,
    questions,
    facts,
    undecided_labels: doubts,
    fields: fields.map(({ field, systems, avoidable }) => ({
      field,
      label: { fa: fieldLabel(field, 'fa'), en: fieldLabel(field, 'en') },
      registry: findField(field)?.registry ?? null,
      systems,
      avoidable,
    })),
    pairs: pairs.map(({ one, other, shared, alike }) => ({
      systems: [one, other],
      shared,
      alike: Math.round(alike * 1000) / 1000,
    })),
    systems: systems.map(({ number, asked, askedElsewhere, avoidable, usesPerYear }) => ({
      number,
      asked,
      asked_elsewhere: askedElsewhere,
      avoidable,
      uses_per_year: usesPerYear,
    })),
    agencies: scores,
  };
}

/** One line per field and system that asks it: what a spreadsheet wants. With a byte order mark, for Persian. */
export function overlapCsv(overlap: CountedOverlap): string {
  const names = new Map(overlap.known.map(system => [system.number, system]));
  const lines = overlap.fields.flatMap(({ field, systems }) => {
    const registry = findField(field)?.registry;
    return systems.map(number => {
      const system = names.get(number);
      return [
        field,
        fieldLabel(field, 'fa'),
        registry ? getRegistry(registry).name.fa : '',
        String(number),
        system?.name.fa ?? '',
        system?.owner.fa ?? '',
      ];
    });
  });
  const head = ['field', 'label', 'registry', 'system', 'name', 'owner'];
  return `\ufeff${[head, ...lines].map(line => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Quoted, and never read as a formula by a spreadsheet. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
