import { type Request, type Response, Router } from 'express';
import { registerPage } from '../../../views/admin/register.ts';
import { labelsOf } from '../../../views/clients/form-parts.ts';
import { secretPage } from '../../../views/clients/secret.ts';
import {
  emptyForm,
  encryptionAlgorithms,
  fieldGroups,
  listAgencies,
  longForm,
  type PostedForm,
  type Problem,
  postedForm,
  problemsOf,
  readClientForm,
  remarksOf,
} from '../../clients/index.ts';
import { listSystems, readChoice, registerWithSystem } from '../../directory/index.ts';
import { operationOf, pageOf, sendPage, type Web } from '../../web/index.ts';
import { adminDesk } from './desk.ts';
import { administratorsOnly } from './guard.ts';

/** The form that registers a client, and the page that hands out its secret once. */
export function registerPages(web: Web): Router {
  const router = Router();

  router.get('/admin/clients/new', ...administratorsOnly(web), (req, res) => show(req, res, emptyForm, []));

  router.post('/admin/clients', ...administratorsOnly(web), longForm, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const page = await pageOf(web, req, op);
    const form = postedForm(req, Object.keys(labelsOf(page)));
    const [input, choice] = [readClientForm(form), readChoice(form)];
    const done = await registerWithSystem(op, input, choice).catch(async (error: unknown) => {
      const problems = problemsOf(error);
      if (!problems) throw error;
      await show(req, res, form, problems);
    });
    if (!done) return;
    const { client, clientSecret, approvalId } = done;
    sendPage(
      res,
      secretPage(page, adminDesk(web), { client, secret: clientSecret, how: 'registered', approvalId }),
      201,
    );
  });

  async function show(req: Request, res: Response, form: PostedForm, problems: readonly Problem[]) {
    const op = operationOf(req);
    const page = await pageOf(web, req, op);
    const errors = remarksOf(page, problems, form);
    const systems = (await listSystems(op)).filter(system => system.clientId === null);
    const view = registerPage(page, {
      form,
      errors,
      agencies: (await listAgencies(op)).map(({ id, name }) => ({ id, name: name[op.lang] })),
      systems: systems.map(system => ({
        number: system.number,
        name: system.name[op.lang],
        owner: system.owner[op.lang],
      })),
      encryptions: encryptionAlgorithms,
      groups: fieldGroups(op.lang),
    });
    sendPage(res, view, problems.length > 0 ? 400 : 200);
  }

  return router;
}
