import { type Approval, findUsableApproval } from '../approvals/index.ts';
import { listEventsAbout } from '../audit/index.ts';
import { findPurpose, type Purpose } from '../clients/index.ts';
import { type Change, changesOf, findCurrentConsent, unchangedFields } from '../consent/index.ts';
import { findEntityByLegalId } from '../entities/index.ts';
import { Fault, isFault } from '../errors.ts';
import { readLegalId } from '../identifiers.ts';
import { getUsablePower, listPowers } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';
import { fieldApplies, meaningOf } from '../profile/index.ts';
import type { Standing } from '../release/index.ts';
import { OWN_CLIENT } from './client-adapter.ts';
import { paramOf } from './context.ts';
import type { Chosen } from './grants.ts';
import { purposeOf, type Wish, wantsFields, wantsName, wantsPhone, wishOf } from './request.ts';

/** Keys of the catalogue behind the claims name and phone_number: always of the person, never of an entity. */
export const NAME_FIELD: string = 'person.full_name';
export const PHONE_FIELD: string = 'person.mobile';

/** Everything that the policy needs to know of one authorization request by somebody who is signed in. */
export interface Plan {
  readonly clientId: string;
  readonly personId: string;
  readonly wish: Wish;
  readonly purpose: Purpose | undefined;
  /** Whom she acts for, once that is clear; else why the choice has to be shown. */
  readonly chosen: Chosen | undefined;
  readonly refusedHint: Fault | undefined;
  /** Fields that the request is about, and those that nobody has allowed yet. */
  readonly wanted: readonly string[];
  readonly missing: readonly string[];
  /** What was allowed before, of this request or not, and still means the same. */
  readonly held: readonly string[];
  /** What of the purpose became another since it was allowed; then all of it is asked again. */
  readonly changes: readonly Change[];
  /** Fields that were allowed before and mean something else now. */
  readonly renewed: readonly string[];
  /** A purpose under law that she has not been told of yet. */
  readonly untold: boolean;
  readonly consentId: string | undefined;
  /** The grant of the session already means exactly this. */
  readonly sameGrant: boolean;
}

export interface PlanInput {
  readonly clientId: string;
  readonly personId: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** What the step before decided. */
  readonly selected: Chosen | undefined;
  /** The choice was asked for and has not been made. */
  readonly mustChoose: boolean;
  /** Where the grant that the session holds for this client stands, and what it was given for. */
  readonly standing: Standing | undefined;
  readonly granted: Wish | undefined;
}

export async function makePlan(op: Operation, input: PlanInput): Promise<Plan> {
  const { clientId, personId, params, standing } = input;
  const wish = wishOf(params);
  const purpose = await purposeOf(op, clientId, params);
  const { chosen, refusedHint } = await choose(op, input, purpose);
  const base = { clientId, personId, wish, purpose, chosen, refusedHint };
  if (!chosen)
    return {
      ...base,
      wanted: [],
      missing: [],
      held: [],
      changes: [],
      renewed: [],
      untold: false,
      consentId: undefined,
      sameGrant: false,
    };
  const sameGrant =
    standing?.grant_alive === true &&
    standing.power_alive &&
    standing.subject_id === chosen.subjectId &&
    standing.approval_id === chosen.approvalId &&
    standing.purpose_id === (purpose?.id ?? null);
  const wanted = wantedFields(wish, purpose, chosen);
  const asked = purpose?.basis === 'law' ? ownFields(wish) : wanted;
  const held = await heldConsent(op, input, chosen, purpose, sameGrant);
  const byLaw = purpose?.basis === 'law' && wantsFields(wish) && wanted.length > ownFields(wish).length;
  return {
    ...base,
    wanted,
    missing: asked.filter(key => !held.fields.includes(key)),
    untold: byLaw && !sameGrant && !(await wasTold(op, input, chosen, purpose)),
    held: held.fields,
    changes: held.changes,
    renewed: held.renewed.filter(key => wanted.includes(key)),
    consentId: held.id,
    sameGrant,
  };
}

/** The fields of the purpose that this kind of subject has, and the person's own that scopes name. */
function wantedFields(wish: Wish, purpose: Purpose | undefined, chosen: Chosen): string[] {
  const kind = chosen.type === 'self' ? 'person' : 'entity';
  const fields = purpose && wantsFields(wish) ? purpose.fields.filter(key => fieldApplies(key, kind)) : [];
  return [...new Set([...fields, ...ownFields(wish)])];
}

function ownFields(wish: Wish): string[] {
  return [...(wantsName(wish) ? [NAME_FIELD] : []), ...(wantsPhone(wish) ? [PHONE_FIELD] : [])];
}

interface Held extends Pick<Plan, 'changes' | 'renewed'> {
  readonly id: string | undefined;
  readonly fields: readonly string[];
}
const unchanged = { changes: [], renewed: [] } as const;

/** What was allowed before. A client without a purpose asks once in each session: its grant says what for. */
async function heldConsent(
  op: Operation,
  { clientId, personId, standing, granted }: PlanInput,
  chosen: Chosen,
  purpose: Purpose | undefined,
  sameGrant: boolean,
): Promise<Held> {
  if (!purpose)
    return { ...unchanged, id: undefined, fields: sameGrant && granted ? ownFields(granted) : [] };
  const fields = standing?.consent_fields ?? [];
  // Under the same version of the purpose only the meaning of a field can be another one, which few ever get.
  if (sameGrant && standing && fields.every(key => meaningOf(key) === 1))
    return { ...unchanged, id: standing.consent_id ?? undefined, fields };
  const consent = await findCurrentConsent(op, {
    personId,
    subjectId: chosen.subjectId,
    clientId,
    purposeKey: purpose.key,
  });
  if (!consent) return { ...unchanged, id: undefined, fields: [] };
  const before = consent.purposeId === purpose.id ? purpose : await findPurpose(op, consent.purposeId);
  const changes = before ? changesOf(before, purpose) : [];
  const same = changes.length > 0 ? [] : unchangedFields(consent);
  const renewed = changes.length > 0 ? [] : consent.fields.filter(key => !same.includes(key));
  return { id: consent.id, fields: same, changes, renewed };
}

async function wasTold(
  op: Operation,
  { clientId, personId }: PlanInput,
  chosen: Chosen,
  purpose: Purpose,
): Promise<boolean> {
  const told = await listEventsAbout(op, {
    subjectIds: [chosen.subjectId],
    clientId,
    kinds: ['profile.shown'],
    limit: 100,
  });
  return told.some(event => event.personId === personId && event.data.purpose_id === purpose.id);
}

interface Choice {
  readonly chosen: Chosen | undefined;
  /** Why entity_hint could not be followed. */
  readonly refusedHint: Fault | undefined;
}

async function choose(op: Operation, input: PlanInput, purpose: Purpose | undefined): Promise<Choice> {
  const { personId, clientId, params, selected, mustChoose, standing } = input;
  const self: Chosen = {
    type: 'self',
    subjectId: personId,
    officeId: null,
    mandateId: null,
    approvalId: null,
  };
  const made = (chosen: Chosen | undefined): Choice => ({ chosen, refusedHint: undefined });
  if (clientId === OWN_CLIENT) return made(self);
  if (selected) {
    const holds = justSeen(op, selected) || (await isUsable(op, personId, selected, clientId, purpose));
    return made(allows(purpose, selected) && holds ? selected : undefined);
  }
  if (mustChoose) return made(undefined);
  const hint = paramOf(params, 'entity_hint');
  if (hint) return followHint(op, personId, hint, clientId, purpose);
  if (standing?.grant_alive && standing.power_alive) {
    const same: Chosen = {
      type: standing.subject_type,
      subjectId: standing.subject_id,
      officeId: standing.office_id,
      mandateId: standing.mandate_id,
      approvalId: standing.approval_id,
    };
    // A mandate that is for one purpose of a client, or what the others signed, is not for another.
    const asBefore = same.mandateId === null || standing.purpose_id === (purpose?.id ?? null);
    const holds = (asBefore && !same.approvalId) || (await isUsable(op, personId, same, clientId, purpose));
    if (holds && allows(purpose, same)) return made(same);
  }
  if (!allows(purpose, self)) return made(undefined);
  const nobodyElse =
    purpose?.subjects.length === 1 || (await listPowers(op, personId, useOf(clientId, purpose))).length === 0;
  return made(nobodyElse ? self : undefined);
}

const JUST_MS = 10_000;

/**
 * The form of the choice looked at the power itself, and the browser came straight from there. A power that ended
 * in between gives nothing: each use of the grant asks for it.
 */
function justSeen(op: Operation, { seenAt }: Chosen): boolean {
  const age = op.at.getTime() - (seenAt ?? 0);
  return age >= 0 && age <= JUST_MS;
}

/** entity_hint makes the choice when the power can be used; else the page says why not. */
export async function followHint(
  op: Operation,
  personId: string,
  hint: string,
  clientId: string,
  purpose: Purpose | undefined,
): Promise<Choice> {
  try {
    const chosen = await chosenBy(op, personId, hint, clientId, purpose);
    return allows(purpose, chosen)
      ? { chosen, refusedHint: undefined }
      : { chosen: undefined, refusedHint: new Fault('forbidden', 'oidc.not_for_purpose') };
  } catch (error) {
    if (isFault(error)) return { chosen: undefined, refusedHint: error };
    throw error;
  }
}

/**
 * Whom a value of `acting_for` or `entity_hint` means, when the person may act for it: alone, or because the others
 * have signed.
 * @throws mandates.joint, mandates.ended, mandates.outside_scope, mandates.none, entities.renumbered {to}
 */
export async function chosenBy(
  op: Operation,
  personId: string,
  value: string,
  clientId: string,
  purpose: Purpose | undefined,
): Promise<Chosen> {
  if (value === 'self')
    return { type: 'self', subjectId: personId, officeId: null, mandateId: null, approvalId: null };
  const legalId = readLegalId(value);
  const entity = legalId && (await findEntityByLegalId(op, legalId));
  const subjectId = entity?.id ?? '00000000-0000-0000-0000-000000000000';
  try {
    const power = await getUsablePower(op, personId, subjectId, useOf(clientId, purpose));
    const { officeId, mandateId } = power;
    return { type: 'legal_entity', subjectId, officeId, mandateId, approvalId: null };
  } catch (error) {
    if (entity?.successor?.reason === 'renumbered')
      throw new Fault('gone', 'entities.renumbered', { to: entity.successor.legalId });
    const signed =
      isFault(error, 'mandates.joint') &&
      purpose &&
      (await findUsableApproval(op, { personId, subjectId, clientId, purpose }));
    if (!signed) throw error;
    const officeId = officeOf(signed, personId);
    return { type: 'legal_entity', subjectId, officeId, mandateId: null, approvalId: signed.id };
  }
}

const officeOf = (approval: Approval, personId: string): string | null =>
  approval.signatures.find(one => one.personId === personId)?.officeId ?? null;

const useOf = (clientId: string, purpose: Purpose | undefined) => ({ clientId, purposeKey: purpose?.key });

export function allows(purpose: Purpose | undefined, chosen: Chosen): boolean {
  return !purpose || purpose.subjects.includes(chosen.type);
}

async function isUsable(
  op: Operation,
  personId: string,
  chosen: Chosen,
  clientId: string,
  purpose: Purpose | undefined,
): Promise<boolean> {
  if (chosen.type === 'self') return chosen.subjectId === personId;
  const { subjectId, approvalId } = chosen;
  if (approvalId) {
    const signed = purpose && (await findUsableApproval(op, { personId, subjectId, clientId, purpose }));
    return signed?.id === approvalId;
  }
  try {
    const power = await getUsablePower(op, personId, subjectId, useOf(clientId, purpose));
    return power.officeId === chosen.officeId && power.mandateId === chosen.mandateId;
  } catch (error) {
    if (isFault(error)) return false;
    throw error;
  }
}
