import type { Request, Response } from 'express';
import { actingForPage } from '../../../views/flow/acting-for.ts';
import type { ActingChoice, ActingClosed, GivenPower, WaitingShown } from '../../../views/flow/data.ts';
import { findUsableApproval } from '../../approvals/index.ts';
import { Fault, isFault } from '../../errors.ts';
import { getPerson, personKnownAs } from '../../identity/index.ts';
import { acceptMandate, endMandate, listPowers, type Power } from '../../mandates/index.ts';
import type { Operation } from '../../operation.ts';
import { getRegistry } from '../../registries/index.ts';
import { formText, sendPage, sentenceOf, statusOf, type Web } from '../../web/index.ts';
import { carryAnswer } from '../answer.ts';
import { paramOf } from '../context.ts';
import { type Engine, flowPageOf, panelOf, pathOf, type Visit } from '../interaction.ts';
import { allows, chosenBy, followHint } from '../plan.ts';
import { waitingFor } from './joint.ts';

const useOf = ({ clientId, purpose }: Visit) => ({ clientId, purposeKey: purpose?.key });

/** Whom she acts for: what the register allows, and what it does not, with why. */
export async function showActingFor(web: Web, req: Request, res: Response, visit: Visit): Promise<void> {
  const hint = paramOf(visit.params, 'entity_hint');
  const followed =
    hint && visit.personId
      ? await followHint(visit.op, visit.personId, hint, visit.clientId, visit.purpose)
      : undefined;
  await render(web, req, res, visit, followed?.refusedHint, followed?.chosen ? hint : undefined, 200);
}

export async function postActingFor(
  engine: Engine,
  web: Web,
  req: Request,
  res: Response,
  visit: Visit,
): Promise<void> {
  const { op, personId } = visit;
  const value = formText(req, 'acting_for', 40);
  const answer = formText(req, 'answer', 10);
  try {
    if (answer) {
      await answerOffer(op, formText(req, 'mandate', 40), answer);
      res.redirect(303, `/interaction/${visit.uid}?client=${encodeURIComponent(visit.clientId)}`);
      return;
    }
    if (!personId || value === '') throw new Fault('bad_input', 'oidc.choose_one');
    const chosen = await chosenBy(op, personId, value, visit.clientId, visit.purpose);
    if (!allows(visit.purpose, chosen)) throw new Fault('forbidden', 'oidc.not_for_purpose');
    carryAnswer(engine.system, res, visit, {
      result: { select_account: { ...chosen, seenAt: op.at.getTime() } },
      entry: {
        kind: 'mandates.chosen',
        personId,
        subjectId: chosen.subjectId,
        clientId: visit.clientId,
        data: {
          type: chosen.type,
          office: chosen.officeId,
          mandate: chosen.mandateId,
          approval: chosen.approvalId,
        },
      },
    });
    res.redirect(303, visit.returnTo);
  } catch (error) {
    if (!isFault(error)) throw error;
    await render(web, req, res, visit, error, undefined, statusOf(error));
  }
}

/** A mandate that was offered is accepted or refused without leaving the sign-in. */
async function answerOffer(op: Operation, mandate: string, answer: string): Promise<void> {
  if (answer === 'accept') await acceptMandate(op, mandate);
  else if (answer === 'refuse') await endMandate(op, mandate);
  else throw new Fault('bad_input', 'web.malformed');
}

async function render(
  web: Web,
  req: Request,
  res: Response,
  visit: Visit,
  fault: Fault | undefined,
  preselected: string | undefined,
  status: number,
): Promise<void> {
  const { op, personId, purpose } = visit;
  if (!personId) throw new Fault('conflict', 'oidc.sign_in_first');
  const page = await flowPageOf(web, req, op);
  const powers = await listPowers(op, personId, useOf(visit));
  const person = await getPerson(op, personId);
  const registry = getRegistry('legal-persons').name[op.lang];
  const roleOf = ({ role }: Power) => ({ ...page.t.values.lists.role, ...page.t.mandates.templates })[role];
  const nameOf = (power: Power) => power.entity.name[op.lang] || power.entity.name.fa;
  const forEntities = !purpose || purpose.subjects.includes('legal_entity');
  const choices: ActingChoice[] = powers
    .filter(power => forEntities && power.state === 'usable')
    .map(power => ({
      value: power.entity.legalId,
      name: nameOf(power),
      role: roleOf(power),
      legalId: power.entity.legalId,
      state: power.basis === 'mandate' ? ('mandate' as const) : ('sole' as const),
      registry,
      asOf: power.asOf,
      given: givenOf(power),
    }));
  const signed = await signedFor(visit, personId, powers);
  for (const [power, until] of signed)
    choices.push({
      value: power.entity.legalId,
      name: nameOf(power),
      role: roleOf(power),
      legalId: power.entity.legalId,
      state: 'approved',
      until,
      registry,
      asOf: power.asOf,
    });
  if (!purpose || purpose.subjects.includes('self'))
    choices.push({
      value: 'self',
      name: personKnownAs(person, op.lang),
      role: undefined,
      legalId: undefined,
      state: 'self',
      registry: undefined,
      asOf: undefined,
    });
  const waiting = new Map<Power, WaitingShown | undefined>();
  for (const power of powers)
    if (forEntities && power.state === 'joint' && !signed.has(power))
      waiting.set(power, await waitingFor(visit, page, power.entity.id));
  const closed: ActingClosed[] = powers
    .filter(power => !(forEntities && power.state === 'usable') && !signed.has(power))
    .map(power => ({
      name: nameOf(power),
      legalId: power.entity.legalId,
      role: roleOf(power),
      state: power.state === 'usable' ? 'not_for_purpose' : power.state,
      joint:
        power.state === 'joint'
          ? { required: power.required, of: power.of, others: power.others }
          : undefined,
      ...(purpose && waiting.has(power) ? { ask: { action: pathOf(visit, 'joint') } } : {}),
      ...optional('waiting', waiting.get(power)),
      since: power.endedOn ?? (power.state === 'not_begun' ? power.since : undefined),
      registry,
      asOf: power.asOf,
      given: givenOf(power),
      offer: power.state === 'not_accepted' ? (power.mandateId ?? undefined) : undefined,
    }));
  const view = actingForPage(page, {
    panel: await panelOf(visit, 'acting_for'),
    action: pathOf(visit, 'acting-for'),
    choices,
    closed,
    preselected: preselected ?? (choices.length === 1 ? choices[0]?.value : undefined),
    error: fault && sentenceOf(fault, op.lang),
  });
  sendPage(res, view, status);
}

/** Of the joint powers those for which enough have signed at this system, and until when. */
async function signedFor(
  { op, clientId, purpose }: Visit,
  personId: string,
  powers: readonly Power[],
): Promise<Map<Power, Date>> {
  const signed = new Map<Power, Date>();
  if (!purpose?.subjects.includes('legal_entity')) return signed;
  for (const power of powers) {
    if (power.state !== 'joint') continue;
    const approval = await findUsableApproval(op, {
      personId,
      subjectId: power.entity.id,
      clientId,
      purpose,
    });
    if (approval?.holdsUntil) signed.set(power, approval.holdsUntil);
  }
  return signed;
}

function optional<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: T });
}

function givenOf(power: Power): GivenPower | undefined {
  if (!power.given) return undefined;
  const { by, through, amount } = power.given;
  return { by, through, amount, until: power.until ?? undefined };
}
