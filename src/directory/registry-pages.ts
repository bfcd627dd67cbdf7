/** What everybody may read of a base registry: what was said of it, its fields, and who asks for them. */
import { listActivePurposes } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import type { Lang } from '../i18n/index.ts';
import { madeOnce } from '../made.ts';
import type { Operation } from '../operation.ts';
import { catalogue, fieldLabel } from '../profile/index.ts';
import { findRegistry, type RegistryInfo, registryList } from '../registries/index.ts';
import { getEntry } from './edit.ts';
import { listSystems } from './list.ts';
import type { Availability, GovernmentSystem } from './systems.ts';

/** Its key, its number in the list of the law, what it is and how it is reached, in the reader's language. */
export interface RegistryShown {
  readonly info: RegistryInfo;
  readonly description: string;
  readonly hours: string;
  /** '' where nobody said */
  readonly url: string;
  readonly availability: Availability | undefined;
  readonly fields: readonly RegistryField[];
  readonly asking: readonly RegistryAsker[];
}

export interface RegistryField {
  readonly key: string;
  readonly label: string;
  /** Whom it is about: a company and a business in one's own name have fields of the same name. */
  readonly about: 'entity' | 'person' | 'business';
}

export interface RegistryAsker {
  readonly system: GovernmentSystem;
  /** How many of its fields the system is handed by its purposes; 0: it says that it asks there. */
  readonly fields: number;
}

/** @throws directory.not_found */
export async function registryShown(op: Operation, key: string): Promise<RegistryShown> {
  const info = findRegistry(key);
  if (!info) throw new Fault('not_found', 'directory.registry_not_found');
  const { content } = await getEntry(op, 'registry', key);
  const said = (part: string) => String(content[`${part}_${op.lang}`] || content[`${part}_fa`] || '');
  return {
    info,
    description: said('description'),
    hours: said('hours'),
    url: String(content.url ?? ''),
    availability: (String(content.availability ?? '') || undefined) as Availability | undefined,
    fields: fieldsOfRegistry(key, op.lang),
    asking: await askingOf(op, key),
  };
}

/** What it vouches for, by label. */
export function fieldsOfRegistry(key: string, lang: Lang): RegistryField[] {
  return catalogue
    .filter(({ registry }) => registry === key)
    .map(({ key, subjects: [about = 'entity'] }) => ({ key, label: fieldLabel(key, lang), about }))
    .sort((one, other) => one.label.localeCompare(other.label, lang));
}

/** Systems that are handed its fields, those with the most first; then those that say that they ask it themselves. */
async function askingOf(op: Operation, registry: string): Promise<readonly RegistryAsker[]> {
  const thing = { name: 'askers of registries', of: ['directory', 'clients'] };
  // It speaks of no language: one for all.
  return (await madeOnce({ ...op, lang: 'fa' }, thing, listAskers)).get(registry) ?? [];
}

async function listAskers(op: Operation): Promise<ReadonlyMap<string, readonly RegistryAsker[]>> {
  const registryOf = new Map(catalogue.map(({ key, registry }) => [key, registry]));
  const handed = await Promise.all(
    (await listSystems(op)).map(async system => {
      const purposes = system.live && system.clientId ? await listActivePurposes(op, system.clientId) : [];
      // A predicate stands with what it is asked about: entity.seat_in_province:23.
      const keys = purposes.flatMap(({ fields }) => fields.map(key => key.split(':', 1)[0] ?? ''));
      return { system, by: Map.groupBy(new Set(keys), key => registryOf.get(key)) };
    }),
  );
  return new Map(
    registryList.map(({ key }): [string, readonly RegistryAsker[]] => [
      key,
      handed
        .map(({ system, by }) => ({ system, fields: by.get(key)?.length ?? 0 }))
        .filter(({ system, fields }) => fields > 0 || system.inquiries.includes(key))
        .sort((one, other) => other.fields - one.fields || one.system.number - other.system.number),
    ]),
  );
}
