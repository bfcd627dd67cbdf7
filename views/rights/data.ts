/** What the pages of rights show. Filled by src/rights, drawn by this folder. */
import type { Closing } from '../../src/rights/index.ts';

export interface RightsSubject {
  /** "self", or the national identifier of an entity. */
  readonly of: string;
  /** Name of the entity; undefined: the person himself. */
  readonly name: string | undefined;
}

export interface RightsRow {
  readonly key: string;
  readonly label: string;
  /** Plain JSON. */
  readonly value: unknown;
  readonly disputed: boolean;
  readonly may: 'dispute' | 'delete' | 'nothing';
}

export interface RightsData {
  readonly subjects: readonly RightsSubject[];
  readonly of: string;
  readonly rows: readonly RightsRow[];
  readonly closing: Closing | undefined;
  /** Something was just deleted. */
  readonly done: boolean;
}

export interface ClosingData {
  readonly closing: Closing | undefined;
  /** The sign-in is fresh until then. */
  readonly until: Date;
  readonly days: number;
}
