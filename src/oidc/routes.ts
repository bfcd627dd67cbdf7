import { type Request, type RequestHandler, type Response, Router } from 'express';
import { errors } from 'oidc-provider';
import { expiredPage } from '../../views/flow/leave.ts';
import { Fault } from '../errors.ts';
import { type Level, levelOfAcr } from '../factors/index.ts';
import { operationOf, pageOf, postForm, sendPage, type Web } from '../web/index.ts';
import { OWN_CALLBACK } from './client-adapter.ts';
import { forwardOf } from './forward.ts';
import { type Engine, findVisit, finish, type Visit } from './interaction.ts';
import { localPath, ownAuthorization, pathFromState } from './own-sign-in.ts';
import { restartOf } from './pages.ts';
import { postActingFor, showActingFor } from './steps/acting-for.ts';
import { postConsent, showConsent } from './steps/consent.ts';
import { postJoint } from './steps/joint.ts';
import { placeFor, postLogin, showLogin } from './steps/login.ts';
import { leavingOf, postSecondFactor, showSecondFactor } from './steps/second-factor.ts';

/** Name of the engine's prompt, and the address that its form is posted to. */
const steps = {
  login: { path: 'login', show: showLogin, post: postLogin },
  second_factor: { path: 'second-factor', show: showSecondFactor, post: postSecondFactor },
  select_account: { path: 'acting-for', show: showActingFor, post: postActingFor },
  consent: { path: 'consent', show: showConsent, post: postConsent },
} as const;
type Step = (typeof steps)[keyof typeof steps];

/** The pages of sign-in, and signing in and out at Yekbar itself. */
export function interactionRoutes(web: Web, engine: Engine): Router {
  const router = Router();
  router.get('/interaction/:uid', async (req, res) => {
    const visit = await visitOf(web, engine, req, res);
    if (!visit) return;
    if (await isSettled(web, req, res, visit)) res.redirect(303, visit.returnTo);
    else await stepOf(visit).show(web, req, res, visit);
  });
  for (const step of Object.values(steps)) {
    router.post(`/interaction/:uid/${step.path}`, postForm, async (req, res) => {
      const place = step === steps.login ? placeFor(req) : undefined;
      try {
        await place?.comeNear();
        const visit = await visitOf(web, engine, req, res);
        if (!visit) return;
        // A form of a step that was answered in another tab: the page that is due now is shown.
        if (stepOf(visit) === step) await step.post(engine, web, req, res, visit, place);
        else res.redirect(303, `/interaction/${visit.uid}?client=${encodeURIComponent(visit.clientId)}`);
      } finally {
        place?.leave();
      }
    });
    // A reload of a page that answered a form.
    router.get(`/interaction/:uid/${step.path}`, (req, res) => {
      const client = typeof req.query.client === 'string' ? req.query.client : '';
      res.redirect(303, `/interaction/${req.params.uid}?client=${encodeURIComponent(client)}`);
    });
  }
  router.post('/interaction/:uid/joint', postForm, async (req, res) => {
    const visit = await visitOf(web, engine, req, res);
    if (!visit) return;
    if (stepOf(visit) === steps.select_account) await postJoint(web, req, res, visit);
    else res.redirect(303, `/interaction/${visit.uid}?client=${encodeURIComponent(visit.clientId)}`);
  });
  router.get('/interaction/:uid/joint', (req, res) => {
    const client = typeof req.query.client === 'string' ? req.query.client : '';
    res.redirect(303, `/interaction/${req.params.uid}?client=${encodeURIComponent(client)}`);
  });
  router.post('/interaction/:uid/cancel', postForm, async (req, res) => {
    const visit = await visitOf(web, engine, req, res);
    if (visit) await finish(engine, req, res, await leavingOf(visit, req));
  });
  router.get('/sign-in', signIn(web));
  router.get(OWN_CALLBACK, (req, res) => res.redirect(303, pathFromState(req.query.state)));
  router.get('/sign-out', (_req, res) => res.redirect(303, '/session/end'));
  router.post('/sign-out', (_req, res) => res.redirect(303, '/session/end'));
  return router;
}

function signIn(web: Web): RequestHandler {
  return async (req, res) => {
    const to = localPath(req.query.to);
    const fresh = req.query.fresh === '1';
    const level = levelAsked(req.query.level);
    const session = fresh ? undefined : await web.readSession(req, res);
    const signedIn = session && (levelOfAcr(session.acr) ?? 1) >= (level ?? 1);
    res.setHeader('cache-control', 'no-store');
    const uiLocales = operationOf(req).lang;
    const { issuer } = web.system.config;
    res.redirect(303, signedIn ? to : ownAuthorization(issuer, to, { uiLocales, fresh, level }));
  };
}

function levelAsked(text: unknown): Level | undefined {
  return ([1, 2, 3] as const).find(level => String(level) === text);
}

function stepOf(visit: Visit): Step {
  const step = (steps as Record<string, Step | undefined>)[visit.prompt.name];
  if (!step) throw new Fault('not_found', 'web.not_found');
  return step;
}

/** Signed in meanwhile in another tab: nobody is asked for a password twice. */
async function isSettled(web: Web, req: Request, res: Response, visit: Visit): Promise<boolean> {
  if (visit.prompt.name !== 'login' || visit.personId) return false;
  if (visit.prompt.reasons.some(reason => reason !== 'no_session')) return false;
  return (await web.readSession(req, res)) !== undefined;
}

/** The visit, or an answer that leads on: to where the step went, else a page with a way to start again. */
async function visitOf(web: Web, engine: Engine, req: Request, res: Response): Promise<Visit | undefined> {
  try {
    return await findVisit(engine, req, res);
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
  }
  const forward = forwardOf(engine.provider, req, res);
  if (forward) {
    res.redirect(303, forward);
    return undefined;
  }
  const op = operationOf(req);
  const client = typeof req.query.client === 'string' ? req.query.client.slice(0, 200) : undefined;
  sendPage(res, expiredPage(await pageOf(web, req, op), await restartOf(op, client)), 410);
  return undefined;
}
