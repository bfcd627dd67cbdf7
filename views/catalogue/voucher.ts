import type { FieldClass } from '../../src/profile/index.ts';
import type { Page } from '../../src/web/page.ts';
import type { Voucher } from '../flow/data.ts';

/** The form of the dot that a class of field has. */
export const vouchers: Readonly<Record<FieldClass, Voucher>> = {
  authoritative: 'register',
  verified: 'matched',
  derived: 'derived',
  self_declared: 'self',
};

/** "one day", "30 days", "10 years": how long a value counts as fresh. */
export function period(page: Page, days: number): string {
  const { catalogue } = page.t.registries;
  if (days === 1) return catalogue.oneDay;
  if (days === 365) return catalogue.oneYear;
  if (days % 365 === 0) return catalogue.years(page.format.number(days / 365));
  return catalogue.freshFor(page.format.number(days));
}
