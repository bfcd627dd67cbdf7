import { errors, type Grant, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { beside } from '../beside.ts';
import { certificateIn } from '../factors/index.ts';
import type { System } from '../operation.ts';
import type { Standing } from '../release/index.ts';
import type { Artifacts } from './adapter.ts';
import { operationAt, requestOf } from './context.ts';
import { type Chosen, createGrant, widen } from './grants.ts';
import { acrSaid, demandOf, type StepUp, stepUpFor } from './levels.ts';
import { refuseOutsider } from './pilot.ts';
import { makePlan, type Plan } from './plan.ts';
import { wantsFields } from './request.ts';
import { grantIdOf, sessionStanding } from './standing.ts';

/** What a step of sign-in hands to the policy, besides the engine's own `login`. */
export interface StepResults {
  /** `kept`: the level rose in a session that goes on; the sign-in itself is as old as before. */
  second_factor?: { kept: boolean };
  select_account?: Chosen;
  consent?: { grantId?: string; shown?: boolean };
}

interface Decision {
  readonly plan: Plan;
  readonly grant: Grant | undefined;
  /** A level that has to be reached first. */
  readonly stepUp?: StepUp | undefined;
}

/** The decision of a request, made once when the engine asks for the grant and read by the checks below. */
const decisions = beside<object, Decision>('decision');

/**
 * Which page comes next: sign-in, whom to act for, consent; or none. Pages only collect; after each one the engine
 * asks again from the top. What a request no longer needs is never asked.
 */
export function interactions() {
  const { Check, Prompt, base } = interactionPolicy;
  const policy = base();
  const login = policy.get('login');
  login?.checks.add(
    new Check('account_gone', 'this account can no longer be used', 'login_required', ({ oidc }) =>
      Boolean(oidc.session?.accountId && !oidc.account),
    ),
  );
  // A second factor does not make a sign-in younger, and must not look as if it did.
  login?.checks.add(
    new Check('max_age_over', 'the sign-in has become too old', 'login_required', ({ oidc }) => {
      const maxAge = oidc.params?.max_age;
      const results = (oidc.result ?? {}) as StepResults;
      return Boolean(
        maxAge !== undefined && results.second_factor?.kept && oidc.session?.past(Number(maxAge)),
      );
    }),
  );
  // Levels are proved in a step of their own, without the password again.
  for (const reason of ['essential_acrs', 'essential_acr']) login?.checks.remove(reason);
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
  policy.add(
    new Prompt(
      { name: 'second_factor', requestable: false },
      ctx => ({ ...decisions.get(ctx)?.stepUp }),
      new Check('level_too_low', 'a higher level of assurance has to be proved', 'login_required', ctx =>
        Boolean(decisions.get(ctx)?.stepUp),
      ),
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
    if (decision.grant) sayAcr(ctx);
    return decision.grant;
  };
}

/** What the code carries on to the ID token, where it is not simply that of the session. */
function sayAcr(ctx: KoaContextWithOIDC): void {
  const { oidc } = ctx;
  const said = acrSaid(oidc.params ?? {}, oidc.session?.acr);
  if (said !== oidc.session?.acr) Object.defineProperty(oidc, 'acr', { value: said });
}

async function decide(system: System, artifacts: Artifacts, ctx: KoaContextWithOIDC): Promise<Decision> {
  const { client, session, provider } = ctx.oidc;
  const personId = session?.accountId;
  const clientId = client?.clientId;
  if (!session || !personId || !clientId) throw new errors.InvalidRequest('there is no session');
  const op = operationAt(system, ctx);
  await refuseOutsider(op, ctx, clientId, personId);
  const results = (ctx.oidc.result ?? {}) as StepResults;
  const params = ctx.oidc.params ?? {};
  const grantId = grantIdOf(ctx);
  const [held, standing] = await Promise.all([
    grantId ? provider.Grant.find(grantId) : undefined,
    sessionStanding(system, ctx),
  ]);
  const mine = isMine(held, standing, personId, clientId);
  const plan = await makePlan(op, {
    clientId,
    personId,
    params,
    selected: results.select_account,
    mustChoose: ctx.oidc.promptPending('select_account'),
    standing: mine ? standing : undefined,
    granted: mine && held ? wishGranted(held) : undefined,
  });
  const stepUp = await stepUpFor(
    op,
    demandOf(params, wantsFields(plan.wish) ? plan.purpose : undefined),
    { personId, acr: session.acr, shown: await certificateIn(op, requestOf(ctx)) },
    !ctx.oidc.prompts.has('none'),
  );
  if (stepUp) return { plan, grant: undefined, stepUp };
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
