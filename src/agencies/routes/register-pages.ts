import { type Request, type Response, Router } from 'express';
import { registerPage } from '../../../views/agency/register.ts';
import { labelsOf } from '../../../views/clients/form-parts.ts';
import { secretPage } from '../../../views/clients/secret.ts';
import {
  encryptionAlgorithms,
  fieldGroups,
  getClient,
  longForm,
  type PostedForm,
  type Problem,
  postedForm,
  problemsOf,
  readClientForm,
  remarksOf,
} from '../../clients/index.ts';
import { readChoice } from '../../directory/index.ts';
import { operationOf, pageOf, sendPage, type Web } from '../../web/index.ts';
import { beginningOf, EXAMPLE, listBeginnings } from '../begin.ts';
import { getAgency } from '../officer.ts';
import { registerOwn } from '../own.ts';
import { requireAct } from '../standing.ts';
import { systemsOf } from '../systems.ts';
import { agencyDesk } from './desk.ts';
import { idOf, officersOnly } from './guard.ts';

/** The form that registers a client of an agency: in the sandbox it works at once, else it waits for two signatures. */
export function registerPages(web: Web): Router {
  const router = Router();
  const at = '/agency/agencies/:id/clients';

  router.get(`${at}/new`, ...officersOnly(web), async (req: Request, res: Response) => {
    const from = typeof req.query.from === 'string' ? req.query.from : '';
    await show(req, res, await beginningOf(operationOf(req), idOf(req), from), []);
  });

  router.post(at, ...officersOnly(web), longForm, async (req: Request, res: Response) => {
    const op = operationOf(req);
    await requireAct(op, idOf(req), 'develop');
    const page = await pageOf(web, req, op);
    const form = postedForm(req, Object.keys(labelsOf(page)));
    const input = { ...readClientForm(form), agencyId: idOf(req), newAgency: undefined };
    const done = await registerOwn(op, idOf(req), input, readChoice(form)).catch(async (error: unknown) => {
      const problems = problemsOf(error);
      if (!problems) throw error;
      await show(req, res, form, problems);
    });
    if (!done) return;
    // In the sandbox it is approved already: there is nothing to wait for.
    const client = await getClient(op, done.client.id);
    const approvalId = client.state === 'pending' ? done.approvalId : undefined;
    const how = approvalId === undefined ? 'works' : 'registered';
    const view = secretPage(page, agencyDesk(web), { client, secret: done.clientSecret, how, approvalId });
    sendPage(res, view, 201);
  });

  async function show(req: Request, res: Response, form: PostedForm, problems: readonly Problem[]) {
    const op = operationOf(req);
    const standing = await requireAct(op, idOf(req), 'develop');
    const agency = await getAgency(op, idOf(req));
    const page = await pageOf(web, req, op);
    const systems = (await systemsOf(op, agency.id)).filter(({ clientId }) => clientId === null);
    const view = registerPage(page, {
      agency: { id: agency.id, name: agency.name[op.lang] },
      standing,
      form,
      errors: remarksOf(page, problems, form),
      systems: systems.map(({ number, name }) => ({ number, name: name[op.lang] })),
      encryptions: encryptionAlgorithms,
      groups: fieldGroups(op.lang),
      beginnings: [
        { from: EXAMPLE, text: page.t.agencies.beginnings.example },
        ...(await listBeginnings(op, agency.id)).map(({ from, client, purpose }) => ({
          from,
          text: page.t.agencies.beginnings.as(purpose[op.lang], client[op.lang]),
        })),
      ],
    });
    sendPage(res, view, problems.length > 0 ? 400 : 200);
  }

  return router;
}
