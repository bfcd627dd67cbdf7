import type { Request, Response } from 'express';
import type { WaitingShown } from '../../../views/flow/data.ts';
import { jointPage } from '../../../views/flow/joint.ts';
import {
  documentOf,
  documentShown,
  findOpenApproval,
  signatoriesShown,
  startApproval,
} from '../../approvals/index.ts';
import type { Purpose } from '../../clients/index.ts';
import { type Entity, findEntityByLegalId } from '../../entities/index.ts';
import { Fault, isFault } from '../../errors.ts';
import { readLegalId } from '../../identifiers.ts';
import { listSignatories, stillNeeded } from '../../mandates/index.ts';
import { fillProfile } from '../../profile/index.ts';
import { formText, type Page, sendPage, sentenceOf, statusOf, type Web } from '../../web/index.ts';
import { flowPageOf, panelOf, pathOf, type Visit, withinTime } from '../interaction.ts';

const REGISTRY_MS = 800;

/**
 * The first of several signatures: shows what all of them will see, and asks the others once it is signed. Nothing is
 * chosen by it: whom she acts for stays open until enough have signed.
 */
export async function postJoint(web: Web, req: Request, res: Response, visit: Visit): Promise<void> {
  const { op, personId, purpose, clientId } = visit;
  const legalId = readLegalId(formText(req, 'joint_for', 40));
  const entity = legalId && (await findEntityByLegalId(op, legalId));
  if (!personId || !entity) throw new Fault('bad_input', 'oidc.choose_one');
  if (!purpose?.subjects.includes('legal_entity')) throw new Fault('forbidden', 'oidc.not_for_purpose');
  if (formText(req, 'decision', 10) !== 'sign') {
    const { id, legalId: identifier } = entity;
    const options = { timeoutMs: REGISTRY_MS - 100, onlyStale: true, keys: purpose.fields };
    await withinTime(op, REGISTRY_MS, fillProfile(op, { id, kind: 'entity', identifier }, options));
    await render(web, req, res, visit, { entity, purpose, personId }, undefined);
    return;
  }
  const session = await web.readSession(req, res);
  try {
    await startApproval(op, {
      subjectId: entity.id,
      clientId,
      purpose,
      personId,
      acr: session?.acr,
      shownHash: Buffer.from(formText(req, 'shown', 100), 'hex'),
    });
    res.redirect(303, `/interaction/${visit.uid}?client=${encodeURIComponent(clientId)}`);
  } catch (error) {
    if (!isFault(error)) throw error;
    await render(web, req, res, visit, { entity, purpose, personId }, error);
  }
}

async function render(
  web: Web,
  req: Request,
  res: Response,
  visit: Visit,
  about: { readonly entity: Entity; readonly purpose: Purpose; readonly personId: string },
  fault: Fault | undefined,
): Promise<void> {
  const { op, clientId } = visit;
  const { entity, purpose, personId } = about;
  const page = await flowPageOf(web, req, op);
  const document = await documentOf(op, {
    subjectId: entity.id,
    subjectType: 'legal_entity',
    clientId,
    purpose,
  });
  const signatories = await listSignatories(op, entity.id);
  if (!signatories.some(one => one.personId === personId)) throw new Fault('forbidden', 'mandates.none');
  const view = jointPage(page, {
    panel: await panelOf(visit, 'acting_for'),
    action: pathOf(visit, 'joint'),
    back: `/interaction/${visit.uid}?client=${encodeURIComponent(clientId)}`,
    document: await documentShown(op, page, document),
    signatories: signatories.map(one => ({
      name: one.name[op.lang] || one.name.fa,
      you: one.personId === personId,
      state: one.personId ? 'asked' : 'no_account',
      at: undefined,
    })),
    error:
      fault &&
      (fault.code === 'approvals.changed' ? page.t.approvals.flow.changed : sentenceOf(fault, op.lang)),
  });
  sendPage(res, view, fault ? statusOf(fault) : 200);
}

/** What she has signed at this system for this entity and what waits for others; undefined: nothing does. */
export async function waitingFor(
  visit: Visit,
  page: Page,
  entityId: string,
): Promise<WaitingShown | undefined> {
  const { op, personId, clientId, purpose } = visit;
  if (!personId || !purpose) return undefined;
  const approval = await findOpenApproval(op, { personId, subjectId: entityId, clientId, purpose });
  if (approval?.state !== 'waiting') return undefined;
  const signatories = await listSignatories(op, entityId);
  const yes = approval.signatures.filter(one => one.decision === 'approved').map(one => one.personId);
  const signed = signatories.filter(one => one.personId && yes.includes(one.personId));
  return {
    id: approval.id,
    missing: stillNeeded(signatories, new Set(signed.map(one => one.officer))),
    until: approval.deadlineAt,
    signatories: await signatoriesShown(op, page, approval, signatories, personId),
    refresh: `/interaction/${visit.uid}?client=${encodeURIComponent(clientId)}`,
  };
}
