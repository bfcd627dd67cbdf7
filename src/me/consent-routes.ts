import { type Request, type Response, Router } from 'express';
import { consentText } from '../../views/flow/consent.ts';
import { consentDetailPage } from '../../views/me/consent.ts';
import { receiptPage } from '../../views/me/receipt.ts';
import { renewalPage } from '../../views/me/renewal.ts';
import { consentReceipt, giveConsent, type Receipt, withdrawConsent } from '../consent/index.ts';
import { Fault, isFault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import {
  formText,
  operationOf,
  type Page,
  pageOf,
  postForm,
  requirePerson,
  sendPage,
  type Web,
} from '../web/index.ts';
import { describe, getConsentOf } from './consents.ts';
import { readerOf } from './reader.ts';
import { entriesOf } from './record.ts';
import { findRenewal, mayRenew, type Renewal, renewalDataOf, valuesIn } from './renewal.ts';

const PAGE = 50;
type OfConsent = Request<{ id: string }>;

/** One permission: what it was, its signed record, giving it once more, taking it back. */
export function consentRoutes(web: Web): Router {
  const router = Router();
  const signedIn = requirePerson(web);

  router.get('/me/consents/:id', signedIn, async (req: OfConsent, res: Response) => {
    const op = operationOf(req);
    const reader = await readerOf(op);
    const consent = await getConsentOf(op, reader, req.params.id);
    const recent = await entriesOf(op, reader, {
      system: consent.clientId,
      kinds: ['profile.released'],
      limit: PAGE,
    });
    const shown = await describe(op, reader, consent);
    const view = consentDetailPage(await pageOf(web, req, op), {
      consent: shown,
      uses: recent.filter(({ basis }) => basis?.type === 'consent' && basis.id === consent.id).slice(0, 5),
      open: shown.state === 'holds',
      receipt: await readReceipt(op, consent.id),
      renewable: await mayRenew(op, consent),
    });
    sendPage(res, view);
  });

  router.get('/me/consents/:id/receipt', signedIn, async (req: OfConsent, res: Response) => {
    const op = operationOf(req);
    const reader = await readerOf(op);
    const consent = await getConsentOf(op, reader, req.params.id);
    const receipt = await consentReceipt(op, consent.id);
    const shown = await describe(op, reader, consent);
    sendPage(res, receiptPage(await pageOf(web, req, op), { consent: shown, receipt }));
  });

  router.get('/me/consents/:id/receipt.json', signedIn, async (req: OfConsent, res: Response) => {
    const receipt = await consentReceipt(operationOf(req), req.params.id);
    res.setHeader('cache-control', 'no-store');
    res.setHeader(
      'content-disposition',
      `attachment; filename="yekbar-consent-${receipt.record.record.record_id}.json"`,
    );
    res.type('json').send(JSON.stringify(receipt, null, 2));
  });

  router.get('/me/consents/:id/renewal', signedIn, async (req: OfConsent, res: Response) => {
    const op = operationOf(req);
    const page = await pageOf(web, req, op);
    const renewal = await findRenewal(op, req.params.id);
    sendPage(res, renewalPage(page, await renewalDataOf(op, page, renewal)));
  });

  router.post('/me/consents/:id/renewal', signedIn, postForm, async (req: OfConsent, res: Response) => {
    const op = operationOf(req);
    const decision = formText(req, 'decision', 10);
    const renewal = await findRenewal(op, req.params.id);
    const page = await pageOf(web, req, op);
    if (decision === 'deny') {
      res.redirect(303, `/me/consents/${renewal.consent.id}`);
      return;
    }
    // Values that changed since the page was made are shown again before a yes counts.
    if (decision !== 'allow' || req.query.shown !== renewal.hash.toString('base64url')) {
      sendPage(res, renewalPage(page, await renewalDataOf(op, page, renewal)), 409);
      return;
    }
    const { id } = await renew(op, page, renewal);
    res.redirect(303, `/me/consents/${id}`);
  });

  router.post('/me/consents/:id/withdrawal', signedIn, async (req: OfConsent, res: Response) => {
    const consent = await withdrawConsent(operationOf(req), req.params.id);
    res.redirect(303, `/me/consents/${consent.id}`);
  });

  return router;
}

async function renew(op: Operation, page: Page, renewal: Renewal) {
  const { consent, purpose } = renewal;
  return giveConsent(op, {
    personId: consent.personId,
    subjectId: consent.subjectId,
    clientId: consent.clientId,
    purpose: { ...purpose, fields: [...purpose.fields, ...consent.fields] },
    fields: consent.fields,
    textLang: op.lang,
    textHash: renewal.hash,
    shown: {
      text: consentText(page, await renewalDataOf(op, page, renewal)),
      values: valuesIn(op, renewal),
    },
  });
}

/** Without one where there is none: an old consent, or data that was erased. */
async function readReceipt(op: Operation, id: string): Promise<Receipt | undefined> {
  try {
    return await consentReceipt(op, id);
  } catch (error) {
    if (isFault(error, 'consent.no_record') || isFault(error, 'vault.shredded')) return undefined;
    if (error instanceof Fault && error.kind === 'not_found') return undefined;
    throw error;
  }
}
