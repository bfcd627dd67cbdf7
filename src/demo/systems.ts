import { startRelyingParty } from '../../examples/relying-party/index.ts';
import type { Config } from '../config.ts';
import { type Addresses, addressesBeside, demoSecret, exampleSystems } from './clients.ts';

export interface DemoSystems {
  /** What to tell the newcomer. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/** Starts the tax and the customs system beside the server, each on a port of its own. */
export async function startDemoSystems(
  config: Config,
  addresses: Addresses = addressesBeside(config),
): Promise<DemoSystems> {
  const started = await Promise.all(
    exampleSystems.map(({ system, clientId }) =>
      startRelyingParty({
        system: system.key,
        port: Number(new URL(addresses[system.key]).port),
        issuer: config.issuer,
        clientId,
        clientSecret: demoSecret(clientId),
        listens: system.key === 'tax',
      }),
    ),
  );
  const lines = exampleSystems.map(({ system }) => `  ${addresses[system.key]}  ${system.shortName.en}`);
  return {
    lines,
    close: async () => {
      await Promise.all(started.map(one => one.close()));
    },
  };
}
