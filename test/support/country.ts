/** The invented country on a loopback port, asked by the same HTTP clients that ask real registries. */
import { createRegistries, type Registries } from '../../src/registries/index.ts';
import { type InventedCountry, startInventedCountry } from '../../src/registries/invented/index.ts';
import { testConfig } from './config.ts';

export interface TestCountry {
  readonly registries: Registries;
  readonly country: InventedCountry['country'];
  readonly faults: InventedCountry['faults'];
  close(): Promise<void>;
}

export async function testCountry(now: () => Date, timeoutMs = 1000): Promise<TestCountry> {
  const started = await startInventedCountry({ now });
  return {
    registries: createRegistries(started.addresses, { timeoutMs, now, contracts: testConfig().contracts }),
    country: started.country,
    faults: started.faults,
    close: () => started.close(),
  };
}
