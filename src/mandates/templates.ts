import type { Scope } from './covers.ts';
import type { Services } from './matters.ts';

/** What a mandate is for, in a word; also the role that systems are told. */
export type Template = 'tax_accountant' | 'customs_broker' | 'social_insurance' | 'trade_agent' | 'delegate';

export const templates: readonly Template[] = [
  'tax_accountant',
  'customs_broker',
  'social_insurance',
  'trade_agent',
  'delegate',
];

/** Numbers of the list of the 50: the systems of the tax administration, and of social security. */
const TAX: readonly number[] = [34, 35];
const SOCIAL_SECURITY: readonly number[] = [33];

/** What the usual ones are for, as far as the directory has it; of one's own everything is chosen by hand. */
export function scopeOf(template: Template, services: Services): Scope {
  const kinds = (keys: readonly string[]): Scope => ({
    systems: [],
    kinds: services.kinds.map(({ key }) => key).filter(key => keys.includes(key)),
    purposes: [],
  });
  const systems = (numbers: readonly number[]): Scope => ({
    systems: services.systems.map(({ number }) => number).filter(number => numbers.includes(number)),
    kinds: [],
    purposes: [],
  });
  if (template === 'tax_accountant') return systems(TAX);
  if (template === 'customs_broker') return kinds(['customs']);
  if (template === 'social_insurance') return systems(SOCIAL_SECURITY);
  if (template === 'trade_agent') return kinds(['trade-card', 'export', 'import', 'currency-repatriation']);
  return { systems: [], kinds: [], purposes: [] };
}
