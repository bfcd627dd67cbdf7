import type { ApprovalRow, FieldRow, PurposeCard } from '../../../views/admin/data.ts';
import { type Approval, findClient, findPurpose, mayDecide, type Purpose } from '../../clients/index.ts';
import type { Lang } from '../../i18n/index.ts';
import { messages } from '../../i18n/index.ts';
import type { Operation } from '../../operation.ts';
import { catalogue, type Field, fieldLabel, findField } from '../../profile/index.ts';
import { findRegistry } from '../../registries/index.ts';
import { nameOfActor } from '../actor-name.ts';

/** What the rooms know, as the pages show it. */
export async function approvalRow(op: Operation, approval: Approval): Promise<ApprovalRow> {
  const client = await findClient(op, approval.clientId);
  const purpose = approval.purposeId ? await findPurpose(op, approval.purposeId) : undefined;
  return {
    approval,
    client: client?.name[op.lang] ?? approval.clientId,
    agency: client?.agency?.name[op.lang],
    purpose: purpose?.name[op.lang],
    requestedBy: await nameOfActor(op, approval.requestedBy),
    decidedBy: approval.decidedBy ? await nameOfActor(op, approval.decidedBy) : undefined,
    mayDecide: mayDecide(op, approval),
  };
}

export async function approvalRows(op: Operation, approvals: readonly Approval[]): Promise<ApprovalRow[]> {
  const rows: ApprovalRow[] = [];
  for (const approval of approvals) rows.push(await approvalRow(op, approval));
  return rows;
}

export function purposeCardOf(purpose: Purpose, lang: Lang): PurposeCard {
  return { purpose, fields: purpose.fields.map(key => fieldRow(key, findField(key), lang)) };
}

function fieldRow(key: string, field: Field | undefined, lang: Lang): FieldRow {
  return {
    key,
    label: field ? fieldLabel(key, lang) : key,
    registry: registryName(field?.registry ?? null, lang),
    classification: field?.classification ?? 'public',
  };
}

function registryName(key: string | null, lang: Lang): string {
  const registry = key === null ? undefined : findRegistry(key);
  return registry?.name[lang] ?? key ?? messages(lang).admin.selfDeclared;
}

/** The catalogue by register, in the order of the catalogue; a predicate once for each word of its closed list. */
export function fieldGroups(lang: Lang): { registry: string; fields: FieldRow[] }[] {
  const rows = catalogue.flatMap(field =>
    (field.parameter?.values.map(value => `${field.key}:${value}`) ?? [field.key]).map(key =>
      fieldRow(key, field, lang),
    ),
  );
  return [...Map.groupBy(rows, row => row.registry)].map(([registry, fields]) => ({ registry, fields }));
}

/** The purposes that an approval is about: one version, or those that came together with the client. */
export function purposesOf(approval: Approval, purposes: readonly Purpose[]): Purpose[] {
  if (approval.purposeId) return purposes.filter(purpose => purpose.id === approval.purposeId);
  const at = approval.requestedAt.getTime();
  return purposes.filter(purpose => purpose.registeredAt.getTime() === at);
}
