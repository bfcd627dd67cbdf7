import type { Request, Response } from 'express';
import { consentPage } from '../../../views/flow/consent.ts';
import type { ValueGroup, ValueRow, Voucher } from '../../../views/flow/data.ts';
import { showValue } from '../../../views/parts/value.ts';
import { record } from '../../audit/index.ts';
import type { Purpose } from '../../clients/index.ts';
import { type Consent, giveConsent } from '../../consent/index.ts';
import { findEntity } from '../../entities/index.ts';
import { Fault } from '../../errors.ts';
import type { LegalId } from '../../identifiers.ts';
import { getPerson, personKnownAs } from '../../identity/index.ts';
import type { Operation } from '../../operation.ts';
import { type FieldEnvelope, fieldLabel, fillProfile, findField } from '../../profile/index.ts';
import { findRegistry } from '../../registries/index.ts';
import { formText, type Page, pageOf, sendPage, type Web } from '../../web/index.ts';
import { createGrant } from '../grants.ts';
import { type Engine, finishWith, panelOf, pathOf, type Visit, withinTime } from '../interaction.ts';
import { makePlan, NAME_FIELD, PHONE_FIELD, type Plan } from '../plan.ts';
import { hashShown, readShown, type Shown } from '../shown.ts';

const REGISTRY_MS = 800;
const DAY_MS = 86_400_000;

/** Shows purpose, law and each field with its exact value, and asks. What the law gives is shown, not asked. */
export async function showConsent(web: Web, req: Request, res: Response, visit: Visit): Promise<void> {
  const { visit: settled, plan } = await planOf(visit);
  await fill(settled, plan);
  await render(web, req, res, settled, plan, 200);
}

export async function postConsent(
  engine: Engine,
  web: Web,
  req: Request,
  res: Response,
  visit: Visit,
): Promise<void> {
  const { visit: settled, plan } = await planOf(visit);
  const decision = formText(req, 'decision', 10);
  if (decision === 'deny') return deny(engine, req, res, settled, plan);
  if (decision !== 'allow') return render(web, req, res, settled, plan, 400);
  const shown = await read(settled, plan);
  // Values that changed since the page was made are shown again before a yes counts.
  if (req.query.shown !== hashOf(settled, plan, shown).toString('base64url'))
    return render(web, req, res, settled, plan, 409);
  await allow(engine, req, res, settled, plan, shown);
}

interface Settled {
  readonly visit: Visit & { readonly personId: string };
  readonly plan: Plan & { readonly chosen: NonNullable<Plan['chosen']> };
}

/** The same plan that the policy made, from the same sources. @throws oidc.sign_in_first, oidc.choose_first */
async function planOf(visit: Visit): Promise<Settled> {
  const { op, personId, clientId, params, selected } = visit;
  if (!personId) throw new Fault('conflict', 'oidc.sign_in_first');
  const plan = await makePlan(op, {
    clientId,
    personId,
    params,
    selected: selected ?? (visit.prompt.details.chosen as Visit['selected']),
    mustChoose: false,
    standing: undefined,
    granted: undefined,
  });
  if (!plan.chosen) throw new Fault('conflict', 'oidc.choose_first');
  return { visit: { ...visit, personId, selected: plan.chosen }, plan: { ...plan, chosen: plan.chosen } };
}

type SettledVisit = Settled['visit'];
type SettledPlan = Settled['plan'];

/** What the page is about: what is missing; by law all of it, since nothing is asked; when asked for again, all. */
function keysOf(visit: Visit, plan: Plan): readonly string[] {
  if (plan.purpose?.basis === 'law') return plan.wanted;
  const again = visit.prompt.reasons.includes('consent_prompt') && plan.missing.length === 0;
  return again ? plan.wanted : plan.missing;
}

function read(visit: SettledVisit, plan: SettledPlan): Promise<Shown> {
  return readShown(visit.op, visit.personId, plan.chosen, keysOf(visit, plan));
}

function hashOf(visit: SettledVisit, plan: SettledPlan, shown: Shown): Buffer {
  const { chosen, purpose } = plan;
  return hashShown({ purposeId: purpose?.id, subjectId: chosen.subjectId, lang: visit.op.lang }, shown);
}

/** Asks the registries for what is missing or old, and goes on without them when they are slow. */
async function fill(visit: SettledVisit, plan: SettledPlan): Promise<void> {
  const { op, personId } = visit;
  const { chosen } = plan;
  const keys = keysOf(visit, plan).filter(
    key => chosen.type === 'self' || ![NAME_FIELD, PHONE_FIELD].includes(key),
  );
  if (keys.length === 0) return;
  const options = { keys, timeoutMs: REGISTRY_MS - 100, onlyStale: true };
  if (chosen.type === 'self') {
    const person = await getPerson(op, personId);
    await withinTime(op, REGISTRY_MS, fillProfile(op, { ...person, kind: 'person' }, options));
    return;
  }
  const entity = await findEntity(op, chosen.subjectId);
  if (!entity) return;
  const identifier: LegalId = entity.legalId;
  await withinTime(op, REGISTRY_MS, fillProfile(op, { id: entity.id, kind: 'entity', identifier }, options));
}

/** Consent, grant, binding, record and the result of the step together, or nothing. */
async function allow(
  engine: Engine,
  req: Request,
  res: Response,
  visit: SettledVisit,
  plan: SettledPlan,
  shown: Shown,
): Promise<void> {
  const { clientId, personId, sessionUid } = visit;
  const { chosen, purpose, wish } = plan;
  await finishWith(engine, visit.op, req, res, async op => {
    const consent = purpose && (await keep(op, visit, plan, purpose, shown));
    if (plan.untold && purpose)
      await record(op, {
        kind: 'profile.shown',
        personId,
        subjectId: chosen.subjectId,
        clientId,
        data: { purpose: purpose.key, purpose_id: purpose.id, basis: 'law', fields: plan.wanted },
      });
    const grant = await createGrant(op, engine.provider, engine.artifacts, {
      clientId,
      personId,
      chosen,
      purposeId: purpose?.id,
      consentId: consent?.id ?? plan.consentId,
      sessionUid,
      scopes: wish.scopes,
      claims: wish.claims,
    });
    return { consent: { grantId: grant.jti, shown: true } };
  });
}

/** The new yes stands in the place of the earlier one and holds what that one held. */
async function keep(
  op: Operation,
  visit: SettledVisit,
  plan: SettledPlan,
  purpose: Purpose,
  shown: Shown,
): Promise<Consent | undefined> {
  const own = [NAME_FIELD, PHONE_FIELD];
  const asked = plan.wanted.filter(key => purpose.basis === 'consent' || own.includes(key));
  if (asked.length === 0) return undefined;
  const stays = plan.held.filter(key => purpose.fields.includes(key) || own.includes(key));
  return giveConsent(op, {
    personId: visit.personId,
    subjectId: plan.chosen.subjectId,
    clientId: visit.clientId,
    purpose: { ...purpose, fields: [...purpose.fields, ...own] },
    fields: [...new Set([...stays, ...asked])],
    textLang: op.lang,
    textHash: hashOf(visit, plan, shown),
  });
}

async function deny(engine: Engine, req: Request, res: Response, visit: SettledVisit, plan: SettledPlan) {
  await finishWith(engine, visit.op, req, res, async op => {
    await record(op, {
      kind: 'consent.refused',
      personId: visit.personId,
      subjectId: plan.chosen.subjectId,
      clientId: visit.clientId,
      data: { purpose: plan.purpose?.key ?? null, fields: keysOf(visit, plan) },
    });
    return { error: 'access_denied', error_description: 'the End-User did not allow the fields' };
  });
}

async function render(
  web: Web,
  req: Request,
  res: Response,
  visit: SettledVisit,
  plan: SettledPlan,
  status: number,
): Promise<void> {
  const { op, client, personId } = visit;
  const { chosen, purpose } = plan;
  const page = await pageOf(web, req, op);
  const shown = await read(visit, plan);
  const hash = hashOf(visit, plan, shown).toString('base64url');
  const panel = await panelOf(visit, 'consent');
  const subject =
    chosen.type === 'self'
      ? personKnownAs(await getPerson(op, personId), op.lang)
      : (await findEntity(op, chosen.subjectId))?.name[op.lang];
  const keys = Object.keys(shown);
  const words = page.t.oidc;
  sendPage(
    res,
    consentPage(page, {
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
      groups: groupsOf(page, shown),
      already: plan.wanted.filter(key => !keys.includes(key)).map(key => fieldLabel(key, op.lang)),
      basis: purpose?.basis === 'law' && plan.missing.length === 0 ? 'law' : 'consent',
    }),
    status,
  );
}

/** By register, each once with its custodian; what the person said herself comes last. */
function groupsOf(page: Page, shown: Shown): ValueGroup[] {
  const groups = new Map<string, { rows: ValueRow[]; key: string | null }>();
  for (const [key, envelope] of Object.entries(shown)) {
    const registry = findField(key)?.registry ?? null;
    const group = groups.get(registry ?? '') ?? { rows: [], key: registry };
    groups.set(registry ?? '', group);
    group.rows.push(rowOf(page, key, envelope));
  }
  return [...groups.values()]
    .sort((a, b) => Number(a.key === null) - Number(b.key === null))
    .map(({ rows, key }) => {
      const registry = key === null ? undefined : findRegistry(key);
      return {
        registry: registry?.name[page.lang] ?? page.t.flow.consent.selfGroup,
        custodian: registry?.custodian[page.lang],
        voucher: commonVoucher(rows),
        rows,
      };
    });
}

function commonVoucher(rows: readonly ValueRow[]): Voucher {
  return rows.some(row => row.voucher === 'register') ? 'register' : (rows[0]?.voucher ?? 'register');
}

function rowOf(page: Page, key: string, envelope: FieldEnvelope): ValueRow {
  const vouchers: Record<FieldEnvelope['class'], Voucher> = {
    authoritative: 'register',
    verified: 'matched',
    derived: 'derived',
    self_declared: 'self',
  };
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
