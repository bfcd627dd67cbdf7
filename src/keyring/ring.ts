import type { Config } from '../config.ts';
import { parseSecret, type RegistrySecrets } from '../contracts.ts';
import type { Operation, System } from '../operation.ts';
import { openSecret } from './secret.ts';
import { type SecretRow, selectSecrets } from './store.ts';

/** The secrets of this process, opened. What is sealed in the database counts before what the configuration names. */
export interface Ring {
  of(registry: string): RegistrySecrets | undefined;
  /** Takes up what is kept now. */
  take(op: Operation): Promise<void>;
}

/** Before there is a database to ask, it knows the configuration only. */
export function newRing({ secrets }: Pick<Config, 'secrets'>): Ring {
  const configured = (registry: string): RegistrySecrets => ({
    signing: secrets.registryKeys[registry],
    tls: secrets.registryTls[registry],
  });
  let taken = new Map<string, { readonly mark: string; readonly secrets: RegistrySecrets }>();
  return {
    of: registry => taken.get(registry)?.secrets ?? configured(registry),
    take: async op => {
      const rows = await selectSecrets(op);
      const registries = [...new Set(rows.map(row => row.registry))];
      taken = new Map(
        registries.map(registry => {
          const own = rows.filter(row => row.registry === registry);
          const mark = own.map(row => `${row.kind} ${row.set_at.getTime()}`).join();
          const before = taken.get(registry);
          // The same object as long as nothing changed: connections hang on it.
          const kept =
            before?.mark === mark ? before : { mark, secrets: together(op, configured(registry), own) };
          return [registry, kept];
        }),
      );
    },
  };
}

function together(op: Operation, configured: RegistrySecrets, rows: readonly SecretRow[]): RegistrySecrets {
  return rows.reduce<RegistrySecrets>((all, row) => {
    const { signing = all.signing, tls } = parseSecret(openSecret(op, row)).secrets;
    return { signing, tls: tls ? { ...all.tls, ...tls } : all.tls };
  }, configured);
}

const rings = new WeakMap<System, Ring>();

/** From now on this ring is the one of the system. */
export async function openRing(op: Operation, ring: Ring): Promise<void> {
  rings.set(op.system, ring);
  await ring.take(op);
}

/** What another process or the command line has set since. */
export async function renewRing(op: Operation): Promise<void> {
  await rings.get(op.system)?.take(op);
}
