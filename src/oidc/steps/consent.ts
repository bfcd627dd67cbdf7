import type { Request, Response } from 'express';
import { consentPage, consentText } from '../../../views/flow/consent.ts';
import { getApproval } from '../../approvals/index.ts';
import { record } from '../../audit/index.ts';
import type { Purpose } from '../../clients/index.ts';
import { type Consent, giveConsent } from '../../consent/index.ts';
import { findEntity } from '../../entities/index.ts';
import { Fault } from '../../errors.ts';
import type { LegalId } from '../../identifiers.ts';
import { getPerson } from '../../identity/index.ts';
import type { Operation } from '../../operation.ts';
import { fillProfile } from '../../profile/index.ts';
import { formText, sendPage, type Web } from '../../web/index.ts';
import { createGrant } from '../grants.ts';
import { type Engine, finishWith, flowPageOf, type Visit, withinTime } from '../interaction.ts';
import { makePlan, type Plan } from '../plan.ts';
import { hashShown, readShown, type Shown } from '../shown.ts';
import {
  askedOf,
  consentDataOf,
  OWN,
  type SettledPlan,
  type SettledVisit,
  toldOf,
  valuesOf,
} from './consent-data.ts';
import { keepSaid, nothingTyped, readTyped, sayDataOf, type Typed } from './say.ts';

const REGISTRY_MS = 800;

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
  const before = await read(settled, plan);
  const typed = await readTyped(req, settled.op, plan.chosen, before);
  // Values that changed since the page was made are shown again before a yes counts.
  if (req.query.shown !== hashOf(settled, plan, before).toString('base64url'))
    return render(web, req, res, settled, plan, 409, typed);
  if (typed.wrong.length > 0) return render(web, req, res, settled, plan, 422, typed);
  await keepSaid(settled.op, plan.chosen, typed);
  // What she has just said herself is part of what she allows.
  const shown = Object.keys(typed.values).length > 0 ? await read(settled, plan) : before;
  const page = await flowPageOf(web, req, settled.op);
  await allow(engine, req, res, settled, plan, {
    shown,
    said: consentText(page, await consentDataOf(page, settled, plan, shown, '')),
  });
}

interface Settled {
  readonly visit: SettledVisit;
  readonly plan: SettledPlan;
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

/** All that the page shows values of. */
function keysOf(visit: Visit, plan: Plan): readonly string[] {
  return [...askedOf(visit, plan), ...toldOf(visit, plan)];
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
  const keys = keysOf(visit, plan).filter(key => chosen.type === 'self' || !OWN.includes(key));
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

/** What the page showed, and in which words. */
interface Seen {
  readonly shown: Shown;
  readonly said: string;
}

/** Consent, grant, binding, record and the result of the step together, or nothing. */
async function allow(
  engine: Engine,
  req: Request,
  res: Response,
  visit: SettledVisit,
  plan: SettledPlan,
  page: Seen,
): Promise<void> {
  const { clientId, personId, sessionUid } = visit;
  const { chosen, purpose, wish } = plan;
  await finishWith(engine, visit.op, req, res, async op => {
    const consent = purpose && (await keep(op, visit, plan, purpose, page));
    if (plan.untold && purpose)
      await record(op, {
        kind: 'profile.shown',
        personId,
        subjectId: chosen.subjectId,
        clientId,
        data: { purpose: purpose.key, purpose_id: purpose.id, basis: 'law', fields: toldOf(visit, plan) },
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
  { shown, said }: Seen,
): Promise<Consent | undefined> {
  const asked = askedOf(visit, plan);
  if (asked.length === 0) return undefined;
  const stays = plan.held.filter(key => purpose.fields.includes(key) || OWN.includes(key));
  return giveConsent(op, {
    personId: visit.personId,
    subjectId: plan.chosen.subjectId,
    clientId: visit.clientId,
    purpose: { ...purpose, fields: [...purpose.fields, ...OWN] },
    fields: [...new Set([...stays, ...asked])],
    textLang: op.lang,
    textHash: hashOf(visit, plan, shown),
    shown: {
      text: said,
      values: valuesOf(visit, plan, shown),
      namesPerson: asked.every(key => OWN.includes(key)),
    },
    ...(await signedTogether(op, plan)),
  });
}

/** Of an entity that binds itself jointly, the permission rests on what all signed, also with his own name added. */
async function signedTogether(op: Operation, plan: SettledPlan) {
  const { approvalId } = plan.chosen;
  if (!approvalId) return {};
  const { officeIds, signatures } = await getApproval(op, approvalId);
  const counted = signatures.filter(one => one.officeId !== null && officeIds.includes(one.officeId));
  return { jointly: { approvalId, officeIds, personIds: counted.map(one => one.personId) } };
}

async function deny(engine: Engine, req: Request, res: Response, visit: SettledVisit, plan: SettledPlan) {
  await finishWith(engine, visit.op, req, res, async op => {
    await record(op, {
      kind: 'consent.refused',
      personId: visit.personId,
      subjectId: plan.chosen.subjectId,
      clientId: visit.clientId,
      data: { purpose: plan.purpose?.key ?? null, fields: askedOf(visit, plan) },
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
  typed: Typed = nothingTyped,
): Promise<void> {
  const page = await flowPageOf(web, req, visit.op);
  const shown = await read(visit, plan);
  const hash = hashOf(visit, plan, shown).toString('base64url');
  const data = await consentDataOf(page, visit, plan, shown, hash);
  const say = await sayDataOf(visit.op, plan.chosen, shown, typed);
  sendPage(res, consentPage(page, { ...data, say }), status);
}
