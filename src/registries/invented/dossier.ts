import type { PostalCode } from '../../identifiers.ts';
import type { Place } from './model.ts';

/** What the registers beside the first ones hold of an invented entity. Days are ISO. */
export interface EntityDossier {
  readonly formerNames: readonly { readonly name: string; readonly since: string; readonly until: string }[];
  readonly articles: { readonly on: string; readonly document: string; readonly office: string };
  readonly partners: readonly {
    readonly name: string;
    readonly id: string;
    readonly percent: number;
    readonly shares: number;
  }[];
  readonly branches: readonly {
    readonly name: string;
    readonly number: string;
    readonly manager: string;
    readonly place: Place;
  }[];
  readonly trademarks: readonly {
    readonly number: string;
    readonly mark: string;
    readonly classes: readonly number[];
    readonly since: string;
    readonly expires: string;
  }[];
  /** As it was told to the register of companies; Post may know better. */
  readonly registeredSeat: Place;
  readonly sites: readonly {
    readonly kind: 'OFFICE' | 'FACTORY' | 'WORKSHOP' | 'SHOP';
    readonly place: Place;
  }[];
  readonly warehouses: readonly {
    readonly id: string;
    readonly postalCode: PostalCode;
    readonly kind: string;
    readonly holds: 'MALEK' | 'BAHREBARDAR' | 'SAHEB_KALA';
    readonly area: number;
  }[];
  readonly premises: readonly Premises[];
  readonly enamads: readonly Enamad[];
  readonly qualifications: readonly {
    readonly number: string;
    readonly field: string;
    readonly grade: string;
    readonly issuer: string;
    readonly expires: string;
  }[];
  readonly standards: readonly {
    readonly number: string;
    readonly standard: string;
    readonly product: string;
    readonly brand: string;
    readonly mandatory: boolean;
    readonly issued: string;
    readonly expires: string;
  }[];
  readonly environment: readonly {
    readonly number: string;
    readonly kind: string;
    readonly postcode: PostalCode;
    readonly issued: string;
    readonly expires: string;
  }[];
  readonly healthPermits: readonly {
    readonly number: string;
    readonly kind: string;
    readonly product: string;
    readonly manager: string;
    readonly issued: string;
    readonly expires: string;
  }[];
  readonly goods: readonly {
    readonly name: string;
    readonly id: string;
    readonly irancode: string;
    readonly tariff: string;
  }[];
  readonly tradeRoles: readonly { readonly code: string; readonly role: string; readonly active: boolean }[];
  readonly customs: {
    readonly authorised: boolean;
    readonly suspended: boolean;
    readonly since: string;
  } | null;
  readonly taxCertificates: readonly {
    readonly article: 'M186' | 'M187' | 'M235';
    readonly number: string;
    readonly issued: string;
    readonly expires: string;
  }[];
  readonly returnsFiled: boolean;
  readonly payroll: { readonly month: string; readonly wages: string; readonly premium: string };
  readonly insuranceCertificates: readonly {
    readonly article: 'A37' | 'A38';
    readonly number: string;
    readonly contract: string;
    readonly issued: string;
    readonly expires: string;
  }[];
  readonly statements: readonly {
    readonly year: string;
    readonly audited: boolean;
    readonly auditor: string;
    readonly opinion: string;
    readonly tracking: string;
  }[];
  readonly fxOverdue: boolean;
  readonly vehicles: readonly { readonly class: 'KAMION' | 'VANET' | 'SAVARI'; readonly count: number }[];
  readonly listing: {
    readonly code: string;
    readonly symbol: string;
    readonly isin: string;
    readonly market: 'BOURSE' | 'FARABOURSE' | 'BASE' | 'ISSUER' | 'NONE';
  } | null;
  readonly sana: boolean;
  readonly bankrupt: boolean;
  /** Latin name on the trade card. */
  readonly latinName: string;
}

/** The same of a person. */
export interface PersonDossier {
  readonly fatherName: string;
  readonly birthPlace: string;
  readonly sex: 'ZAN' | 'MARD';
  readonly nationality: string;
  readonly certificate: { readonly number: string; readonly serial: string; readonly issuedAt: string };
  readonly home: Place;
  readonly degree: {
    readonly level: 'DIPLOM' | 'KARDANI' | 'KARSHENASI' | 'ARSHAD' | 'DOKTORA';
    readonly field: string;
    readonly institution: string;
    readonly on: string;
    readonly number: string;
  } | null;
  readonly medicalCouncil: string | null;
  readonly engineer: {
    readonly number: string;
    readonly field: string;
    readonly grade: string;
    readonly expires: string;
  } | null;
  readonly sana: boolean;
  readonly convicted: boolean;
}

/** The same of a business in a person's own name. */
export interface BusinessDossier {
  /** Name on the sign, as the office that gave the permit wrote it. */
  readonly sign: string;
  readonly guild: {
    readonly id: string;
    readonly union: string;
    readonly guild: string;
    readonly isic: string;
    readonly issued: string;
    readonly expires: string;
  } | null;
  readonly tradeCard: {
    readonly number: string;
    readonly chamber: string;
    readonly issued: string;
    readonly expires: string;
    readonly suspended: boolean;
  } | null;
  readonly premises: readonly Premises[];
  readonly enamads: readonly Enamad[];
  readonly overdue: boolean;
}

export interface Premises {
  readonly postalCode: PostalCode;
  readonly tenure: 'MALEK' | 'MOSTAJER' | 'RAYGAN';
  readonly deed: string | null;
  readonly lease: string | null;
  readonly until: string | null;
}

export interface Enamad {
  readonly code: string;
  readonly domain: string;
  readonly stars: number;
  readonly expires: string;
}
