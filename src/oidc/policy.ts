import { errors, type Grant, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import type { System } from '../operation.ts';
import type { Standing } from '../release/index.ts';
import type { Artifacts } from './adapter.ts';
import { operationAt } from './context.ts';
import { type Chosen, createGrant, widen } from './grants.ts';
import { makePlan, type Plan } from './plan.ts';
import { grantIdOf, sessionStanding } from './standing.ts';

/** What a step of sign-in hands to the policy, besides the engine's own `login`. */
export interface StepResults {
  select_account?: Chosen;
  consent?: { grantId?: string; shown?: boolean };
}

interface Decision {
  readonly plan: Plan;
  readonly grant: Grant | undefined;
}

/** The decision of a request, made once when the engine asks for the grant and read by the checks below. */
const decisions = new WeakMap<object, Decision>();

/**
 * Which page comes next: sign-in, whom to act for, consent; or none. Pages only collect; after each one the engine
 * asks again from the top. What a request no longer needs is never asked.
 */
export function interactions() {
  const { Check, Prompt, base } = interactionPolicy;
  const policy = base();
  policy
    .get('login')
    ?.checks.add(
      new Check('account_gone', 'this account can no longer be used', 'login_required', ({ oidc }) =>
        Boolean(oidc.session?.accountId && !oidc.account),
      ),
    );
  policy.add(
    new Prompt(
      { name: 'select_account', requestable: true },
      new Check('acting_for_open', 'the End-User has to choose whom to act for', ctx => {
        const decision = decisions.get(ctx);
        return Boolean(decision && !decision.grant && !decision.plan.chosen);
      }),
    ),
    1,
  );
  const consent = policy.get('consent');
  // The page shows values of whoever is acted for; it must be the same one that the checks looked at.
  if (consent) consent.details = ctx => ({ chosen: decisions.get(ctx)?.plan.chosen });
  for (const reason of ['op_scopes_missing', 'op_claims_missing', 'rs_scopes_missing', 'rar_prompt'])
    consent?.checks.remove(reason);
  consent?.checks.add(
    new Check(
      'fields_missing',
      'the End-User has not allowed all that is requested',
      'consent_required',
      ctx => {
        const decision = decisions.get(ctx);
        return Boolean(
          decision && !decision.grant && (decision.plan.missing.length > 0 || decision.plan.untold),
        );
      },
    ),
  );
  return policy;
}

/**
 * The grant under which the engine answers, or undefined when a page has to come first. A session that holds the
 * right one keeps it; when nothing is left to ask, a new one is made without a page.
 */
export function existingGrant(system: System, artifacts: Artifacts) {
  return async (ctx: KoaContextWithOIDC): Promise<Grant | undefined> => {
    const decision = await decide(system, artifacts, ctx);
    decisions.set(ctx, decision);
    return decision.grant;
  };
}

async function decide(system: System, artifacts: Artifacts, ctx: KoaContextWithOIDC): Promise<Decision> {
  const { client, session, provider } = ctx.oidc;
  const personId = session?.accountId;
  const clientId = client?.clientId;
  if (!session || !personId || !clientId) throw new errors.InvalidRequest('there is no session');
  const op = operationAt(system, ctx);
  const results = (ctx.oidc.result ?? {}) as StepResults;
  const grantId = grantIdOf(ctx);
  const [held, standing] = await Promise.all([
    grantId ? provider.Grant.find(grantId) : undefined,
    sessionStanding(system, ctx),
  ]);
  const mine = isMine(held, standing, personId, clientId);
  const plan = await makePlan(op, {
    clientId,
    personId,
    params: ctx.oidc.params ?? {},
    selected: results.select_account,
    mustChoose: ctx.oidc.promptPending('select_account'),
    standing: mine ? standing : undefined,
    granted: mine && held ? wishGranted(held) : undefined,
  });
  const asking = ['login', 'consent', 'select_account'].some(prompt => ctx.oidc.promptPending(prompt));
  if (!plan.chosen || plan.missing.length > 0 || plan.untold || asking) return { plan, grant: undefined };
  if (plan.sameGrant && held) {
    if (widen(held, plan.wish)) await held.save();
    return { plan, grant: held };
  }
  const { chosen } = plan;
  const grant = await createGrant(op, provider, artifacts, {
    clientId,
    personId,
    chosen,
    purposeId: plan.purpose?.id,
    consentId: plan.consentId,
    sessionUid: session.uid,
    scopes: plan.wish.scopes,
    claims: plan.wish.claims,
  });
  return { plan, grant };
}

function isMine(
  held: Grant | undefined,
  standing: Standing | undefined,
  personId: string,
  clientId: string,
): boolean {
  return (
    held?.accountId === personId &&
    held.clientId === clientId &&
    standing?.person_id === personId &&
    standing.client_id === clientId
  );
}

function wishGranted(grant: Grant) {
  return {
    scopes: new Set(grant.getOIDCScope().split(' ')),
    claims: new Set(grant.getOIDCClaims()),
  };
}
