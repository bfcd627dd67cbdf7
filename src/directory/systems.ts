import type { Both } from '../i18n/index.ts';
import { comparable } from '../text.ts';
import list from './systems.json' with { type: 'json' };

/** One of the 50 systems that a business has to deal with. */
export interface GovernmentSystem {
  readonly number: number;
  readonly name: Both;
  readonly owner: Both;
  /** '' where the list knows no address */
  readonly url: string;
  readonly processes: readonly string[];
  /** Its client at Yekbar, from registration on. */
  readonly clientId: string | null;
  /** Where a person begins there. */
  readonly signInUrl: string | null;
  /** Its client works: one can sign in there with Yekbar now. */
  readonly live: boolean;
  /** What can be done there, in plain text; '' where nobody said. */
  readonly services: Both;
  readonly hours: Both;
  readonly availability: Availability | undefined;
  /** Keys of the catalogue that it collects, as far as somebody said. */
  readonly fields: readonly string[];
  /** Keys of the registries that it asks. */
  readonly inquiries: readonly string[];
  /** Of what is known of it. */
  readonly version: number;
}

/** Always, in its hours, only in part, or not at all. */
export type Availability = 'always' | 'hours' | 'limited' | 'closed';

export interface BusinessProcess {
  readonly key: string;
  readonly name: Both;
}

/** What a business does with the systems, in the order of the list. */
export const processes: readonly BusinessProcess[] = list.processes.map(({ key, fa, en }) => ({
  key,
  name: { fa, en },
}));

/** The 50 systems as they were counted, before any of them is connected. */
export const countedSystems = list.systems;

const processNames = new Map(processes.map(({ key, name }) => [key, `${name.fa} ${name.en}`]));

/**
 * Whether every word of a search stands in what is known of a system: its number, names, owner, address or
 * processes. Letters and digits of any keyboard.
 */
export function matches(
  system: Pick<GovernmentSystem, 'number' | 'name' | 'owner' | 'url' | 'processes'>,
  search: string,
): boolean {
  const words = comparable(search).split(' ').filter(Boolean);
  if (words.length === 0) return true;
  const { name, owner } = system;
  const known = [String(system.number), name.fa, name.en, owner.fa, owner.en, system.url];
  const text = comparable(
    [...known, ...system.processes.map(key => processNames.get(key) ?? key)].join(' | '),
  );
  return words.every(word => (/^\d+$/.test(word) ? numberStands(text, word) : text.includes(word)));
}

/** "4" means number 4 and not 34 or 40. */
function numberStands(text: string, digits: string): boolean {
  return new RegExp(`(?<!\\d)${digits}(?!\\d)`).test(text);
}
