import { addressingPort } from './addressing.ts';
import type { Line } from './ask.ts';
import { bankingPort } from './banking.ts';
import { civilPort } from './civil.ts';
import type { FieldPort, Inquiry, Registries } from './index.ts';
import { legalPersonsPort } from './legal-persons.ts';
import { licencesPort } from './licences.ts';
import { shahkarPort } from './shahkar.ts';
import { taxPort } from './tax.ts';
import { welfarePort } from './welfare.ts';

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
    ['addressing', addressingPort(line('addressing'))],
    ['licences', licencesPort(line('licences'))],
    ['tax', taxPort(line('tax'))],
    ['welfare', welfarePort(line('welfare'))],
    ['banking', bankingPort(line('banking'))],
  ]);
  return {
    civil,
    shahkar,
    legalPersons,
    fields,
    under: (tracking, heard) => createRegistries(addresses, { ...options, tracking, heard }),
  };
}
