import { type Request, type Response, Router } from 'express';
import { recoverPage } from '../../../views/enrolment/begin.ts';
import { codePage } from '../../../views/enrolment/code.ts';
import type { RecoverName } from '../../../views/enrolment/data.ts';
import { checkPage, donePage, factorPage, passwordPage } from '../../../views/enrolment/steps.ts';
import { Fault, isFault } from '../../errors.ts';
import { type FactorKind, passkeyOptions } from '../../factors/index.ts';
import { SHORTEST_PASSWORD } from '../../identity/index.ts';
import type { Operation } from '../../operation.ts';
import {
  type FormField,
  formText,
  type Html,
  operationOf,
  type Page,
  pageOf,
  postForm,
  sendPage,
  sentenceOf,
  type Web,
} from '../../web/index.ts';
import { type Faults, parseRecoverForm, type Typed } from '../form.ts';
import {
  beginRecovery,
  checkNumber,
  confirmFactor,
  confirmRecovery,
  factorsOf,
  finishRecovery,
  personOf,
  type RecoverState,
  type RecoverVisit,
  sendRecoveryAgain,
} from '../recover.ts';
import {
  foreseen,
  goTo,
  newBrowser,
  onwardPath,
  places,
  sendOver,
  sendRefused,
  sentence,
  signInAddress,
  visitOf,
} from './steps.ts';

/** Ends every session of a person and all that was issued in them. */
export type EndSessions = (op: Operation, personId: string) => Promise<void>;

type Step = Request<{ id: string }>;
const names: readonly RecoverName[] = ['national_id', 'birth_date'];
const FACTORS: readonly string[] = ['totp', 'recovery', 'passkey', 'sms'];

/** Getting back in, step by step. */
export function recoverRoutes(web: Web, endSessions: EndSessions): Router {
  const router = Router();
  const base = places.recovery;
  const find = (req: Step, res: Response) => visitOf<RecoverState>(web, req, res, 'recovery');

  router.get(base, async (req, res) => {
    await showBegin(web, req, res, { national_id: '', birth_date: '' }, onwardPath(req.query.to));
  });
  router.post(base, postForm, async (req, res) => {
    const op = operationOf(req);
    const to = onwardPath(formText(req, 'to', 1000));
    const typed = {
      national_id: formText(req, 'national_id', 200),
      birth_date: formText(req, 'birth_date', 200),
    };
    const parsed = parseRecoverForm(op, typed);
    if (parsed.faults) return showBegin(web, req, res, typed, to, { faults: parsed.faults });
    const browser = newBrowser();
    try {
      const visit = await beginRecovery(op, parsed.value, to, browser);
      goTo(web, req, res, { place: 'recovery', visit, browser });
    } catch (error) {
      await showBegin(web, req, res, typed, to, { fault: foreseen(error) });
    }
  });
  router.get(`${base}/:id`, async (req, res) => {
    const visit = await find(req, res);
    if (visit) await show(web, req, res, visit);
  });

  const step = (
    name: string,
    due: RecoverVisit['step'],
    act: (op: Operation, visit: RecoverVisit, req: Step) => Promise<unknown>,
    query = '',
  ): void => {
    router.post(`${base}/:id/${name}`, postForm, async (req: Step, res: Response) => {
      const visit = await find(req, res);
      if (!visit) return;
      // A form of a step that is over, or not due yet: the page that is due is shown.
      if (visit.step !== due) return res.redirect(303, `${base}/${visit.id}`);
      try {
        await act(operationOf(req), visit, req);
        res.redirect(303, `${base}/${visit.id}${query}`);
      } catch (error) {
        const fault = foreseen(error);
        // The end of this recovery; the reason is told to whom the code proved.
        if (isFault(error, 'enrolment.number_lost')) return sendOver(web, req, res, 'recovery', fault);
        const now = await find(req, res);
        if (!now) return;
        // Meanwhile the same was answered in another tab, or twice at the same moment.
        if (now.step !== due) res.redirect(303, `${base}/${visit.id}`);
        else await show(web, req, res, now, fault);
      }
    });
    // A reload of a page that answered a form.
    router.get(`${base}/:id/${name}`, async (req: Step, res: Response) => {
      const visit = await find(req, res);
      if (visit) res.redirect(303, `${base}/${visit.id}`);
    });
  };
  step('code', 'code', (op, visit, req) => confirmRecovery(op, visit, formText(req, 'code', 100)));
  step('again', 'code', (op, visit) => sendRecoveryAgain(op, visit), '?again=1');
  step('check', 'check', (op, visit) => checkNumber(op, visit));
  step('factor', 'factor', (op, visit, req) => {
    const kind = formText(req, 'factor', 20);
    if (!FACTORS.includes(kind)) throw new Fault('bad_input', 'enrolment.other_factor');
    const answer = kind === 'passkey' ? formText(req, 'passkey', 20_000) : formText(req, 'code', 100);
    return confirmFactor(op, visit, { kind: kind as FactorKind, answer });
  });
  step('password', 'password', (op, visit, req) =>
    finishRecovery(op, visit, formText(req, 'password', 1000), endSessions),
  );
  return router;
}

async function showBegin(
  web: Web,
  req: Request,
  res: Response,
  typed: Typed<RecoverName>,
  to: string,
  wrong: { readonly faults?: Faults<RecoverName>; readonly fault?: Fault } = {},
): Promise<void> {
  const op = operationOf(req);
  const { faults = {}, fault } = wrong;
  const fields = Object.fromEntries(
    names.map(name => {
      const one = faults[name];
      return [name, { value: typed[name], ...(one ? { error: sentenceOf(one, op.lang) } : {}) }];
    }),
  ) as Record<RecoverName, FormField>;
  const view = recoverPage(await pageOf(web, req, op), { fields, refused: sentence(op, fault), to });
  if (fault) sendRefused(res, view, fault);
  else sendPage(res, view, wrong.faults ? 400 : 200);
}

async function show(web: Web, req: Step, res: Response, visit: RecoverVisit, fault?: Fault): Promise<void> {
  const op = operationOf(req);
  const view = await pageAt(op, await pageOf(web, req, op), visit, fault, req.query.again === '1');
  if (fault) sendRefused(res, view, fault);
  else sendPage(res, view);
}

/** The page of the step that is due. */
async function pageAt(
  op: Operation,
  page: Page,
  visit: RecoverVisit,
  fault: Fault | undefined,
  again: boolean,
): Promise<Html> {
  const base = `${places.recovery}/${visit.id}`;
  const shown = { base, until: visit.until, refused: sentence(op, fault), flow: 'recovery' as const };
  const wrong = fault?.code.startsWith('factors.code_') ?? false;
  if (visit.step === 'code')
    return codePage(page, { ...shown, wrong, ending: undefined, change: undefined, again });
  if (visit.step === 'check') return checkPage(page, shown);
  if (visit.step === 'factor') {
    const { passkey, ...others } = await factorsOf(op, visit);
    const options = passkey ? JSON.stringify(await passkeyOptions(op, personOf(visit), visit.id)) : undefined;
    return factorPage(page, { ...shown, ...others, passkey: options });
  }
  if (visit.step === 'password') return passwordPage(page, { ...shown, least: SHORTEST_PASSWORD });
  return donePage(page, { flow: 'recovery', next: signInAddress(visit.state.to) });
}
