import type { Both } from '../../i18n/index.ts';
import type { LegalId, Mobile, PersonId, PostalCode } from '../../identifiers.ts';
import type { Officer } from '../index.ts';
import type { BusinessDossier, EntityDossier, PersonDossier } from './dossier.ts';

/** What the invented registers together know of one person. Days are ISO. */
export interface InventedPerson extends PersonDossier {
  /** Key of the demo's people ("sara"); of generated ones their number. */
  readonly key: string;
  readonly id: PersonId;
  readonly given: Both;
  readonly family: Both;
  readonly birthDate: string;
  readonly alive: boolean;
  /** The number under which the register goes on. */
  readonly successor?: { readonly id: PersonId; readonly reason: 'TAGHIR_SHENASE' | 'EDGHAM' };
  /** The number that Shahkar knows as his. */
  readonly mobile: Mobile;
  readonly insuranceNumber: string | null;
  readonly business: InventedBusiness | null;
}

/** Business in a person's own name. */
export interface InventedBusiness extends BusinessDossier {
  readonly kind: 'GUILD' | 'HOME' | 'ONLINE' | 'PROFESSIONAL';
  readonly state: 'OPEN' | 'SUSPENDED' | 'CLOSED' | 'PLANNED';
  readonly fileNumber: string;
  readonly since: string;
  readonly place: Place;
  readonly permits: readonly Permit[];
  readonly activities: readonly Activity[];
  readonly tax: TaxFacts;
  readonly workshops: readonly Workshop[];
  readonly staff: number;
  readonly accounts: readonly Account[];
}

export interface InventedEntity extends EntityDossier {
  readonly key: string;
  readonly legalId: LegalId;
  readonly name: Both;
  readonly form: 'SAHAMI_KHAS' | 'SAHAMI_AM' | 'MASOULIAT_MAHDOUD' | 'TAAVONI';
  readonly registrationNumber: string;
  readonly registeredOn: string;
  readonly office: string;
  readonly status: 'active' | 'under_liquidation' | 'dissolved' | 'suspended';
  readonly statusSince: string;
  /** Another number, or another company, under which it goes on. */
  readonly successor?: {
    readonly legalId: LegalId;
    readonly reason: 'TAGHIR_SHENASE' | 'EDGHAM';
    readonly since: string;
  };
  readonly objects: string;
  /** Month and day of the Jalali year, "1229" */
  readonly fiscalYearEnd: string;
  readonly capital: { readonly registered: string; readonly paidUp: string; readonly shares: number };
  readonly officers: readonly Officer[];
  readonly signatureText: string;
  readonly notices: readonly { readonly number: string; readonly on: string; readonly kind: string }[];
  readonly seat: Place;
  readonly permits: readonly Permit[];
  readonly tradeCard: {
    readonly number: string;
    readonly chamber: string;
    readonly issued: string;
    readonly expires: string;
    readonly suspended: boolean;
  } | null;
  readonly activities: readonly Activity[];
  readonly tax: TaxFacts;
  readonly turnover: { readonly year: string; readonly amount: string; readonly assessed: boolean } | null;
  readonly workshops: readonly Workshop[];
  readonly staff: number;
  readonly insuranceOverdue: boolean;
  readonly accounts: readonly Account[];
  readonly returnedCheque: boolean;
}

export interface Place {
  readonly id: string;
  readonly address: string;
  readonly province: string;
  /** Two digits, as the national statistics number the provinces. */
  readonly provinceCode: string;
  readonly county: string;
  readonly city: string;
  readonly postalCode: PostalCode;
  readonly since: string;
}

export interface Permit {
  readonly uniqueId: string;
  /** What it is for, in the register's words. */
  readonly category:
    | 'PRODUCTION'
    | 'TRADE'
    | 'GUILD'
    | 'HOME'
    | 'PROFESSIONAL'
    | 'AGRICULTURE'
    | 'IT'
    | 'CONSTRUCTION';
  readonly title: string;
  readonly issuer: string;
  readonly isic: string | null;
  /** Only of industrial permits. */
  readonly stage: 'INITIAL' | 'ESTABLISHMENT' | 'OPERATION' | 'EXPANSION' | null;
  readonly number: string | null;
  readonly issued: string;
  readonly expires: string;
  readonly state: 'VALID' | 'EXPIRED' | 'SUSPENDED' | 'REVOKED';
}

export interface Activity {
  readonly isic: string;
  readonly title: string;
  readonly main: boolean;
}

export interface TaxFacts {
  readonly economicCode: string;
  readonly fileNumber: string;
  readonly office: string;
  readonly activityCode: string;
  readonly tracking: string;
  readonly since: string;
  readonly vat: { readonly since: string; readonly certificate: string; readonly expires: string } | null;
  readonly moadian: { readonly since: string; readonly memories: readonly string[] } | null;
  readonly finalDebt: boolean;
}

export interface Workshop {
  readonly code: string;
  readonly branch: string;
  readonly postalCode: string;
}

export interface Account {
  readonly iban: string;
  readonly bank: string;
  readonly type: string;
  readonly main: boolean;
}
