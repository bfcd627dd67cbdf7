import type { Moment } from './columns.ts';

export interface RegistrySecretTable {
  registry: string;
  kind: 'signing' | 'client' | 'authority';
  sealed: Buffer;
  set_at: Moment;
}

export interface KeyringTables {
  registry_secret: RegistrySecretTable;
}
