import data from './personas.json' with { type: 'json' };

/** The invented people and companies of the demo, as they are told: keys, identifiers, names, stories. */
export interface Personas {
  readonly password: string;
  readonly people: readonly {
    readonly key: string;
    readonly national_id?: string;
    readonly foreign_id?: string;
    readonly fa: string;
    readonly en: string;
    readonly story: string;
  }[];
  readonly entities: readonly {
    readonly key: string;
    readonly legal_id: string;
    readonly fa: string;
    readonly en: string;
    readonly status: string;
    readonly signature: string;
  }[];
}

export const personas: Personas = data;
