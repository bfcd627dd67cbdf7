import { type Request, type Response, Router } from 'express';
import type { Origin as OriginShown, Source } from '../../views/mandates/data.ts';
import { mandatePage } from '../../views/mandates/detail.ts';
import { powersPage } from '../../views/mandates/list.ts';
import { choosePage, offerPage, templatePage } from '../../views/mandates/wizard.ts';
import { Fault, isFault } from '../errors.ts';
import { messages } from '../i18n/index.ts';
import type { Operation } from '../operation.ts';
import {
  formText,
  operationOf,
  pageOf,
  postForm,
  requirePerson,
  sendPage,
  sentenceOf,
  statusOf,
  type Web,
} from '../web/index.ts';
import { acceptMandate, endMandate } from './answer.ts';
import { getMandate, listMandates } from './list.ts';
import { offerMandate, personOf } from './offer.ts';
import { type From, type Origin, originOf } from './origin.ts';
import {
  boxesOf,
  fieldOf,
  freshValues,
  offerOf,
  type Place,
  placeIn,
  readTyped,
  type Typed,
} from './routes/offer-form.ts';
import { templates } from './templates.ts';

type Named = Request<{ id: string }>;

/** What a person may do for whom, and what he gives to others. Other people's mandates are not found. */
export function mandateRoutes(web: Web): Router {
  const router = Router();
  const signedIn = requirePerson(web);

  router.get('/me/powers', signedIn, async (req: Request, res: Response) => {
    const op = operationOf(req);
    sendPage(res, powersPage(await pageOf(web, req, op), await listMandates(op, personOf(op))));
  });

  router.get('/me/powers/new', signedIn, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const place = placeIn(name => {
      const value = req.query[name];
      return typeof value === 'string' ? value.slice(0, 64) : '';
    });
    if (place) await showPlace(web, req, res, place);
    else sendPage(res, choosePage(await pageOf(web, req, op), { sources: await sourcesOf(op) }));
  });

  router.post('/me/powers', signedIn, postForm, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const place = placeIn(name => formText(req, name, 64));
    if (!place?.template) throw new Fault('bad_input', 'web.malformed');
    const typed = readTyped(req);
    try {
      res.redirect(303, `/me/powers/${await offerMandate(op, offerOf(place, typed))}`);
    } catch (error) {
      if (!isFault(error) || !/^(mandates|identity|entities)\./.test(error.code)) throw error;
      await showPlace(web, req, res, place, typed, error);
    }
  });

  router.get('/me/powers/:id', signedIn, async (req: Named, res: Response) => {
    const op = operationOf(req);
    const mandate = await getMandate(op, personOf(op), req.params.id);
    sendPage(res, mandatePage(await pageOf(web, req, op), mandate));
  });

  router.post('/me/powers/:id/acceptance', signedIn, async (req: Named, res: Response) => {
    await acceptMandate(operationOf(req), req.params.id);
    res.redirect(303, `/me/powers/${req.params.id}`);
  });

  router.post('/me/powers/:id/end', signedIn, async (req: Named, res: Response) => {
    await endMandate(operationOf(req), req.params.id);
    res.redirect(303, `/me/powers/${req.params.id}`);
  });

  return router;
}

/** For what and to whom; once that is said, the form. */
async function showPlace(
  web: Web,
  req: Request,
  res: Response,
  place: Place,
  typed?: Typed,
  fault?: Fault,
): Promise<void> {
  const op = operationOf(req);
  const origin = await originOf(op, personOf(op), place.from);
  const shown = originShown(op, place.from, origin);
  const page = await pageOf(web, req, op);
  const { template } = place;
  if (!template) {
    sendPage(res, templatePage(page, { origin: shown, templates }));
    return;
  }
  const view = offerPage(page, {
    origin: shown,
    template,
    to: shown.toEntity ? place.to : 'person',
    ...(await boxesOf(op, origin, template, typed?.scope)),
    values: typed?.values ?? freshValues(op, origin),
    mayPassOn: origin.mayPassOn ? (typed?.mayPassOn ?? false) : undefined,
    last: origin.until ?? undefined,
    wrong: fault && { field: fieldOf(fault.code), sentence: sentenceOf(fault, op.lang) },
  });
  sendPage(res, view, fault ? statusOf(fault) : 200);
}

function originShown(op: Operation, from: From, { entity, how }: Origin): OriginShown {
  const fields =
    'entityId' in from
      ? [{ name: 'entity', value: from.entityId }]
      : [
          { name: 'mandate', value: from.mandateId },
          { name: 'how', value: from.how },
        ];
  return { fields, entity: entity.name[op.lang] || entity.name.fa, toEntity: how !== 'named' };
}

/** Everything of which the reader can give a part now. */
async function sourcesOf(op: Operation): Promise<Source[]> {
  const { powers, mandates } = await listMandates(op, personOf(op));
  const t = messages(op.lang).mandates;
  const ofOffice = powers
    .filter(({ state }) => state === 'usable')
    .map(({ entity }) => ({
      query: `entity=${entity.id}`,
      title: entity.name[op.lang] || entity.name.fa,
      text: t.register,
    }));
  const ofMandate = mandates.flatMap(({ id, entity, template, may }) => {
    const source = { title: entity.name };
    const role = t.templates[template];
    return [
      ...(may.name ? [{ ...source, query: `mandate=${id}&how=named`, text: `${t.nameStaff}: ${role}` }] : []),
      ...(may.pass ? [{ ...source, query: `mandate=${id}&how=passed`, text: `${t.pass}: ${role}` }] : []),
    ];
  });
  return [...ofOffice, ...ofMandate];
}
