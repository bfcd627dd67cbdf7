import { type Request, type Response, Router } from 'express';
import type { Origin as OriginShown, SoftwareShown, Source } from '../../views/mandates/data.ts';
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
import { type Offer, offerMandate, personOf } from './offer.ts';
import { type From, type Origin, originOf } from './origin.ts';
import {
  boxesOf,
  fieldOf,
  freshValues,
  type Misread,
  misreadIn,
  offerOf,
  type Place,
  placeIn,
  readTyped,
  type Typed,
} from './routes/offer-form.ts';
import { templates } from './templates.ts';

type Named = Request<{ id: string }>;

/** What an entity does only by several signatures: it waits for the others. approvals stands below; app.ts hands it in. */
export type ActTogether =
  | { readonly kind: 'mandate_offer'; readonly offer: Offer }
  | { readonly kind: 'mandate_acceptance'; readonly mandateId: string };

/** Doors of rooms that stand below this one. */
export interface DoorsBelow {
  /** @returns the path of the page on which the first one signs */
  signTogether(op: Operation, act: ActTogether): Promise<string>;
  /** The software that runs for the entities that a person binds. */
  softwareOf(op: Operation, personId: string): Promise<readonly SoftwareShown[]>;
}

/** What a person may do for whom, and what he gives to others. Other people's mandates are not found. */
export function mandateRoutes(web: Web, { signTogether, softwareOf }: DoorsBelow): Router {
  const router = Router();
  const signedIn = requirePerson(web);

  router.get('/me/powers', signedIn, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const personId = personOf(op);
    const software = await softwareOf(op, personId);
    sendPage(
      res,
      powersPage(await pageOf(web, req, op), { ...(await listMandates(op, personId)), software }),
    );
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
    const misread = misreadIn(place, typed);
    if (misread.length > 0) return showPlace(web, req, res, place, typed, misread);
    try {
      const offer = offerOf(place, typed);
      res.redirect(303, await aloneOr(op, { kind: 'mandate_offer', offer }, () => offerMandate(op, offer)));
    } catch (error) {
      if (!isFault(error) || !/^(mandates|identity|entities)\./.test(error.code)) throw error;
      await showPlace(web, req, res, place, typed, [{ fault: error, field: fieldOf(error.code) }]);
    }
  });

  router.get('/me/powers/:id', signedIn, async (req: Named, res: Response) => {
    const op = operationOf(req);
    const mandate = await getMandate(op, personOf(op), req.params.id);
    sendPage(res, mandatePage(await pageOf(web, req, op), mandate));
  });

  router.post('/me/powers/:id/acceptance', signedIn, async (req: Named, res: Response) => {
    const op = operationOf(req);
    const { id } = req.params;
    const accept = async () => {
      await acceptMandate(op, id);
      return id;
    };
    res.redirect(303, await aloneOr(op, { kind: 'mandate_acceptance', mandateId: id }, accept));
  });

  router.post('/me/powers/:id/end', signedIn, async (req: Named, res: Response) => {
    await endMandate(operationOf(req), req.params.id);
    res.redirect(303, `/me/powers/${req.params.id}`);
  });

  /** Where the entity is bound only by several, the others are asked too. @returns where to go on */
  const aloneOr = async (op: Operation, act: ActTogether, alone: () => Promise<string>): Promise<string> => {
    try {
      return `/me/powers/${await alone()}`;
    } catch (error) {
      if (!isFault(error, 'mandates.joint_gives')) throw error;
      return signTogether(op, act);
    }
  };

  return router;
}

/** For what and to whom; once that is said, the form. */
async function showPlace(
  web: Web,
  req: Request,
  res: Response,
  place: Place,
  typed?: Typed,
  wrong: readonly Misread[] = [],
): Promise<void> {
  const op = operationOf(req);
  const origin = await originOf(op, personOf(op), place.from);
  const { needsMore } = origin;
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
    together: needsMore,
    wrong: wrong.map(({ fault, field }) => ({ field, sentence: sentenceOf(fault, op.lang) })),
  });
  sendPage(res, view, wrong[0] ? statusOf(wrong[0].fault) : 200);
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
    .filter(({ state }) => state === 'usable' || state === 'joint')
    .map(({ entity, state }) => ({
      query: `entity=${entity.id}`,
      title: entity.name[op.lang] || entity.name.fa,
      text: state === 'joint' ? t.registerTogether : t.register,
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
