import type { Standing } from './statement.ts';

/** By what power an entity is acted for, as the contract has it. */
export interface Authority {
  readonly basis: 'registry' | 'mandate';
  readonly role: string | null;
  readonly mode: string | null;
  /** Of a mandate with a limit: up to how much. What the system's own service costs, the system knows. */
  readonly limit?: { readonly amount: number; readonly currency: 'IRR' };
}

export function authorityOf(standing: Standing): Authority {
  const { role, mode, mandate_id: mandate, mandate_amount: amount } = standing;
  if (mandate === null) return { basis: 'registry', role, mode };
  const limit = { amount: Number(amount), currency: 'IRR' as const };
  return { basis: 'mandate', role, mode, ...(amount === null ? {} : { limit }) };
}
