import type { Request, Response } from 'express';
import { signInPage } from '../../../views/flow/sign-in.ts';
import { type Fault, isFault } from '../../errors.ts';
import { signInByPassword } from '../../identity/index.ts';
import { refreshPowersOf } from '../../mandates/index.ts';
import { formText, pageOf, sendPage, sentenceOf, statusOf, type Web } from '../../web/index.ts';
import { paramOf } from '../context.ts';
import { type Engine, finish, panelOf, pathOf, type Visit, withinTime } from '../interaction.ts';
import { REACHED_ACR } from '../request.ts';

const REGISTRY_MS = 800;
/** Refusals that the sign-in page itself shows; anything else is an error page. */
const OWN = /^(identity\.|web\.busy$)/;

/** Proves who she is: national ID and password. */
export async function showLogin(web: Web, req: Request, res: Response, visit: Visit): Promise<void> {
  await render(web, req, res, visit, paramOf(visit.params, 'login_hint')?.slice(0, 64) ?? '', undefined);
}

export async function postLogin(
  engine: Engine,
  web: Web,
  req: Request,
  res: Response,
  visit: Visit,
): Promise<void> {
  const identifier = formText(req, 'national_id', 100);
  try {
    const person = await signInByPassword(visit.op, {
      identifier,
      password: formText(req, 'password', 1000),
    });
    // The register may know more of her than we do; it is asked, but not waited for.
    await withinTime(visit.op, REGISTRY_MS, refreshPowersOf(visit.op, person.id));
    await finish(engine, req, res, {
      login: {
        accountId: person.id,
        acr: REACHED_ACR,
        amr: ['pwd'],
        remember: true,
        ts: Math.floor(Date.now() / 1000),
      },
    });
  } catch (error) {
    if (!isFault(error) || !OWN.test(error.code)) throw error;
    await render(web, req, res, visit, identifier, error);
  }
}

async function render(
  web: Web,
  req: Request,
  res: Response,
  visit: Visit,
  nationalId: string,
  fault: Fault | undefined,
): Promise<void> {
  const page = await pageOf(web, req, visit.op);
  if (fault?.data.retryAfter !== undefined) res.setHeader('retry-after', String(fault.data.retryAfter));
  const view = signInPage(page, {
    panel: await panelOf(visit, 'sign_in'),
    action: pathOf(visit, 'login'),
    nationalId,
    refused: fault && { code: fault.code, sentence: sentenceOf(fault, visit.op.lang) },
  });
  sendPage(res, view, fault ? statusOf(fault) : 200);
}
