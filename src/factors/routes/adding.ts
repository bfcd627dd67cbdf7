import { type Response, Router } from 'express';
import encodeQR from 'qr';
import { newCertificatePage } from '../../../views/factors/new-certificate.ts';
import { newPasskeyPage } from '../../../views/factors/new-passkey.ts';
import { newTotpPage } from '../../../views/factors/new-totp.ts';
import { makeRecoveryCodesPage, recoveryCodesPage } from '../../../views/factors/recovery-codes.ts';
import { Fault, isFault } from '../../errors.ts';
import { formText, pageOf, postForm, sendPage, sentenceOf, statusOf, type Web } from '../../web/index.ts';
import { addCertificate, certificateIn, takesCertificates } from '../certificate.ts';
import { CHALLENGE_MS } from '../challenge.ts';
import { countGuess } from '../limits.ts';
import { addPasskey, passkeyCreation } from '../passkeys.ts';
import { makeRecoveryCodes } from '../recovery-codes.ts';
import { countRecoveryCodes } from '../store.ts';
import { addTotp, offerTotp, repeatTotpOffer, type TotpOffer } from '../totp.ts';
import { type Fresh, freshPerson } from './fresh.ts';

const MOST_JSON = 20_000;

/** The pages that add a factor: all of them ask for a fresh sign-in. */
export function addingRoutes(web: Web): Router {
  const router = Router();
  return certificates(web, passkeys(web, totp(web, recoveryCodes(web, router))));
}

/** What the reader did is refused: the page comes again and says why. Anything else is an error page. */
function refusal(error: unknown, fresh: Fresh): { sentence: string; status: number } {
  if (!isFault(error) || error.kind === 'busy') throw error;
  return { sentence: sentenceOf(error, fresh.op.lang), status: statusOf(error) };
}

export function done(res: Response, what: string): void {
  res.redirect(303, `/me/security?done=${what}`);
}

/** A challenge may be over before the sign-in is too old. */
function untilAnswered({ op, until }: Fresh): Date {
  return new Date(Math.min(until.getTime(), op.at.getTime() + CHALLENGE_MS));
}

function passkeys(web: Web, router: Router): Router {
  const path = '/me/security/passkeys/new';
  router.get(path, async (req, res) => {
    const fresh = await freshPerson(web, req, res);
    if (!fresh) return;
    const { op, personId, sessionUid } = fresh;
    const until = untilAnswered(fresh);
    const options = JSON.stringify(await passkeyCreation(op, personId, sessionUid));
    sendPage(
      res,
      newPasskeyPage(await pageOf(web, req, op), { until, options, name: '', refused: undefined }),
    );
  });
  router.post(path, postForm, async (req, res) => {
    const fresh = await freshPerson(web, req, res);
    if (!fresh) return;
    const { op, personId, sessionUid } = fresh;
    const until = untilAnswered(fresh);
    const name = formText(req, 'name', 200);
    try {
      await addPasskey(op, personId, {
        answer: formText(req, 'passkey', MOST_JSON),
        name,
        bound: sessionUid,
      });
    } catch (error) {
      const { sentence, status } = refusal(error, fresh);
      const options = JSON.stringify(await passkeyCreation(op, personId, sessionUid));
      const page = await pageOf(web, req, op);
      sendPage(res, newPasskeyPage(page, { until, options, name, refused: sentence }), status);
      return;
    }
    done(res, 'passkey_added');
  });
  return router;
}

/** The certificate comes with the connection: the page shows it, the form says that it is hers. */
function certificates(web: Web, router: Router): Router {
  const path = '/me/security/certificates/new';
  router.get(path, async (req, res) => {
    const fresh = await freshPerson(web, req, res);
    if (!fresh) return;
    const { op, until } = fresh;
    if (!takesCertificates(op)) throw new Fault('not_found', 'web.not_found');
    const shown = await certificateIn(op, req);
    sendPage(res, newCertificatePage(await pageOf(web, req, op), { until, shown, refused: undefined }));
  });
  router.post(path, async (req, res) => {
    const fresh = await freshPerson(web, req, res);
    if (!fresh) return;
    const { op, personId, until } = fresh;
    const shown = await certificateIn(op, req);
    try {
      await addCertificate(op, personId, shown?.text ?? '');
    } catch (error) {
      const { sentence, status } = refusal(error, fresh);
      const page = await pageOf(web, req, op);
      sendPage(res, newCertificatePage(page, { until, shown, refused: sentence }), status);
      return;
    }
    done(res, 'certificate_added');
  });
  return router;
}

function totp(web: Web, router: Router): Router {
  const path = '/me/security/totp/new';
  router.get(path, async (req, res) => {
    const fresh = await freshPerson(web, req, res);
    if (!fresh) return;
    const offer = await offerTotp(fresh.op, fresh.personId);
    sendPage(res, newTotpPage(await pageOf(web, req, fresh.op), shown(offer, fresh, undefined)));
  });
  router.post(path, postForm, async (req, res) => {
    const fresh = await freshPerson(web, req, res);
    if (!fresh) return;
    const { op, personId } = fresh;
    const sealed = formText(req, 'offer');
    try {
      const guess = await countGuess(op, 'totp', personId);
      await addTotp(op, personId, sealed, formText(req, 'code', 64));
      await guess.wasRight(op);
    } catch (error) {
      const { sentence, status } = refusal(error, fresh);
      const offer = await repeatTotpOffer(op, personId, sealed);
      sendPage(res, newTotpPage(await pageOf(web, req, op), shown(offer, fresh, sentence)), status);
      return;
    }
    done(res, 'totp_added');
  });
  return router;
}

function shown({ secret, address, sealed, until }: TotpOffer, fresh: Fresh, refused: string | undefined) {
  const squares = encodeQR(address, 'raw', { ecc: 'medium', border: 4 });
  return { secret, sealed, squares, refused, until: until < fresh.until ? until : fresh.until };
}

function recoveryCodes(web: Web, router: Router): Router {
  const path = '/me/security/recovery-codes';
  router.get(path, async (req, res) => {
    const fresh = await freshPerson(web, req, res);
    if (!fresh) return;
    const left = await countRecoveryCodes(fresh.op, fresh.personId);
    const page = await pageOf(web, req, fresh.op);
    sendPage(res, makeRecoveryCodesPage(page, { until: fresh.until, left, refused: undefined }));
  });
  router.post(path, postForm, async (req, res) => {
    const fresh = await freshPerson(web, req, res);
    if (!fresh) return;
    const codes = await makeRecoveryCodes(fresh.op, fresh.personId);
    sendPage(res, recoveryCodesPage(await pageOf(web, req, fresh.op), codes));
  });
  return router;
}
