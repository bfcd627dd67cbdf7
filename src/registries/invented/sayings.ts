import type { Json } from '../index.ts';
import { isoOfJalali } from '../jalali.ts';
import personas from './personas.json' with { type: 'json' };

/** The password of every person of the demo. */
export const demoPassword: string = personas.password;

/** What the demo's people have said themselves: no registry vouches for it. `on` is an ISO day. */
export const demoDeclarations: readonly {
  readonly subject: string;
  readonly key: string;
  readonly value: Json;
  readonly on: string;
}[] = [
  { subject: 'arvand', key: 'entity.email', value: 'info@arvand.example' },
  { subject: 'arvand', key: 'entity.website', value: 'https://arvand.example' },
  { subject: 'arvand', key: 'entity.latin_name', value: 'Arvand Foods' },
  { subject: 'arvand', key: 'entity.phones', value: [{ kind: 'office', number: '+985199900010' }] },
  { subject: 'pars', key: 'entity.email', value: 'office@pars.example' },
  { subject: 'khazar', key: 'entity.email', value: 'trade@khazar.example' },
  { subject: 'sara', key: 'person.email', value: 'sara@arvand.example' },
  { subject: 'sara', key: 'person.latin_name', value: { given: 'Sara', family: 'Rahimi' } },
  { subject: 'maryam', key: 'person.email', value: 'maryam@home.example' },
  { subject: 'maryam', key: 'business.trade_name', value: 'پوشاک مریم' },
].map(said => ({ ...said, on: isoOfJalali({ year: 1405, month: 7, day: 9 }) ?? '2026-10-01' }));
