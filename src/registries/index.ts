/**
 * registries owns the ports to the base registries: how each is asked, and one canonical answer, a Fact, with its
 * source and date. It stores nothing. mandates, entities, identity and profile ask; nobody else does.
 */

import type { Both } from '../i18n/index.ts';
import type { LegalId, Mobile, PersonId } from '../identifiers.ts';
import type { ConnectorState } from './connector.ts';

/** A plain JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a registry answered: the value, who says so, under which record, as of when. */
export interface Fact<T> {
  readonly value: T;
  readonly registry: string;
  /** Number of the record or notice in the registry, where it has one. */
  readonly record: string | null;
  readonly asOf: Date;
  readonly edition?: Edition;
}

/**
 * Which edition of its record an answer is, where the registry numbers them: it only grows. By it an answer is known that
 * comes from a copy which lags behind.
 */
export type Edition = number;

export interface CivilAnswer {
  readonly matched: boolean;
  readonly alive: boolean;
  /** Where the register has given the person another number, or made two of its records one. */
  readonly successor?: PersonSuccessor;
}

/** The number under which a person goes on. */
export interface PersonSuccessor {
  readonly id: PersonId;
  readonly reason: 'renumbered' | 'merged';
}

export interface CivilQuestion {
  readonly id: PersonId;
  readonly givenName?: string;
  readonly familyName?: string;
  /** ISO day */
  readonly birthDate?: string;
}

/** Particulars, officers and signature rule of a legal entity, as the register of legal persons holds them. */
export interface LegalPerson {
  readonly legalId: LegalId;
  readonly name: Both;
  readonly status: 'active' | 'under_liquidation' | 'dissolved' | 'suspended';
  /** ISO day */
  readonly statusSince: string | null;
  /** Where the register has given it another number or merged it into another entity. */
  readonly successor?: Successor;
  readonly officers: readonly Officer[];
}

/** The number under which an entity goes on. */
export interface Successor {
  readonly legalId: LegalId;
  readonly reason: 'renumbered' | 'merged';
  /** ISO day */
  readonly since: string | null;
}

export interface Officer {
  readonly id: PersonId;
  readonly name: Both;
  readonly role: 'managing_director' | 'board_member' | 'chair' | 'liquidator';
  /** sole: binds alone; joint: `required` of the joint officers together; none: no signature. */
  readonly mode: 'sole' | 'joint' | 'none';
  readonly required: number;
  /** Named combinations of officers that bind together, where the register names them; else any `required` of them. */
  readonly combinations?: readonly (readonly PersonId[])[];
  /** ISO days; until null: without term */
  readonly since: string;
  readonly until: string | null;
  readonly ended: { readonly on: string; readonly reason: 'term_ended' | 'dissolved' | 'removed' } | null;
  readonly record: string;
}

/** Whose fields are asked for. A sole trader is a person: his business.* fields hang on his identifier. */
export type RegistrySubject =
  | {
      readonly kind: 'person';
      readonly id: PersonId;
      readonly mobile: Mobile | null;
      /**
       * What the person said of himself. Registries that only match say yes or no to it; what was not given they
       * cannot vouch for.
       */
      readonly claimed?: { readonly name: string; readonly birthDate: string };
      /** What else the person said of himself, by key of the catalogue, for a registry that can attest it. */
      readonly said?: Readonly<Record<string, Json>>;
    }
  | { readonly kind: 'entity'; readonly id: LegalId; readonly said?: Readonly<Record<string, Json>> };

/** Answer for one field: a value, or that the registry says there is none. */
export type FieldFact =
  | {
      readonly status: 'present';
      readonly value: Json;
      readonly record: string | null;
      readonly validFrom: string | null;
      /** As the registry wrote it, where our normal form of letters and spaces differs; of a composed value its words. */
      readonly original?: string;
    }
  | { readonly status: 'absent' | 'not_applicable' };

/** The fields of one subject that one registry vouches for, in one answer. Keys are those of the catalogue. */
export interface FieldFacts {
  readonly registry: string;
  readonly asOf: Date;
  readonly fields: Readonly<Record<string, FieldFact>>;
  /** The register knows the subject under another number now. */
  readonly successor?: PersonSuccessor;
  readonly edition?: Edition;
}

/** A registry that hands out fields. */
export interface FieldPort {
  /** @throws RegistryDown; RegistryLater: the question is filed, the answer comes another day */
  facts(subject: RegistrySubject, timeoutMs: number): Promise<FieldFacts>;
  /** Of a registry that answers later. */
  readonly later?: LaterPort;
}

/** How the answer to a filed question is had: by asking for it with the ticket, or from what the registry posts to us. */
export interface LaterPort {
  /** @returns until when to wait on, the answer, or lost: it knows no such ticket @throws RegistryDown */
  collect(subject: RegistrySubject, ticket: string, timeoutMs: number): Promise<Filed | Answered | 'lost'>;
  /** @returns undefined: that is no answer of this registry about this subject */
  read(subject: RegistrySubject, answer: unknown): Answered | undefined;
}

/** A question that a registry has taken. */
export interface Filed {
  readonly ticket: string;
  readonly expectedBy: Date;
}

/** The answer to a filed question, as of the day on which the registry drew it up. */
export interface Answered {
  /** Our tracking code of the question, as the registry kept it, and its own number for it. */
  readonly inquiry: string;
  readonly ticket: string;
  readonly facts: FieldFacts;
}

/** Every method throws RegistryDown when the registry does not answer in time, answers garbage or about another. */
export interface Registries {
  /** Base address of each registry that is connected, by key. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly civil: { match(question: CivilQuestion): Promise<Fact<CivilAnswer>> };
  readonly shahkar: { match(id: PersonId, mobile: Mobile): Promise<Fact<boolean>> };
  readonly legalPersons: {
    /** undefined: no such entity */
    find(id: LegalId): Promise<Fact<LegalPerson> | undefined>;
    /** The entities in which a person holds or held an office. */
    entitiesOf(id: PersonId): Promise<Fact<readonly LegalId[]>>;
  };
  /** Registries that hand out fields, by key ("civil", "legal-persons", "addressing", "licences", "tax", …). */
  readonly fields: ReadonlyMap<string, FieldPort>;
  /** The same registries, told with each question under which tracking code it is asked. */
  under(tracking: string, heard: (inquiry: Inquiry) => void): Registries;
  /** How each stands with us now, by key: whether it is left alone after failures, how many questions run and wait. */
  connectors(): Readonly<Record<string, ConnectorState>>;
}

/** One question to a registry, when it is over. */
export interface Inquiry {
  readonly registry: string;
  readonly outcome: 'answered' | 'timeout' | 'refused' | 'garbage' | 'status';
  /** Where somebody else asked the same at the same moment: the code under which the question went out. */
  readonly under?: string;
}

export { breakersOf, type ConnectorState } from './connector.ts';
export { createRegistries } from './create.ts';
export { RegistryDown } from './down.ts';
export { doubted, isOutdated, type KeptEdition } from './edition.ts';
export { isoOfJalali, type JalaliDay, jalaliOfIso, parseJalali, writeJalali } from './jalali.ts';
export { RegistryLater } from './later.ts';
export { findRegistry, getRegistry, type RegistryInfo, registryList } from './list.ts';
