import type { ValueGroup, ValueRow, Voucher } from '../../../views/flow/data.ts';
import { showValue } from '../../../views/parts/value.ts';
import { type FieldEnvelope, fieldLabel, findField } from '../../profile/index.ts';
import { findRegistry } from '../../registries/index.ts';
import type { Page } from '../../web/index.ts';

const vouchers: Record<FieldEnvelope['class'], Voucher> = {
  authoritative: 'register',
  verified: 'matched',
  derived: 'derived',
  self_declared: 'self',
};

/** By register, each once with its custodian; what the subject said itself comes last. */
export function valueGroupsOf(page: Page, values: Readonly<Record<string, FieldEnvelope>>): ValueGroup[] {
  const groups = Map.groupBy(Object.entries(values), ([key]) => findField(key)?.registry ?? null);
  return [...groups]
    .sort(([a], [b]) => Number(a === null) - Number(b === null))
    .map(([key, fields]) => {
      const registry = key === null ? undefined : findRegistry(key);
      const rows = fields.map(([field, envelope]) => rowOf(page, field, envelope));
      return {
        registry: registry?.name[page.lang] ?? page.t.flow.consent.selfGroup,
        custodian: registry?.custodian[page.lang],
        voucher: rows.some(row => row.voucher === 'register') ? 'register' : (rows[0]?.voucher ?? 'register'),
        rows,
      };
    });
}

function rowOf(page: Page, key: string, envelope: FieldEnvelope): ValueRow {
  return {
    key,
    label: fieldLabel(key, page.lang),
    value: showValue(page, key, envelope.value),
    voucher: vouchers[envelope.class],
    status: envelope.status,
    fetchedAt: envelope.fetched_at ? new Date(envelope.fetched_at) : undefined,
    stale: envelope.stale,
  };
}
