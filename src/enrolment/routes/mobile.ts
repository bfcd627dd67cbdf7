import { type Request, type Response, Router } from 'express';
import { codePage } from '../../../views/enrolment/code.ts';
import { mobilePage } from '../../../views/enrolment/mobile.ts';
import type { Fault } from '../../errors.ts';
import { type Fresh, freshPerson, listFactors } from '../../factors/index.ts';
import { parseMobile } from '../../identifiers.ts';
import { formText, pageOf, personOf, postForm, sendPage, sentenceOf, type Web } from '../../web/index.ts';
import {
  beginChange,
  confirmChange,
  findMobileVisit,
  type MobileState,
  sendToNewAgain,
  waitsUntil,
} from '../mobile.ts';
import { closeVisit, type Visit } from '../visit.ts';
import { foreseen, sendRefused, sentence } from './steps.ts';

const BASE = '/me/mobile';

/** /me/mobile: for who has signed in just now, and with two factors who has more than the mobile itself. */
export function mobileRoutes(web: Web): Router {
  const router = Router();
  const fresh = async (req: Request, res: Response): Promise<Fresh | undefined> => {
    const op = await personOf(web, req, res);
    if (op.actor.kind !== 'person') return undefined;
    const { passkeys, totp, recoveryCodesLeft } = await listFactors(op, op.actor.personId);
    const hasMore = passkeys.length > 0 || totp !== undefined || recoveryCodesLeft > 0;
    return freshPerson(web, req, res, hasMore ? 2 : 1, BASE);
  };

  router.get(BASE, async (req, res) => {
    const who = await fresh(req, res);
    if (!who) return;
    const visit = await findMobileVisit(who.op, who);
    if (visit) await showCode(web, req, res, who, visit);
    else await showForm(web, req, res, who, '');
  });
  router.post(BASE, postForm, async (req, res) => {
    const who = await fresh(req, res);
    if (!who) return;
    const typed = formText(req, 'mobile', 100);
    try {
      await beginChange(who.op, who, parseMobile(typed));
      res.redirect(303, BASE);
    } catch (error) {
      await showForm(web, req, res, who, typed, foreseen(error));
    }
  });

  const step = (
    name: string,
    act: (who: Fresh, visit: Visit<MobileState>, req: Request) => Promise<unknown>,
    query = '',
  ): void => {
    router.post(`${BASE}/${name}`, postForm, async (req, res) => {
      const who = await fresh(req, res);
      if (!who) return;
      const visit = await findMobileVisit(who.op, who);
      // Over, or answered in another tab: the page that is due is shown.
      if (!visit) return res.redirect(303, BASE);
      try {
        await act(who, visit, req);
        res.redirect(303, BASE + query);
      } catch (error) {
        const fault = foreseen(error);
        const now = await findMobileVisit(who.op, who);
        if (now) await showCode(web, req, res, who, now, fault);
        else res.redirect(303, BASE);
      }
    });
    router.get(`${BASE}/${name}`, (_req, res) => res.redirect(303, BASE));
  };
  step('code', (who, visit, req) => confirmChange(who.op, who, visit, formText(req, 'code', 100)), '?done=1');
  step('again', (who, visit) => sendToNewAgain(who.op, who, visit), '?again=1');
  step('other', (who, visit) => closeVisit(who.op, visit));
  return router;
}

async function showForm(
  web: Web,
  req: Request,
  res: Response,
  who: Fresh,
  typed: string,
  fault?: Fault,
): Promise<void> {
  const { op, personId, until } = who;
  const isField = fault !== undefined && fault.kind !== 'unavailable' && fault.kind !== 'too_many';
  const view = mobilePage(await pageOf(web, req, op), {
    ending: (await listFactors(op, personId)).sms,
    until,
    waits: await waitsUntil(op, personId),
    done: req.query.done === '1' && !fault,
    field: { value: typed, ...(isField ? { error: sentenceOf(fault, op.lang) } : {}) },
    refused: isField ? undefined : sentence(op, fault),
  });
  if (fault) sendRefused(res, view, fault);
  else sendPage(res, view);
}

async function showCode(
  web: Web,
  req: Request,
  res: Response,
  { op }: Fresh,
  visit: Visit<MobileState>,
  fault?: Fault,
): Promise<void> {
  const view = codePage(await pageOf(web, req, op), {
    base: BASE,
    until: visit.until,
    refused: sentence(op, fault),
    flow: 'mobile_change',
    wrong: fault?.code.startsWith('factors.code_') ?? false,
    ending: visit.state.mobile.slice(-2),
    change: undefined,
    again: req.query.again === '1',
  });
  if (fault) sendRefused(res, view, fault);
  else sendPage(res, view);
}
