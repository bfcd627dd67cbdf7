/**
 * Sign-in that a client starts without the person (CIBA): the ones whose signature is needed find it at
 * /me/approvals, on a device of their own; the client asks for the answer (poll) or is told that there is one (ping).
 */
import type { KoaContextWithOIDC } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { type Approval, startRequest } from '../approvals/index.ts';
import { beside } from '../beside.ts';
import type { Purpose } from '../clients/index.ts';
import { findCurrentConsent } from '../consent/index.ts';
import { findEntityByLegalId } from '../entities/index.ts';
import { isFault } from '../errors.ts';
import { parsePersonId, readLegalId } from '../identifiers.ts';
import { countUse, findPersonByIdentifier, type Limit } from '../identity/index.ts';
import { errorFacts } from '../log.ts';
import { getUsablePower } from '../mandates/index.ts';
import type { Operation, System } from '../operation.ts';
import { artifactId, openPayload } from './artifact.ts';
import { operationAt, paramOf } from './context.ts';
import { type Chosen, createGrant } from './grants.ts';
import type { Engine } from './interaction.ts';
import { purposeOf, wantsFields, wishOf } from './request.ts';

export const CIBA_GRANT = 'urn:openid:params:grant-type:ciba';
export const REQUEST = 'BackchannelAuthenticationRequest';

const HOUR = 3600;
/** The longest that a request waits, whatever its purpose says. */
const LONGEST = 72 * HOUR;

/** Nobody's telephone rings all day: more than ten requests to one person, and the next waits. */
const asking = (personId: string): Limit => ({
  name: 'backchannel request',
  by: { person: personId },
  free: 10,
  leakSeconds: 10 * 60,
  ceilingSeconds: HOUR,
});

const purposes = beside<object, Purpose>('purpose');

/** Seconds until the request ends: what the purpose allows, or less where the client asks for less. */
export function requestSeconds(ctx: KoaContextWithOIDC): number {
  const hours = purposes.get(ctx)?.approvalHours ?? 72;
  const asked = Number(ctx.oidc.params?.requested_expiry ?? LONGEST);
  return Math.max(1, Math.min(hours * HOUR, asked, LONGEST));
}

export function backchannelFeature(system: System) {
  return {
    enabled: true as const,
    deliveryModes: ['poll', 'ping'] as ('poll' | 'ping')[],
    // What is asked stands in the purpose and is shown in full; a message of the client would only be one more text
    // by which to mislead.
    validateBindingMessage: async (_ctx: KoaContextWithOIDC, message?: string) => {
      if (message !== undefined)
        throw new errors.InvalidBindingMessage('binding_message is not shown here: leave it out');
    },
    validateRequestContext: async (ctx: KoaContextWithOIDC) => {
      const params = ctx.oidc.params ?? {};
      if (paramOf(params, 'id_token_hint'))
        throw new errors.InvalidRequest('id_token_hint is not understood here: send login_hint');
      const clientId = ctx.oidc.client?.clientId ?? '';
      const purpose = await purposeOf(operationAt(system, ctx), clientId, params).catch((error: unknown) => {
        if (isFault(error))
          throw new errors.InvalidRequest('purpose must name an approved one of this client');
        throw error;
      });
      if (!purpose || !wantsFields(wishOf(params)))
        throw new errors.InvalidRequest('a purpose and the scope business_profile are needed');
      purposes.set(ctx, purpose);
    },
    processLoginHint: (ctx: KoaContextWithOIDC, hint?: string) => personHinted(system, ctx, hint ?? ''),
    processLoginHintToken: async () => {
      throw new errors.InvalidRequest('login_hint_token is not understood here: send login_hint');
    },
    verifyUserCode: async () => {},
    triggerAuthenticationDevice: (ctx: KoaContextWithOIDC, request: { readonly jti: string }) =>
      ask(system, ctx, request),
  };
}

/** login_hint: the national ID or foreign-national code of the person who is to act. undefined: nobody like that. */
async function personHinted(
  system: System,
  ctx: KoaContextWithOIDC,
  hint: string,
): Promise<string | undefined> {
  const op = operationAt(system, ctx);
  const person = await readPerson(op, hint);
  if (person?.state !== 'active') return undefined;
  const { wait } = await countUse(op, asking(person.id));
  if (wait > 0) throw new errors.SlowDown(`this person has been asked often; try again in ${wait} seconds`);
  return person.id;
}

async function readPerson(op: Operation, hint: string) {
  try {
    return await findPersonByIdentifier(op, parsePersonId(hint));
  } catch (error) {
    if (isFault(error)) return undefined;
    throw error;
  }
}

/** Who has no power to act for the entity is answered like who does not exist. */
async function ask(
  system: System,
  ctx: KoaContextWithOIDC,
  request: { readonly jti: string },
): Promise<void> {
  const op = operationAt(system, ctx);
  const purpose = purposes.get(ctx);
  const personId = ctx.oidc.account?.accountId;
  if (!purpose || !personId) throw new errors.InvalidRequest('there is nobody to ask');
  const hint = paramOf(ctx.oidc.params, 'entity_hint') ?? 'self';
  const subjectType = hint === 'self' ? ('self' as const) : ('legal_entity' as const);
  if (!purpose.subjects.includes(subjectType))
    throw new errors.InvalidRequest('the purpose is not for this kind of subject: see entity_hint');
  const legalId = hint === 'self' ? undefined : readLegalId(hint);
  const entity = legalId && (await findEntityByLegalId(op, legalId));
  if (hint !== 'self' && !entity) throw new errors.UnknownUserId('could not identify end-user');
  try {
    await startRequest(op, {
      personId,
      subjectId: entity ? entity.id : personId,
      subjectType,
      clientId: ctx.oidc.client?.clientId ?? '',
      purpose,
      requestHash: artifactId(REQUEST, request.jti),
      until: new Date(op.at.getTime() + requestSeconds(ctx) * 1000),
    });
  } catch (error) {
    if (isFault(error)) throw new errors.UnknownUserId('could not identify end-user');
    throw error;
  }
}

/** The parts of a stored request that its answer fills. */
interface Answerable {
  readonly jti: string;
  readonly clientId?: string;
  readonly scope?: string;
  grantId?: string;
  acr?: string;
  authTime?: number;
  error?: string;
  errorDescription?: string;
  save(): Promise<string>;
}

export interface Ping {
  readonly clientId: string;
  readonly request: Answerable;
}

/**
 * Puts the answer of the signatories into the request of the client, in the transaction that settles them: a grant,
 * or why there is none.
 * @returns what a client that wants to be told is told after the commit
 */
export async function answerRequest(
  engine: Engine,
  op: Operation,
  approval: Approval,
): Promise<Ping | undefined> {
  const { requestHash, clientId } = approval;
  const row = requestHash && (await engine.artifacts.within(op, () => engine.artifacts.find(requestHash)));
  if (!row) return undefined;
  const { jti } = openPayload(op.system.keys.artifact, row) as { jti?: string };
  return engine.artifacts.within(op, async () => {
    const found = await engine.provider.BackchannelAuthenticationRequest.find(jti ?? '');
    const request = found as unknown as Answerable | undefined;
    if (!request || request.grantId || request.error) return undefined;
    if (approval.state === 'approved') await grantTo(engine, op, approval, request);
    else {
      request.error = approval.state === 'expired' ? 'expired_token' : 'access_denied';
      request.errorDescription = `the request was ${approval.endReason ?? approval.state}`;
    }
    await request.save();
    return { clientId, request };
  });
}

async function grantTo(
  engine: Engine,
  op: Operation,
  approval: Approval,
  request: Answerable,
): Promise<void> {
  const own = approval.signatures.find(one => one.personId === approval.personId);
  const consent = await findCurrentConsent(op, approval);
  // Name and number of the person are no part of what was signed.
  const scopes = (request.scope ?? '')
    .split(' ')
    .filter(scope => ['openid', 'business_profile', 'offline_access'].includes(scope));
  const grant = await createGrant(op, engine.provider, engine.artifacts, {
    clientId: approval.clientId,
    personId: approval.personId,
    chosen: await chosenIn(op, approval, own?.officeId ?? null),
    purposeId: approval.purposeId ?? undefined,
    consentId: consent?.id,
    sessionUid: undefined,
    scopes: new Set(scopes),
    claims: new Set(),
  });
  request.grantId = grant.jti;
  if (own?.acr) request.acr = own.acr;
  request.authTime = Math.floor((own?.at ?? op.at).getTime() / 1000);
}

async function chosenIn(op: Operation, approval: Approval, officeId: string | null): Promise<Chosen> {
  const { subjectId, subjectType, personId } = approval;
  if (subjectType === 'self')
    return { type: 'self', subjectId, officeId: null, mandateId: null, approvalId: null };
  if (approval.required > 1)
    return { type: 'legal_entity', subjectId, officeId, mandateId: null, approvalId: approval.id };
  const power = await getUsablePower(op, personId, subjectId);
  return {
    type: 'legal_entity',
    subjectId,
    officeId: power.officeId,
    mandateId: power.mandateId,
    approvalId: null,
  };
}

/** Tells clients that registered `ping` that they may come for their answer. One that does not listen may poll. */
export async function sendPings(engine: Engine, pings: readonly Ping[]): Promise<void> {
  for (const { clientId, request } of pings)
    try {
      const client = await engine.provider.Client.find(clientId);
      if (client?.backchannelTokenDeliveryMode === 'ping')
        await client.backchannelPing(request as unknown as Parameters<typeof client.backchannelPing>[0]);
    } catch (error) {
      engine.system.log.warn({ client: clientId, ...errorFacts(error) }, 'a ping did not arrive');
    }
}
