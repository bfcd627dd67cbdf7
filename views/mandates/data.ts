/** What the pages of powers show. Filled by src/mandates, drawn by this folder. */

import type { MandateShown, Power, Template } from '../../src/mandates/index.ts';
import type { Mistake } from '../parts/mistake.ts';

export interface PowersData {
  readonly powers: readonly Power[];
  readonly mandates: readonly MandateShown[];
  /** Of the entities that the reader binds; what has ended stands on its own page. */
  readonly software: readonly SoftwareShown[];
}

/** Software of an entity that fetches by itself. */
export interface SoftwareShown {
  readonly id: string;
  readonly name: string;
  readonly entity: string;
  /** Who made it; undefined: the reader. */
  readonly maker: string | undefined;
  /** How many fields it may fetch. */
  readonly count: number;
  readonly since: Date;
  readonly until: Date;
}

/** Something of which the reader can give a part. */
export interface Source {
  /** Query of the next page: entity=… or mandate=…&how=… */
  readonly query: string;
  readonly title: string;
  readonly text: string;
}

export interface ChooseData {
  readonly sources: readonly Source[];
}

/** The fields that say of what a part is given, as hidden ones of a form. */
export interface Origin {
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly entity: string;
  readonly toEntity: boolean;
}

export interface TemplateData {
  readonly origin: Origin;
  readonly templates: readonly Template[];
}

export interface Box {
  readonly value: string;
  readonly label: string;
  readonly checked: boolean;
}

export interface OfferForm {
  readonly origin: Origin;
  readonly template: Template;
  readonly to: 'person' | 'entity';
  readonly kinds: readonly Box[];
  readonly systems: readonly Box[];
  readonly purposes: readonly Box[];
  readonly values: Readonly<Record<'name' | 'holder' | 'since' | 'until' | 'amount', string>>;
  readonly mayPassOn: boolean | undefined;
  /** Last day of what the reader has; ISO. */
  readonly last: string | undefined;
  /** So many of so many have to sign with the reader. */
  readonly together: { readonly required: number; readonly of: number } | undefined;
  readonly wrong: readonly Mistake[];
}
