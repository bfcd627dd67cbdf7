/** People and companies of the register in a room of their own, and the ways in which they give to each other. */
import { seedDirectory, serviceDoor } from '../../src/directory/index.ts';
import { findEntityByLegalId } from '../../src/entities/index.ts';
import { isFault } from '../../src/errors.ts';
import { type LegalId, parseLegalId, parseMobile, parsePersonId } from '../../src/identifiers.ts';
import { importPerson } from '../../src/identity/index.ts';
import {
  acceptMandate,
  type EndedPower,
  getUsablePower,
  knowServices,
  type Offer,
  offerMandate,
  onPowerEnded,
  refreshPowersOf,
} from '../../src/mandates/index.ts';
import type { Operation } from '../../src/operation.ts';
import { TODAY } from '../support/clock.ts';
import { companies, people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

const who = ['sara', 'omid', 'laleh', 'navid', 'maryam', 'amir'] as const;
export type Who = (typeof who)[number];
export type Company = keyof typeof companies;

export const TAX = { systems: [34, 35], kinds: [], purposes: [] };
export const taxes = { clientId: 'tax', purposeKey: 'vat' };
export const legalIdOf = (company: Company): LegalId => parseLegalId(companies[company].id);
export const toPerson = (key: Who): Offer['holder'] => ({
  kind: 'person',
  identifier: parsePersonId(people[key].id),
  name: people[key].fa,
});
export const toCompany = (company: Company): Offer['holder'] => ({
  kind: 'entity',
  legalId: legalIdOf(company),
});

/** 'done', or the code of the refusal. */
export async function code(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (isFault(error)) return error.code;
    throw error;
  }
}

export type NewOffer = Partial<Offer> & Pick<Offer, 'from' | 'holder'>;

export interface GivingRoom {
  readonly t: TestSystem;
  /** What listeners were told. */
  readonly told: EndedPower[];
  idOf(key: Who): string;
  as(key: Who): Operation;
  entityOf(company: Company): Promise<string>;
  offer(key: Who, more: NewOffer): Promise<string>;
  /** Sara gives the tax of Arvand to somebody, who accepts. */
  given(more?: Partial<Offer>, to?: Who): Promise<string>;
  /** Whether somebody may act for Arvand at the tax system. */
  use(key: Who, more?: object): Promise<string>;
  begin(): Promise<void>;
  clear(): Promise<void>;
}

export async function givingRoom(): Promise<GivingRoom> {
  const t = await testSystem();
  const ids: Record<string, string> = {};
  const told: EndedPower[] = [];
  await seedDirectory(t.op());
  // The tax system, as the directory would say of its client once it is connected.
  const findService = async (_op: unknown, id: string) =>
    id === 'tax' ? { number: 35, kinds: ['export'] } : undefined;
  knowServices(t.system, { ...serviceDoor, findService });
  onPowerEnded(t.system, async (_op, ended) => {
    told.push(ended);
  });
  for (const [at, key] of who.entries()) {
    const { id, fa, en } = people[key];
    const person = await importPerson(t.op(), {
      identifier: parsePersonId(id),
      name: { fa, en },
      birthDate: '1980-01-01',
      mobile: parseMobile(`0912000000${at}`),
      secret: '$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA',
    });
    ids[key] = person.id;
  }
  const idOf = (key: Who) => ids[key] ?? '';
  const as = (key: Who) => t.op({ kind: 'person', personId: idOf(key) });
  const entityOf = async (company: Company) =>
    (await findEntityByLegalId(t.op(), legalIdOf(company)))?.id ?? '';
  const offer = (key: Who, more: NewOffer) =>
    offerMandate(as(key), {
      template: 'tax_accountant',
      scope: TAX,
      amount: null,
      since: '2026-11-21',
      until: '2027-03-20',
      mayPassOn: false,
      ...more,
    });
  return {
    t,
    told,
    idOf,
    as,
    entityOf,
    offer,
    given: async (more = {}, to = 'navid') => {
      const from = { entityId: await entityOf('arvand') };
      const id = await offer('sara', { from, holder: toPerson(to), ...more });
      await acceptMandate(as(to), id);
      return id;
    },
    use: async (key, more = {}) =>
      code(getUsablePower(t.op(), idOf(key), await entityOf('arvand'), { ...taxes, ...more })),
    begin: async () => {
      t.clock.set(TODAY);
      for (const key of ['sara', 'laleh', 'amir'] as const) await refreshPowersOf(t.op(), idOf(key));
    },
    clear: async () => {
      t.faults.mend();
      t.country.restore();
      for (const table of [
        'power_check',
        'mandate_office',
        'mandate',
        'office',
        'entity',
        'message',
        'throttle',
      ] as const)
        await t.system.db.deleteFrom(table).execute();
      told.length = 0;
    },
  };
}
