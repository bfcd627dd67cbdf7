import { Router } from 'express';
import { newPasswordPage } from '../../../views/factors/new-password.ts';
import { securityPage } from '../../../views/factors/security.ts';
import { isFault } from '../../errors.ts';
import { SHORTEST_PASSWORD } from '../../identity/index.ts';
import type { Operation } from '../../operation.ts';
import {
  formText,
  pageOf,
  personOf,
  postForm,
  sendPage,
  sentenceOf,
  statusOf,
  type Web,
} from '../../web/index.ts';
import { removeCertificate, takesCertificates } from '../certificate.ts';
import { changePassword } from '../change-password.ts';
import { listFactors } from '../list.ts';
import { removePasskey } from '../passkeys.ts';
import { removeTotp } from '../totp.ts';
import { done } from './adding.ts';
import { freshPerson } from './fresh.ts';

/** Ends the sessions that a person has elsewhere, in the transaction that changes the password. */
export type EndOthers = (op: Operation, personId: string, keepSessionUid: string) => Promise<void>;

/** The list of what a person has, taking away, and the password. */
export function securityRoutes(web: Web, endOthers: EndOthers): Router {
  const router = Router();
  router.get('/me/security', async (req, res) => {
    const op = await personOf(web, req, res);
    if (op.actor.kind !== 'person') return;
    const factors = await listFactors(op, op.actor.personId);
    const what = typeof req.query.done === 'string' ? req.query.done : undefined;
    sendPage(
      res,
      securityPage(await pageOf(web, req, op), {
        ...factors,
        takesCertificates: takesCertificates(op),
        done: what,
      }),
    );
  });
  router.post('/me/security/passkeys/:id/remove', async (req, res) => {
    const fresh = await freshPerson(web, req, res);
    if (!fresh) return;
    await removePasskey(fresh.op, fresh.personId, req.params.id);
    done(res, 'passkey_removed');
  });
  router.post('/me/security/certificates/:id/remove', async (req, res) => {
    const fresh = await freshPerson(web, req, res);
    if (!fresh) return;
    await removeCertificate(fresh.op, fresh.personId, req.params.id);
    done(res, 'certificate_removed');
  });
  router.post('/me/security/totp/remove', async (req, res) => {
    const fresh = await freshPerson(web, req, res);
    if (!fresh) return;
    await removeTotp(fresh.op, fresh.personId);
    done(res, 'totp_removed');
  });
  router.get('/me/security/password', async (req, res) => {
    const fresh = await freshPerson(web, req, res, 1);
    if (!fresh) return;
    const page = await pageOf(web, req, fresh.op);
    sendPage(res, newPasswordPage(page, { ...shown(fresh), refused: undefined }));
  });
  router.post('/me/security/password', postForm, async (req, res) => {
    const fresh = await freshPerson(web, req, res, 1);
    if (!fresh) return;
    const { op, personId, sessionUid, level } = fresh;
    try {
      const password = formText(req, 'password');
      const old = formText(req, 'old_password');
      await changePassword(op, personId, { old, password, level }, op => endOthers(op, personId, sessionUid));
    } catch (error) {
      if (!isFault(error) || error.kind === 'busy') throw error;
      const refused = sentenceOf(error, op.lang);
      const page = await pageOf(web, req, op);
      const wrong = error.code.startsWith('identity.password_') ? 'password' : 'old_password';
      sendPage(res, newPasswordPage(page, { ...shown(fresh), refused, wrong }), statusOf(error));
      return;
    }
    done(res, 'password_changed');
  });
  return router;
}

function shown({ until, level }: { until: Date; level: number }) {
  return { until, needsOld: level < 2, least: SHORTEST_PASSWORD };
}
