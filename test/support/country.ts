/** The invented country on a loopback port, asked by the same HTTP clients that ask real registries. */
import { type Registries, RegistryDown } from '../../src/registries/index.ts';

// Until the invented country stands, every registry is down: sign-in must not wait for them anyway.
export interface TestCountry {
  readonly registries: Registries;
  // biome-ignore lint/suspicious/noExplicitAny: typed once the country stands
  readonly country: any;
  // biome-ignore lint/suspicious/noExplicitAny: typed once the country stands
  readonly faults: any;
  close(): Promise<void>;
}

export async function testCountry(now: () => Date, timeoutMs = 1000): Promise<TestCountry> {
  const invented = '../../src/registries/invented/index.ts';
  const registries = '../../src/registries/index.ts';
  try {
    const { startInventedCountry } = await import(invented);
    const { createRegistries } = await import(registries);
    const started = await startInventedCountry({ now });
    return {
      registries: createRegistries(started.addresses, { timeoutMs }),
      country: started.country,
      faults: started.faults,
      close: () => started.close(),
    };
  } catch (error) {
    if (!/Cannot find module|Failed to load|is not a function/.test(String(error))) throw error;
    return { registries: allDown, country: undefined, faults: undefined, close: async () => {} };
  }
}

const down = (registry: string) => async () => {
  throw new RegistryDown(registry, 'refused');
};
const allDown: Registries = {
  civil: { match: down('civil') },
  shahkar: { match: down('shahkar') },
  legalPersons: { find: down('legal-persons'), entitiesOf: down('legal-persons') },
  fields: new Map(),
};
