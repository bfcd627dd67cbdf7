import { type Request, type Response, Router } from 'express';
import { enrolPage } from '../../../views/enrolment/begin.ts';
import { codePage } from '../../../views/enrolment/code.ts';
import type { EnrolName, Example } from '../../../views/enrolment/data.ts';
import { checkPage, donePage, passwordPage } from '../../../views/enrolment/steps.ts';
import { type Fault, isFault } from '../../errors.ts';
import { type Both, format } from '../../i18n/index.ts';
import { SHORTEST_PASSWORD } from '../../identity/index.ts';
import { jalaliOfIso, writeJalali } from '../../registries/index.ts';
import {
  type FormField,
  formText,
  operationOf,
  pageOf,
  postForm,
  sendPage,
  sentenceOf,
  type Web,
} from '../../web/index.ts';
import {
  beginEnrolment,
  checkAgain,
  confirmMobile,
  type EnrolState,
  type EnrolVisit,
  finishEnrolment,
  sendAgain,
} from '../enrol.ts';
import { type Faults, parseEnrolForm, type Typed } from '../form.ts';
import {
  foreseen,
  goTo,
  newBrowser,
  onwardPath,
  places,
  sendRefused,
  sentence,
  signInAddress,
  visitOf,
} from './steps.ts';

/** Someone whom the registries of the demo know and who has no account. */
export interface Newcomer {
  readonly identifier: string;
  readonly name: Both;
  readonly givenName: string;
  readonly familyName: string;
  /** ISO day */
  readonly birthDate: string;
  readonly mobile: string;
}

type Step = Request<{ id: string }>;
const names: readonly EnrolName[] = ['national_id', 'birth_date', 'given_name', 'family_name', 'mobile'];
const empty = Object.fromEntries(names.map(name => [name, ''])) as Typed<EnrolName>;

/** Making an account, step by step. */
export function enrolRoutes(web: Web, newcomer: Newcomer | undefined): Router {
  const router = Router();
  const base = places.enrolment;
  const find = (req: Step, res: Response) => visitOf<EnrolState>(web, req, res, 'enrolment');
  const begin = { web, newcomer };

  router.get(base, async (req, res) => {
    const typed = newcomer && req.query.example === '1' ? typedOf(newcomer) : empty;
    await showBegin(begin, req, res, typed, onwardPath(req.query.to));
  });
  router.post(base, postForm, async (req, res) => {
    const op = operationOf(req);
    const to = onwardPath(formText(req, 'to', 1000));
    const typed = Object.fromEntries(names.map(name => [name, formText(req, name, 200)])) as Typed<EnrolName>;
    const parsed = parseEnrolForm(op, typed);
    if (parsed.faults) return showBegin(begin, req, res, typed, to, { faults: parsed.faults });
    const browser = newBrowser();
    try {
      const visit = await beginEnrolment(op, parsed.value, to, browser);
      goTo(web, req, res, { place: 'enrolment', visit, browser });
    } catch (error) {
      await showBegin(begin, req, res, typed, to, { fault: foreseen(error) });
    }
  });

  router.get(`${base}/:id`, async (req, res) => {
    const visit = await find(req, res);
    if (visit) await show(web, req, res, visit);
  });
  router.get(`${base}/:id/change`, async (req, res) => {
    const visit = await find(req, res);
    if (!visit) return;
    const { claimed, to } = visit.state;
    if (visit.step === 'done') res.redirect(303, `${base}/${visit.id}`);
    else await showBegin(begin, req, res, typedOf(claimed), to);
  });

  const step = (
    name: string,
    due: EnrolVisit['step'],
    act: (visit: EnrolVisit, req: Step, res: Response) => Promise<void>,
  ): void => {
    router.post(`${base}/:id/${name}`, postForm, async (req: Step, res: Response) => {
      const visit = await find(req, res);
      if (!visit) return;
      // A form of a step that is over, or not due yet: the page that is due is shown.
      if (visit.step !== due) return res.redirect(303, `${base}/${visit.id}`);
      try {
        await act(visit, req, res);
      } catch (error) {
        const fault = foreseen(error);
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
  step('check', 'check', async (visit, req, res) => {
    try {
      await checkAgain(operationOf(req), visit);
      res.redirect(303, `${base}/${visit.id}`);
    } catch (error) {
      if (!isFault(error) || error.kind !== 'forbidden') throw error;
      await showBegin(begin, req, res, typedOf(visit.state.claimed), visit.state.to, { fault: error });
    }
  });
  step('code', 'code', async (visit, req, res) => {
    await confirmMobile(operationOf(req), visit, formText(req, 'code', 100));
    res.redirect(303, `${base}/${visit.id}`);
  });
  step('again', 'code', async (visit, req, res) => {
    await sendAgain(operationOf(req), visit);
    res.redirect(303, `${base}/${visit.id}?again=1`);
  });
  step('password', 'password', async (visit, req, res) => {
    await finishEnrolment(operationOf(req), visit, formText(req, 'password', 1000));
    res.redirect(303, `${base}/${visit.id}`);
  });
  return router;
}

/** The form, with what was typed and what is wrong with it. */
async function showBegin(
  { web, newcomer }: { readonly web: Web; readonly newcomer: Newcomer | undefined },
  req: Request,
  res: Response,
  typed: Typed<EnrolName>,
  to: string,
  wrong: { readonly faults?: Faults<EnrolName>; readonly fault?: Fault } = {},
): Promise<void> {
  const op = operationOf(req);
  const { faults = {}, fault } = wrong;
  const notHers = fault?.code === 'identity.mobile_not_yours' ? { mobile: fault } : {};
  const all: Faults<EnrolName> = { ...faults, ...notHers };
  const fields = Object.fromEntries(
    names.map(name => {
      const one = all[name];
      return [name, { value: typed[name], ...(one ? { error: sentenceOf(one, op.lang) } : {}) }];
    }),
  ) as Record<EnrolName, FormField>;
  const example = newcomer && exampleOf(newcomer, op.lang, to);
  const view = enrolPage(await pageOf(web, req, op), { fields, refused: sentence(op, fault), to, example });
  if (fault) sendRefused(res, view, fault);
  else sendPage(res, view, wrong.faults ? 400 : 200);
}

/** The page of the step that is due. */
async function show(web: Web, req: Step, res: Response, visit: EnrolVisit, fault?: Fault): Promise<void> {
  const op = operationOf(req);
  const page = await pageOf(web, req, op);
  const base = `${places.enrolment}/${visit.id}`;
  const shown = { base, until: visit.until, refused: sentence(op, fault), flow: 'enrolment' as const };
  const view =
    visit.step === 'check'
      ? checkPage(page, shown)
      : visit.step === 'code'
        ? codePage(page, {
            ...shown,
            wrong: fault?.code.startsWith('factors.code_') ?? false,
            ending: visit.state.claimed.mobile.slice(-2),
            change: `${base}/change`,
            again: req.query.again === '1',
          })
        : visit.step === 'password'
          ? passwordPage(page, { ...shown, least: SHORTEST_PASSWORD })
          : donePage(page, { flow: 'enrolment', next: signInAddress(visit.state.to) });
  if (fault) sendRefused(res, view, fault);
  else sendPage(res, view);
}

/** As a person would write it. */
function typedOf(claimed: Omit<Newcomer, 'name'>): Typed<EnrolName> {
  return {
    national_id: claimed.identifier,
    birth_date: writeJalali(claimed.birthDate),
    given_name: claimed.givenName,
    family_name: claimed.familyName,
    mobile: claimed.mobile.replace(/^\+98/, '0'),
  };
}

function exampleOf(newcomer: Newcomer, lang: 'fa' | 'en', to: string): Example {
  const { digits, date } = format(lang);
  const { year, month, day } = jalaliOfIso(newcomer.birthDate);
  return {
    name: newcomer.name[lang],
    identifier: digits(newcomer.identifier),
    birthDate: lang === 'fa' ? date(newcomer.birthDate) : `${year}/${month}/${day}`,
    mobile: digits(newcomer.mobile.replace(/^\+98/, '0')),
    fill: `/enrol?${new URLSearchParams({ example: '1', to })}`,
  };
}
