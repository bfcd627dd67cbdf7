import type { Both } from '../i18n/index.ts';
import rows from './registries.json' with { type: 'json' };

/** One of the 27 base registries that the law names. */
export interface RegistryInfo {
  /** Its number in the list of the law. */
  readonly no: number;
  readonly key: string;
  readonly name: Both;
  readonly custodian: Both;
}

/** The 27, in the order of the list. */
export const registryList: readonly RegistryInfo[] = Object.freeze(
  rows.map(row => ({
    no: row.no,
    key: row.key,
    name: { fa: row.fa, en: row.en },
    custodian: { fa: row.custodian_fa, en: row.custodian_en },
  })),
);

const byKey = new Map(registryList.map(registry => [registry.key, registry]));

export function findRegistry(key: string): RegistryInfo | undefined {
  return byKey.get(key);
}

/** @throws Error on a key that is none of the 27: a mistake in the program, not of a reader */
export function getRegistry(key: string): RegistryInfo {
  const registry = byKey.get(key);
  if (!registry) throw new Error(`${key} is none of the 27 base registries`);
  return registry;
}
