/** The people and companies of the demo, as its data names them. */
import { readFileSync } from 'node:fs';

interface Personas {
  readonly password: string;
  readonly people: readonly {
    key: string;
    national_id?: string;
    foreign_id?: string;
    fa: string;
    en: string;
  }[];
  readonly entities: readonly { key: string; legal_id: string; fa: string; en: string }[];
}

const personas = JSON.parse(
  readFileSync(new URL('../../src/registries/invented/personas.json', import.meta.url), 'utf8'),
) as Personas;

export const password = personas.password;

export interface Persona {
  readonly id: string;
  readonly fa: string;
  readonly en: string;
}

export const people = Object.fromEntries(
  personas.people.map(({ key, national_id, foreign_id, fa, en }) => [
    key,
    { id: national_id ?? foreign_id ?? '', fa, en },
  ]),
) as Record<
  | 'sara'
  | 'omid'
  | 'laleh'
  | 'navid'
  | 'maryam'
  | 'reza'
  | 'parisa'
  | 'behrouz'
  | 'kaveh'
  | 'shirin'
  | 'farhad'
  | 'golnaz'
  | 'amir',
  Persona
>;

export const companies = Object.fromEntries(
  personas.entities.map(({ key, legal_id, fa, en }) => [key, { id: legal_id, fa, en }]),
) as Record<'arvand' | 'pars' | 'kavir' | 'khazar' | 'zagros', Persona>;
