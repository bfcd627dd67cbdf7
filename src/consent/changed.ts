import type { Purpose } from '../clients/index.ts';
import { meaningOf } from '../profile/index.ts';
import type { Consent } from './consent.ts';

/** What of a purpose became another one, so that an earlier yes is not a yes to it. */
export type Change = 'text' | 'retention' | 'law';

type Meaning = Pick<Purpose, 'name' | 'text' | 'retention' | 'law'>;

/**
 * What a newer version of a purpose changed in meaning for whoever allowed the older one. More or fewer fields are no
 * change of it: those that are new are asked by themselves. Pure.
 */
export function changesOf(before: Meaning, now: Meaning): Change[] {
  const same = (of: (meaning: Meaning) => unknown) => words(of(before)) === words(of(now));
  return [
    ...(same(({ name, text }) => [name.fa, name.en, text.fa, text.en]) ? [] : ['text' as const]),
    ...(same(({ retention }) => [retention.fa, retention.en]) ? [] : ['retention' as const]),
    ...(same(({ law }) => [law.title.fa, law.title.en, law.body.fa, law.number, law.date, law.articles])
      ? []
      : ['law' as const]),
  ];
}

/** Spaces and line breaks mean nothing. */
function words(value: unknown): string {
  return JSON.stringify(value).replace(/(\\[nrt]|\s)+/g, ' ');
}

/** `key@version`, as a consent keeps it. */
export function meaningsOf(keys: readonly string[]): string[] {
  return keys.map(key => `${key}@${meaningOf(key)}`);
}

/** Those of the fields of a consent that still mean what they meant when it was given. */
export function unchangedFields(consent: Pick<Consent, 'fields' | 'meanings'>): string[] {
  const known = new Map(consent.meanings.map(text => [text.slice(0, text.lastIndexOf('@')), text]));
  return consent.fields.filter(key => (known.get(key) ?? `${key}@1`) === `${key}@${meaningOf(key)}`);
}
