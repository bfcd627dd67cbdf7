import type { ConsentData, ValueGroup, ValueRow } from '../../../views/flow/data.ts';
import { commonVoucher, voucherOf } from '../../../views/parts/nuqta.ts';
import { showValue } from '../../../views/parts/value.ts';
import { type ShownText, shownValues } from '../../consent/index.ts';
import { findEntity } from '../../entities/index.ts';
import { getPerson, personKnownAs } from '../../identity/index.ts';
import { type FieldEnvelope, fieldLabel, findField } from '../../profile/index.ts';
import { findRegistry } from '../../registries/index.ts';
import type { Page } from '../../web/index.ts';
import { panelOf, pathOf, type Visit } from '../interaction.ts';
import { NAME_FIELD, PHONE_FIELD, type Plan } from '../plan.ts';
import type { Shown } from '../shown.ts';

const DAY_MS = 86_400_000;
export const OWN: readonly string[] = [NAME_FIELD, PHONE_FIELD];

export type SettledVisit = Visit & { readonly personId: string };
export type SettledPlan = Plan & { readonly chosen: NonNullable<Plan['chosen']> };

/** Asked again by the system, although nothing is missing. */
function isAgain(visit: Visit, plan: Plan): boolean {
  return visit.prompt.reasons.includes('consent_prompt') && plan.missing.length === 0;
}

/** What the person is asked to allow: what is missing, or when asked for again all of it; never what the law gives. */
export function askedOf(visit: Visit, plan: Plan): readonly string[] {
  if (!isAgain(visit, plan)) return plan.missing;
  return plan.purpose?.basis === 'law' ? plan.wanted.filter(key => OWN.includes(key)) : plan.wanted;
}

/** What the law gives and the person is told of: once for each version of the purpose, and when asked for again. */
export function toldOf(visit: Visit, plan: Plan): readonly string[] {
  if (plan.purpose?.basis !== 'law' || !(plan.untold || isAgain(visit, plan))) return [];
  return plan.wanted.filter(key => !OWN.includes(key));
}

/** What the page shows: what is asked, and apart from it what is told. */
export async function consentDataOf(
  page: Page,
  visit: SettledVisit,
  plan: SettledPlan,
  shown: Shown,
  hash: string,
): Promise<ConsentData> {
  const { op, client, personId } = visit;
  const { chosen, purpose } = plan;
  const panel = await panelOf(visit, 'consent');
  // Beside a purpose under law only one's own name or number may be asked, and that is about nobody else.
  const onlyOwn = askedOf(visit, plan).every(key => OWN.includes(key)) && purpose?.basis === 'law';
  const subject =
    chosen.type === 'self' || (onlyOwn && askedOf(visit, plan).length > 0)
      ? personKnownAs(await getPerson(op, personId), op.lang)
      : (await findEntity(op, chosen.subjectId))?.name[op.lang];
  const asked = askedOf(visit, plan);
  const told = toldOf(visit, plan);
  const words = page.t.oidc;
  const part = (keys: readonly string[]) => groupsOf(page, shown, keys, plan.renewed);
  const alone = asked.length === 0 && told.length > 0;
  return {
    panel,
    action: `${pathOf(visit, 'consent')}&shown=${hash}`,
    agency: client?.agency?.name[op.lang] ?? panel.system,
    subject: subject ?? '',
    purpose: purpose
      ? { name: purpose.name[op.lang], text: purpose.text[op.lang], retention: purpose.retention[op.lang] }
      : { name: words.signInOnly, text: words.signInOnlyText, retention: words.noRetention },
    law: purpose
      ? {
          title: purpose.law.title[op.lang],
          body: purpose.law.body[op.lang],
          date: purpose.law.date ?? undefined,
          articles: purpose.law.articles,
        }
      : { title: words.noLaw, body: '', date: undefined, articles: '' },
    until: new Date(op.at.getTime() + (purpose?.consentDays ?? 1) * DAY_MS),
    groups: part(alone ? told : asked),
    byLaw: alone ? [] : part(told),
    already: plan.held
      .filter(key => plan.wanted.includes(key) && !asked.includes(key))
      .map(key => fieldLabel(key, op.lang)),
    basis: alone ? 'law' : 'consent',
    changes: plan.changes,
  };
}

/** The values of the page as they are kept with the yes: those that were asked. */
export function valuesOf(visit: SettledVisit, plan: SettledPlan, shown: Shown): ShownText['values'] {
  const asked = askedOf(visit, plan).flatMap(key => (shown[key] ? [[key, shown[key]] as const] : []));
  return shownValues(visit.op.lang, Object.fromEntries(asked));
}

/** By register, each once with its custodian; what the person said herself comes last. */
function groupsOf(
  page: Page,
  shown: Shown,
  keys: readonly string[],
  renewed: readonly string[],
): ValueGroup[] {
  const groups = new Map<string, { rows: ValueRow[]; key: string | null }>();
  for (const key of keys) {
    const envelope = shown[key];
    if (!envelope) continue;
    const registry = findField(key)?.registry ?? null;
    const group = groups.get(registry ?? '') ?? { rows: [], key: registry };
    groups.set(registry ?? '', group);
    group.rows.push({ ...rowOf(page, key, envelope), renewed: renewed.includes(key) });
  }
  return [...groups.values()]
    .sort((a, b) => Number(a.key === null) - Number(b.key === null))
    .map(({ rows, key }) => {
      const registry = key === null ? undefined : findRegistry(key);
      return {
        registry: registry?.name[page.lang] ?? page.t.flow.consent.selfGroup,
        custodian: registry?.custodian[page.lang],
        voucher: commonVoucher(rows.map(row => row.voucher)),
        rows,
      };
    });
}

function rowOf(page: Page, key: string, envelope: FieldEnvelope): ValueRow {
  return {
    key,
    label: fieldLabel(key, page.lang),
    value: showValue(page, key, envelope.value),
    voucher: voucherOf[envelope.class],
    status: envelope.status,
    fetchedAt: envelope.fetched_at ? new Date(envelope.fetched_at) : undefined,
    stale: envelope.stale,
  };
}
