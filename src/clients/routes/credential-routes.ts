import { type Request, type Response, Router } from 'express';
import { credentialsPage } from '../../../views/clients/credentials.ts';
import { secretPage } from '../../../views/clients/secret.ts';
import { readDay } from '../../calendar.ts';
import { Fault } from '../../errors.ts';
import { formText, operationOf, pageOf, postForm, sendPage, type Web } from '../../web/index.ts';
import type { Client } from '../client.ts';
import { listApprovals } from '../decide.ts';
import { getClient as clientAsItIs } from '../find.ts';
import { addKeys, listKeys, removeKey, uploadsKeys } from '../keys.ts';
import { listSecrets, makeSecret, revokeSecret, usesSecrets } from '../secrets.ts';
import { problemsOf } from '../text-problems.ts';
import type { ClientDesk } from './desk.ts';

type Typed = Readonly<Record<string, string>>;

/** Secrets and keys of a client, for whichever console mounts them. */
export function credentialRoutes(web: Web, desk: ClientDesk): Router {
  const router = Router();
  const at = `${desk.base}/clients/:id`;
  const pageOfIt = (client: Client) => `${desk.base}/clients/${encodeURIComponent(client.id)}/credentials`;

  router.get(`${at}/credentials`, ...desk.read, (req: Request, res: Response) => show(req, res, {}));

  // Shown in the answer itself: a secret stands in no address and in no store.
  router.post(`${at}/secrets`, ...desk.change, postForm, async (req: Request, res: Response) => {
    const client = await changing(req);
    const op = operationOf(req);
    const typed = { label: formText(req, 'label', 200), days: formText(req, 'days', 10) };
    await orShow(req, res, typed, async () => {
      const secret = await makeSecret(op, client.id, { label: typed.label, days: Number(typed.days) });
      const data = { client, secret, how: 'added', approvalId: undefined } as const;
      sendPage(res, secretPage(await pageOf(web, req, op), desk, data), 201);
    });
  });
  router.post(`${at}/secrets/:secret/revocation`, ...desk.change, postForm, async (req, res) => {
    const client = await changing(req);
    await revokeSecret(operationOf(req), client.id, String(req.params.secret));
    res.redirect(303, pageOfIt(client));
  });

  router.post(`${at}/keys`, ...desk.change, postForm, async (req: Request, res: Response) => {
    const client = await changing(req);
    const typed = { keys: formText(req, 'keys', 20_000), until: formText(req, 'until', 40) };
    await orShow(req, res, typed, async () => {
      const until = typed.until.trim() === '' ? null : readDay(typed.until);
      const approval = await addKeys(operationOf(req), client.id, { keys: typed.keys, until });
      res.redirect(303, `${desk.base}/approvals/${approval}`);
    });
  });
  router.post(`${at}/keys/:key/removal`, ...desk.change, postForm, async (req, res) => {
    const client = await changing(req);
    await removeKey(operationOf(req), client.id, String(req.params.key));
    res.redirect(303, pageOfIt(client));
  });

  async function changing(req: Request): Promise<Client> {
    const op = operationOf(req);
    const client = await desk.getClient(op, String(req.params.id));
    if (!(await desk.mayChange(op, client))) throw new Fault('forbidden', 'clients.not_yours_to_change');
    return client;
  }

  /** What is wrong with what was typed stands beside it. */
  async function orShow(req: Request, res: Response, typed: Typed, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const problems = problemsOf(error);
      if (!problems) throw error;
      const { t } = await pageOf(web, req);
      const errors = new Map(problems.map(({ field, code }) => [field, t.admin.problems[code]]));
      await show(req, res, typed, errors);
    }
  }

  async function show(req: Request, res: Response, typed: Typed, errors = new Map<string, string>()) {
    const op = operationOf(req);
    const { id } = await desk.getClient(op, String(req.params.id));
    const client = await clientAsItIs(op, id);
    const waiting = (await listApprovals(op, { open: true, clientId: id, limit: 20 })).find(
      ({ change }) => change !== null,
    );
    const view = credentialsPage(await pageOf(web, req, op), desk, {
      client,
      secrets: usesSecrets(client) ? await listSecrets(op, id) : undefined,
      keys: uploadsKeys(client) ? listKeys(client) : undefined,
      mayChange: client.state !== 'refused' && (await desk.mayChange(op, client)),
      waiting: waiting && `${desk.base}/approvals/${waiting.id}`,
      typed,
      errors,
    });
    sendPage(res, view, errors.size > 0 ? 400 : 200);
  }

  return router;
}
