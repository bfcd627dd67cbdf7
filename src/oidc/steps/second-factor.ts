import type { Request, Response } from 'express';
import type { CodeWay } from '../../../views/flow/data.ts';
import { noSecondFactorPage, secondFactorPage } from '../../../views/flow/second-factor.ts';
import { Fault, isFault } from '../../errors.ts';
import {
  acrOf,
  amrOf,
  certificateIn,
  type Factors,
  type Level,
  levelOf,
  levelOfAcr,
  listFactors,
  passkeyOptions,
  reachableLevel,
  startSmsCode,
  takesCertificates,
  verifySecondFactor,
} from '../../factors/index.ts';
import { isStuck } from '../../messages/index.ts';
import { formText, type SignedIn, sendPage, sentenceOf, statusOf, type Web } from '../../web/index.ts';
import { type Engine, finish, flowPageOf, panelOf, pathOf, type Visit } from '../interaction.ts';
import { systemsWithin } from '../open-systems.ts';
import { thisMoment } from './login.ts';

const MOST_JSON = 20_000;
/** The authority's list is missing or over. */
const UNCHECKED = 'factors.certificate_unchecked';
/** Refusals that the page itself shows; anything else is an error page. */
const OWN = /^(factors\.|oidc\.(code_missing|level_not_reached)$)/;
const codeWays: readonly CodeWay[] = ['totp', 'sms', 'recovery'];
type Way = CodeWay | 'passkey' | 'certificate';

/** Proves one thing more than the session has: to the level that the purpose, the client or a page of ours demands. */
export async function showSecondFactor(web: Web, req: Request, res: Response, visit: Visit): Promise<void> {
  const sent = req.query.sent === '1';
  await render(web, req, res, visit, { way: wayIn(req.query.factor), sent, fault: undefined });
}

export async function postSecondFactor(
  engine: Engine,
  web: Web,
  req: Request,
  res: Response,
  visit: Visit,
): Promise<void> {
  const way = wayIn(formText(req, 'factor', 20)) ?? 'passkey';
  const sending = formText(req, 'send', 20) === 'sms';
  try {
    const session = await sessionOf(web, req, res, visit);
    if (sending) {
      await startSmsCode(visit.op, session.personId, 'sign_in');
      res.redirect(303, `${addressOf(visit, 'sms')}&sent=1`);
      return;
    }
    await finish(engine, req, res, await raised(req, visit, session, way));
  } catch (error) {
    if (!isFault(error) || !OWN.test(error.code)) throw error;
    // A code that was sent before may be in her hand, also when no other is sent so soon.
    await render(web, req, res, visit, { way, sent: way === 'sms', fault: error });
  }
}

function wayIn(text: unknown): Way | undefined {
  return ([...codeWays, 'passkey', 'certificate'] as const).find(way => way === text);
}

/** The session as it stands now, which another window may have changed. @throws oidc.sign_in_first */
async function sessionOf(web: Web, req: Request, res: Response, visit: Visit): Promise<SignedIn> {
  const session = await web.readSession(req, res);
  if (!session || session.personId !== visit.personId || session.sessionUid !== visit.sessionUid)
    throw new Fault('conflict', 'oidc.sign_in_first');
  return session;
}

/** @returns the session with what has been proved now, as the engine takes it */
async function raised(req: Request, visit: Visit, session: SignedIn, way: Way) {
  const { op, uid, signedInNow } = visit;
  const needed = levelNeeded(visit);
  const answer = await answerIn(req, visit, way);
  if (answer === '') throw new Fault('bad_input', MISSING[way] ?? 'oidc.code_missing');
  // No code reaches it; so none is spent for nothing.
  if (needed === 3 && way !== 'passkey' && way !== 'certificate')
    throw new Fault('forbidden', 'oidc.level_not_reached');
  const proved = await verifySecondFactor(op, session.personId, { kind: way, answer }, { bound: uid });
  const amr = amrOf(session.amr ?? [], proved.amr);
  const level = levelOf(amr, true);
  if (level < needed) throw new Fault('forbidden', 'oidc.level_not_reached');
  // The sign-in is as old as before, unless it is being completed here.
  const ts = signedInNow ? thisMoment() : Math.floor(session.signedInAt.getTime() / 1000);
  return {
    login: { accountId: session.personId, acr: acrOf(level), amr, remember: true, ts },
    second_factor: { kept: !signedInNow },
  };
}

const MISSING: Partial<Record<Way, string>> = {
  passkey: 'factors.passkey_refused',
  certificate: 'factors.certificate_missing',
};

/** A certificate is in no form: it comes with the connection. */
async function answerIn(req: Request, { op }: Visit, way: Way): Promise<string> {
  if (way === 'certificate') return (await certificateIn(op, req))?.text ?? '';
  return way === 'passkey' ? formText(req, 'passkey', MOST_JSON) : formText(req, 'code', 100).trim();
}

/** What the policy found missing; it asks again after each step, so this is only for the page. */
function levelNeeded({ prompt }: Visit): Level {
  return prompt.details.level === 3 ? 3 : 2;
}

function addressOf(visit: Visit, way: Way): string {
  return `/interaction/${visit.uid}?client=${encodeURIComponent(visit.clientId)}&factor=${way}`;
}

interface Shown {
  readonly way: Way | undefined;
  readonly sent: boolean;
  readonly fault: Fault | undefined;
}

async function render(web: Web, req: Request, res: Response, visit: Visit, shown: Shown): Promise<void> {
  const { op, personId, uid } = visit;
  if (!personId) throw new Fault('conflict', 'oidc.sign_in_first');
  const { fault } = shown;
  const needed = levelNeeded(visit);
  const factors = await listFactors(op, personId);
  const page = await flowPageOf(web, req, op);
  const panel = await panelOf(visit, 'sign_in');
  const session = await web.readSession(req, res);
  const remaining = () => systemsWithin(op, levelOfAcr(session?.acr) ?? 1, visit.clientId);
  const hardware = needed === 3;
  const certificate = await certificateIn(op, req);
  if (reachableLevel(factors, certificate) < needed) {
    // What was only wished for, and was within reach a moment ago: the policy looks again.
    if (visit.prompt.details.demanded !== true) {
      res.redirect(303, visit.returnTo);
      return;
    }
    const view = noSecondFactorPage(page, {
      panel,
      hardware,
      signature: hardware && takesCertificates(op),
      here: `/interaction/${uid}?client=${encodeURIComponent(visit.clientId)}`,
      cancel: pathOf(visit, 'cancel'),
      remaining: await remaining(),
    });
    sendPage(res, view, fault ? statusOf(fault) : 200);
    return;
  }
  const stuck = factors.sms !== undefined && !hardware && (await isStuck(op, 'sms'));
  const ways = waysOf(factors, hardware, stuck, certificate !== undefined);
  const chosen = ways.find(way => way === shown.way);
  const isCode = (way: Way): way is CodeWay => way !== 'passkey' && way !== 'certificate';
  const code = ways.filter(isCode).find(way => way === chosen || !chosen || !isCode(chosen));
  const asks = (way: Way) => ways.includes(way) && (chosen === undefined || chosen === way);
  const asksPasskey = asks('passkey');
  const asksCertificate = asks('certificate');
  if (fault?.data.retryAfter !== undefined) res.setHeader('retry-after', String(fault.data.retryAfter));
  const view = secondFactorPage(page, {
    panel,
    action: pathOf(visit, 'second-factor'),
    addressOf: way => addressOf(visit, way),
    hardware,
    signature: hardware && takesCertificates(op),
    certificate: asksCertificate ? certificate : undefined,
    passkey: asksPasskey ? JSON.stringify(await passkeyOptions(op, personId, uid)) : undefined,
    way: code,
    others: ways.filter(
      way =>
        way !== code && !(way === 'passkey' && asksPasskey) && !(way === 'certificate' && asksCertificate),
    ),
    sms: factors.sms === undefined ? undefined : { ending: factors.sms, sent: shown.sent, stuck },
    refused: fault && {
      sentence: sentenceOf(fault, op.lang),
      byCode: fault.code === 'factors.code_wrong' || fault.code === 'oidc.code_missing',
    },
    // Where a way fails through no fault of hers: she is told what is open without it.
    remaining: stuck || fault?.code === UNCHECKED ? await remaining() : undefined,
  });
  sendPage(res, view, fault ? statusOf(fault) : 200);
}

/** What she has that is of use here, the handiest first; text messages last while they do not arrive. */
function waysOf(factors: Factors, hardware: boolean, stuck: boolean, certificate: boolean): readonly Way[] {
  const passkeys = factors.passkeys.filter(key => !hardware || key.hardwareBound);
  const has = {
    passkey: passkeys.length > 0,
    certificate,
    totp: !hardware && factors.totp !== undefined,
    sms: !hardware && factors.sms !== undefined,
    recovery: !hardware && factors.recoveryCodesLeft > 0,
  };
  const order = stuck
    ? (['passkey', 'certificate', 'totp', 'recovery', 'sms'] as const)
    : (['passkey', 'certificate', 'totp', 'sms', 'recovery'] as const);
  return order.filter(way => has[way]);
}

/** How the system hears that she went back: where nothing that she has could do, it is told that. */
export async function leavingOf(
  visit: Visit,
  req: Request,
): Promise<{ error: string; error_description: string }> {
  const { op, personId, prompt } = visit;
  if (prompt.name === 'second_factor' && personId) {
    const needed = levelNeeded(visit);
    if (reachableLevel(await listFactors(op, personId), await certificateIn(op, req)) < needed)
      return {
        error: 'unmet_authentication_requirements',
        error_description: `the End-User has nothing that reaches ${acrOf(needed)}`,
      };
  }
  return { error: 'access_denied', error_description: 'the End-User went back without signing in' };
}
