import type { RegistryContract, RegistrySecrets } from '../contracts.ts';
import { addressingPort } from './addressing.ts';
import type { Line } from './ask.ts';
import { bankingPort } from './banking.ts';
import { cadastrePort } from './cadastre.ts';
import { civilPort } from './civil.ts';
import { type Connector, createConnector, usualContract } from './connector.ts';
import { educationPort } from './education.ts';
import { goodsServicesPort } from './goods-services.ts';
import { healthPort } from './health.ts';
import { housingPort } from './housing.ts';
import type { FieldPort, Inquiry, Registries } from './index.ts';
import { judiciaryPort } from './judiciary.ts';
import { legalPersonsPort } from './legal-persons.ts';
import { licencesPort } from './licences.ts';
import { publicFinancePort } from './public-finance.ts';
import { residenceLegalPort } from './residence-legal.ts';
import { residenceNaturalPort } from './residence-natural.ts';
import { securitiesPort } from './securities.ts';
import { shahkarPort } from './shahkar.ts';
import { taxPort } from './tax.ts';
import { vehiclesPort } from './vehicles.ts';
import { welfarePort } from './welfare.ts';

/** Registries that are asked for fields only, by key. */
const others: Readonly<Record<string, (line: Line) => FieldPort>> = {
  addressing: addressingPort,
  'residence-natural': residenceNaturalPort,
  'residence-legal': residenceLegalPort,
  'goods-services': goodsServicesPort,
  vehicles: vehiclesPort,
  education: educationPort,
  cadastre: cadastrePort,
  welfare: welfarePort,
  licences: licencesPort,
  health: healthPort,
  tax: taxPort,
  'public-finance': publicFinancePort,
  banking: bankingPort,
  judiciary: judiciaryPort,
  housing: housingPort,
  securities: securitiesPort,
};

interface RegistriesOptions {
  readonly timeoutMs?: number;
  readonly now?: () => Date;
  readonly tracking?: string;
  readonly heard?: (inquiry: Inquiry) => void;
  /** What only a registry and we know, as it is at the moment of a question. */
  readonly secrets?: (registry: string) => RegistrySecrets | undefined;
  /** How often and by how many at once each may be asked, by key; "*" is for those that are not named. */
  readonly contracts?: Readonly<Record<string, Partial<RegistryContract>>>;
}

/**
 * The ports over HTTP.
 * @param addresses base address of each registry by key; one that is missing counts as down
 * @param options.timeoutMs how long a match or a look-up may take, where the caller does not say
 */
export function createRegistries(
  addresses: Readonly<Record<string, string>>,
  options: RegistriesOptions = {},
): Registries {
  const contractOf = (registry: string) => ({
    ...usualContract,
    ...options.contracts?.['*'],
    ...options.contracts?.[registry],
  });
  const connectors = new Map<string, Connector>(
    ['civil', 'shahkar', 'legal-persons', ...Object.keys(others)].map(registry => [
      registry,
      createConnector(registry, contractOf(registry)),
    ]),
  );
  return connect(addresses, options, connectors);
}

/** Whoever asks, the connectors are the same: what is agreed with a registry holds for the whole process. */
function connect(
  addresses: Readonly<Record<string, string>>,
  options: RegistriesOptions,
  connectors: ReadonlyMap<string, Connector>,
): Registries {
  const line = (registry: string): Line => ({
    registry,
    address: addresses[registry]?.replace(/\/+$/, ''),
    connector: connectorOf(connectors, registry),
    secrets: () => options.secrets?.(registry),
    timeoutMs: options.timeoutMs ?? 3000,
    now: options.now ?? (() => new Date()),
    tracking: options.tracking,
    heard: options.heard,
  });
  const civil = civilPort(line('civil'));
  const shahkar = shahkarPort(line('shahkar'));
  const legalPersons = legalPersonsPort(line('legal-persons'));
  const fields = new Map<string, FieldPort>([
    ['civil', civil],
    ['shahkar', shahkar],
    ['legal-persons', legalPersons],
    ...Object.entries(others).map(([key, port]): [string, FieldPort] => [key, port(line(key))]),
  ]);
  return {
    addresses,
    civil,
    shahkar,
    legalPersons,
    fields,
    under: (tracking, heard) => connect(addresses, { ...options, tracking, heard }, connectors),
    connectors: () => Object.fromEntries([...connectors].map(([key, connector]) => [key, connector.state()])),
  };
}

function connectorOf(connectors: ReadonlyMap<string, Connector>, registry: string): Connector {
  const connector = connectors.get(registry);
  if (!connector) throw new Error(`no connector for ${registry}`);
  return connector;
}
