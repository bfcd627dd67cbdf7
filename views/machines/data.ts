/** What the pages of an entity's own software show. Filled by src/machines/routes, drawn here. */

import type { ValueGroup } from '../flow/data.ts';
import type { Mistake } from '../parts/mistake.ts';

export interface MachineListed {
  readonly id: string;
  readonly name: string;
  readonly entity: string;
  readonly clientId: string;
  readonly count: number;
  readonly madeAt: Date;
  readonly until: Date;
  readonly state: 'runs' | 'withdrawn' | 'replaced' | 'expired' | 'power_ended' | 'account_closed';
}

export interface MachineList {
  readonly machines: readonly MachineListed[];
  /** The reader may make one for somebody. */
  readonly mayMake: boolean;
}

export interface MachineForm {
  readonly entities: readonly { readonly id: string; readonly name: string }[];
  /** By register. */
  readonly groups: readonly {
    readonly registry: string;
    readonly fields: readonly { readonly key: string; readonly label: string }[];
  }[];
  readonly typed: {
    readonly entity: string;
    readonly name: string;
    readonly jwks: string;
    readonly days: string;
    readonly fields: readonly string[];
  };
  readonly wrong: Mistake | undefined;
}

export interface MachineReview {
  readonly entity: string;
  readonly entityId: string;
  readonly name: string;
  readonly jwks: string;
  readonly fields: readonly string[];
  readonly days: number;
  readonly until: Date;
  readonly groups: readonly ValueGroup[];
  readonly hash: string;
}

export interface MachineDetail extends MachineListed {
  /** Labels. */
  readonly fields: readonly string[];
  /** Undefined: the reader. */
  readonly maker: string | undefined;
  readonly endedAt: Date | undefined;
  readonly consentId: string;
  readonly tokenEndpoint: string;
  readonly profile: string;
}
