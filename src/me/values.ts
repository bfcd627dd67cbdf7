import type { ValueGroup, ValueRow, Voucher } from '../../views/flow/data.ts';
import { showValue } from '../../views/parts/value.ts';
import { type FieldEnvelope, fieldLabel } from '../profile/index.ts';
import { findRegistry } from '../registries/index.ts';
import type { Page } from '../web/index.ts';

/** What is known, by the registry that says so; what was never known or does not apply is left out. */
export function groupsOf(
  page: Page,
  fields: Readonly<Record<string, FieldEnvelope>>,
  only: { readonly known: boolean } = { known: true },
): ValueGroup[] {
  const known = Object.entries(fields).filter(
    ([, field]) => !only.known || field.status === 'present' || field.status === 'disputed',
  );
  const groups = Map.groupBy(known, ([, field]) => field.source?.registry);
  return [...groups].map(([key, rows]) => {
    const registry = key === undefined ? undefined : findRegistry(key);
    const vouchers = rows.map(([, field]) => voucherOf(field));
    return {
      registry: registry?.name[page.lang] ?? page.t.flow.consent.selfGroup,
      custodian: registry?.custodian[page.lang],
      voucher: vouchers[0] ?? 'register',
      rows: rows.map(([field, envelope]) => rowOf(page, field, envelope)),
    };
  });
}

function voucherOf(field: FieldEnvelope): Voucher {
  const vouchers = {
    authoritative: 'register',
    derived: 'derived',
    self_declared: 'self',
    verified: 'matched',
  } as const;
  return vouchers[field.class];
}

function rowOf(page: Page, key: string, field: FieldEnvelope): ValueRow {
  return {
    key,
    label: fieldLabel(key, page.lang),
    value: showValue(page, key, field.value),
    voucher: voucherOf(field),
    status: field.status,
    fetchedAt: field.fetched_at === null ? undefined : new Date(field.fetched_at),
    stale: field.stale,
  };
}
