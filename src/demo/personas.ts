import type { Both } from '../i18n/index.ts';
import { DEMO_INITIAL_ACCESS_TOKEN } from '../oidc/index.ts';
import type { Json } from '../registries/index.ts';
import { personas } from '../registries/invented/index.ts';
import type { Guest } from '../web/index.ts';

export interface DemoPerson {
  readonly key: string;
  readonly id: string;
  readonly name: Both;
  readonly deceased: boolean;
  readonly role: 'platform_administrator' | undefined;
}

export const demoPassword: string = personas.password;

/** Whom the sign-in page offers to a newcomer: the director with sole signature. */
export function guest(): Guest | undefined {
  const [first] = personas.people;
  if (!first?.national_id) return undefined;
  const { fa, en, national_id: identifier } = first;
  return { name: { fa, en }, identifier, password: demoPassword };
}

/** Parisa is a minor and Golnaz enrols in front of the newcomer: neither has an account. */
const WITHOUT_ACCOUNT = new Set(['parisa', 'golnaz']);
const ADMINISTRATORS = new Set(['shirin', 'farhad']);

export const demoPeople: readonly DemoPerson[] = personas.people
  .filter(person => !WITHOUT_ACCOUNT.has(person.key))
  .map(person => ({
    key: person.key,
    id: person.national_id ?? person.foreign_id ?? '',
    name: { fa: person.fa, en: person.en },
    deceased: person.key === 'behrouz',
    role: ADMINISTRATORS.has(person.key) ? 'platform_administrator' : undefined,
  }));

export interface DemoCompany {
  readonly key: string;
  readonly legalId: string;
}

export const demoCompanies: readonly DemoCompany[] = personas.entities.map(entity => ({
  key: entity.key,
  legalId: entity.legal_id,
}));

/** What no register holds: said once by the people themselves. */
export const ownWords: Readonly<
  Record<'people' | 'companies', Readonly<Record<string, Readonly<Record<string, Json>>>>>
> = {
  companies: {
    arvand: {
      'entity.email': 'info@arvand.example',
      'entity.latin_name': 'Arvand Foods',
      'entity.phones': [{ kind: 'office', number: '+985199900010' }],
    },
    pars: { 'entity.email': 'office@pars.example', 'entity.latin_name': 'Pars Machine Tools' },
    khazar: { 'entity.email': 'trade@khazar.example', 'entity.latin_name': 'Khazar Trading' },
  },
  people: {
    sara: { 'person.email': 'sara@arvand.example' },
    maryam: { 'person.email': 'maryam@home.example', 'business.trade_name': 'شیرینی خانگی مریم' },
  },
};

/** What developers may try with: people and companies in both languages. */
export const sandbox = {
  password: demoPassword,
  registrationToken: DEMO_INITIAL_ACCESS_TOKEN,
  people: personas.people.map(({ key, fa, en, national_id, foreign_id }) => ({
    key,
    fa,
    en,
    id: national_id ?? foreign_id ?? '',
  })),
  companies: personas.entities.map(({ key, fa, en, legal_id }) => ({ key, fa, en, id: legal_id })),
};
