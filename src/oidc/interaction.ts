import type { Request, Response } from 'express';
import type Provider from 'oidc-provider';
import { errors, type Interaction } from 'oidc-provider';
import type { FlowPanel } from '../../views/flow/data.ts';
import type { NewEvent } from '../audit/index.ts';
import { type Client, findClient, type Purpose } from '../clients/index.ts';
import { findEntity } from '../entities/index.ts';
import { messages } from '../i18n/index.ts';
import { findPerson, personKnownAs } from '../identity/index.ts';
import { atomically, type Operation, type System } from '../operation.ts';
import {
  allowFormTo,
  allowImageFrom,
  operationOf,
  type Page,
  pageOf,
  sayActingFor,
  type Web,
} from '../web/index.ts';
import type { Artifacts } from './adapter.ts';
import { OWN_CLIENT } from './client-adapter.ts';
import { paramOf, withLang } from './context.ts';
import type { Chosen } from './grants.ts';
import { litFor } from './lit.ts';
import type { StepResults } from './policy.ts';
import { purposeOf } from './request.ts';
import { selfShown } from './self-registered.ts';

/** What the steps work with. */
export interface Engine {
  readonly system: System;
  readonly provider: Provider;
  readonly artifacts: Artifacts;
}

/** One sign-in under way, as a step sees it. */
export interface Visit {
  readonly op: Operation;
  readonly uid: string;
  /** As this request found it. */
  readonly interaction: Interaction;
  readonly prompt: Interaction['prompt'];
  readonly params: Readonly<Record<string, unknown>>;
  readonly returnTo: string;
  readonly clientId: string;
  readonly client: Client | undefined;
  readonly purpose: Purpose | undefined;
  /** Once she is signed in. */
  readonly personId: string | undefined;
  readonly sessionUid: string | undefined;
  readonly selected: Chosen | undefined;
  /** She proved who she is in this very sign-in, not in a session from before. */
  readonly signedInNow: boolean;
}

/**
 * The sign-in that the address and the browser's cookie both name.
 * @throws errors.SessionNotFound (of the engine) when it is over, expired or of another browser
 */
export async function findVisit(engine: Engine, req: Request, res: Response): Promise<Visit> {
  const details = await engine.provider.interactionDetails(req, res);
  if (details.uid !== req.params.uid) throw new errors.SessionNotFound('another interaction');
  const { params, session, lastSubmission } = details;
  const clientId = paramOf(params, 'client_id') ?? '';
  const signed = withLang(operationOf(req), req, paramOf(params, 'ui_locales'));
  const op: Operation = session
    ? { ...signed, actor: { kind: 'person', personId: session.accountId, sessionUid: session.uid } }
    : signed;
  // The engine validated this address before the interaction began; the forms of the page end there.
  const redirect = paramOf(params, 'redirect_uri');
  if (redirect) allowFormTo(res, redirect);
  const client = clientId === OWN_CLIENT ? undefined : await findClient(op, clientId);
  const logo = selfShown(client)?.logo;
  if (logo) allowImageFrom(res, logo);
  const selected = (lastSubmission as StepResults | undefined)?.select_account;
  await showActing(op, req, selected ?? (details.prompt.details.chosen as Chosen | undefined));
  return {
    op,
    uid: details.uid,
    interaction: details,
    prompt: details.prompt,
    params,
    returnTo: details.returnTo,
    clientId,
    client,
    purpose: await purposeOf(op, clientId, params),
    personId: session?.accountId,
    sessionUid: session?.uid,
    selected,
    signedInNow: lastSubmission?.login !== undefined,
  };
}

/** Every page of this sign-in, also one of an error, says for which entity it goes on. */
export async function showActing(op: Operation, req: Request, chosen: Chosen | undefined): Promise<void> {
  const entity = chosen?.type === 'legal_entity' ? await findEntity(op, chosen.subjectId) : undefined;
  if (entity) sayActingFor(req, entity.name[op.lang] || entity.name.fa);
}

/** The pages of a sign-in show who it is in their panel, and no menu of hers. */
export function flowPageOf(web: Web, req: Request, op: Operation): Promise<Page> {
  return pageOf(web, req, { ...op, actor: { kind: 'stranger' } });
}

export function pathOf(visit: Pick<Visit, 'uid' | 'clientId'>, step: string): string {
  return `/interaction/${visit.uid}/${step}?client=${encodeURIComponent(visit.clientId)}`;
}

/** The night panel beside every step. */
export async function panelOf(visit: Visit, step: FlowPanel['step']): Promise<FlowPanel> {
  const { op, client, purpose, personId, selected } = visit;
  const person = personId ? await findPerson(op, personId) : undefined;
  const entity = selected?.type === 'legal_entity' ? await findEntity(op, selected.subjectId) : undefined;
  const self = selected?.type === 'self' ? person : undefined;
  return {
    system: client?.name[op.lang] ?? messages(op.lang).oidc.own,
    agency: client?.agency?.name[op.lang],
    purpose: purpose?.name[op.lang],
    step,
    person: person && personKnownAs(person, op.lang),
    actingFor: entity?.name[op.lang] ?? (self && personKnownAs(self, op.lang)),
    cancel: pathOf(visit, 'cancel'),
    self: selfShown(client),
    ...(client ? { lit: await litFor(op, client.id) } : {}),
  };
}

/** Hands the result of a step to the engine and goes on; what earlier steps decided stays. */
export async function finish(
  engine: Engine,
  req: Request,
  res: Response,
  result: Parameters<Provider['interactionResult']>[2],
): Promise<void> {
  const returnTo = await engine.provider.interactionResult(req, res, result, {
    mergeWithLastSubmission: true,
  });
  res.redirect(303, returnTo);
}

/** The same, with what has to be written together with the result: one transaction. */
export async function finishWith(
  engine: Engine,
  op: Operation,
  req: Request,
  res: Response,
  decide: (op: Operation) => Promise<Parameters<typeof finish>[3]>,
): Promise<void> {
  const returnTo = await atomically(op, async op => {
    const result = await engine.artifacts.within(op, () => decide(op));
    return keepResult(engine, op, req, res, result);
  });
  res.redirect(303, returnTo);
}

/**
 * What proves who she is goes to the engine: together with its entry in the record, or where that is written, on the
 * transaction of `op`.
 * @returns where the engine goes on
 */
export async function keepProof(
  { artifacts }: Engine,
  op: Operation,
  { interaction }: Visit,
  login: NonNullable<NonNullable<Interaction['result']>['login']> & { readonly ts: number },
  others: StepResults,
  entry?: NewEvent,
): Promise<string> {
  interaction.result = { ...interaction.lastSubmission, ...others, login };
  const save = () => interaction.save(interaction.exp - login.ts);
  if (entry) await artifacts.together(op, entry, save);
  else await artifacts.within(op, save);
  return interaction.returnTo;
}

/** Writes the result of a step on the transaction of `op`. @returns where the engine goes on */
function keepResult(
  engine: Engine,
  op: Operation,
  req: Request,
  res: Response,
  result: Parameters<typeof finish>[3],
): Promise<string> {
  const { artifacts, provider } = engine;
  return artifacts.within(op, () =>
    provider.interactionResult(req, res, result, { mergeWithLastSubmission: true }),
  );
}

/** Waits for `work` so long at the most; what comes later still takes effect, only nobody waits for it. */
export async function withinTime(op: Operation, ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const settled = work.catch(() => op.system.log.warn({ tracking: op.tracking }, 'a registry did not help'));
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([settled, late]);
  clearTimeout(timer);
}
