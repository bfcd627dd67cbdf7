import express, { type Request, type Response, Router } from 'express';
import { changePage } from '../../../views/clients/change.ts';
import { labelsOf } from '../../../views/clients/form-parts.ts';
import { Fault } from '../../errors.ts';
import { operationOf, pageOf, sendPage, type Web } from '../../web/index.ts';
import { changeClient } from '../change.ts';
import type { Client } from '../client.ts';
import { getClient } from '../find.ts';
import { formOfClient, type PostedForm, readChangeForm } from '../form.ts';
import type { Problem } from '../input.ts';
import { encryptionAlgorithms } from '../key-set.ts';
import { problemsOf } from '../text-problems.ts';
import type { ClientDesk } from './desk.ts';
import { postedForm, remarksOf } from './posted.ts';

/** A form with Persian texts of several languages and up to the whole catalogue. */
export const longForm = express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 1000 });

/** The page on which a client that works is changed, for whichever console mounts it. */
export function clientFormRoutes(web: Web, desk: ClientDesk): Router {
  const router = Router();
  const path = `${desk.base}/clients/:id/change`;

  router.get(path, ...desk.change, async (req: Request, res: Response) => {
    const client = await changing(req);
    await show(req, res, client, formOfClient(client), []);
  });

  router.post(path, ...desk.change, longForm, async (req: Request, res: Response) => {
    const client = await changing(req);
    const form = postedForm(req, Object.keys(labelsOf(await pageOf(web, req))));
    try {
      const { approvalId } = await desk.ask(operationOf(req), client.id, async op => ({
        approvalId: await changeClient(op, readChangeForm(form, client)),
      }));
      res.redirect(303, `${desk.base}/approvals/${approvalId}`);
    } catch (error) {
      const problems = problemsOf(error);
      if (!problems) throw error;
      await show(req, res, client, form, problems);
    }
  });

  async function changing(req: Request): Promise<Client> {
    const op = operationOf(req);
    const client = await desk.getClient(op, String(req.params.id));
    if (client.kind === 'internal' || !(await desk.mayChange(op, client)))
      throw new Fault('forbidden', 'clients.not_yours_to_change');
    if (client.state !== 'active') throw new Fault('conflict', 'clients.not_active', { state: client.state });
    return getClient(op, client.id);
  }

  async function show(
    req: Request,
    res: Response,
    client: Client,
    form: PostedForm,
    problems: readonly Problem[],
  ) {
    const page = await pageOf(web, req);
    const errors = remarksOf(page, problems, form);
    const data = { form, errors, encryptions: encryptionAlgorithms };
    sendPage(res, changePage(page, desk, client, data), problems.length > 0 ? 400 : 200);
  }

  return router;
}
