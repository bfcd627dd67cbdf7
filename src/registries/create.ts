import { addressingPort } from './addressing.ts';
import type { Line } from './ask.ts';
import { bankingPort } from './banking.ts';
import { cadastrePort } from './cadastre.ts';
import { civilPort } from './civil.ts';
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

/** Port 9 answers nobody: a registry without an address is one that is down. */
const NOWHERE = 'http://127.0.0.1:9';

interface RegistriesOptions {
  readonly timeoutMs?: number;
  readonly now?: () => Date;
  readonly tracking?: string;
  readonly heard?: (inquiry: Inquiry) => void;
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
  const line = (registry: string): Line => ({
    registry,
    address: (addresses[registry] ?? NOWHERE).replace(/\/+$/, ''),
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
    under: (tracking, heard) => createRegistries(addresses, { ...options, tracking, heard }),
  };
}
