import express, { type Request, type Response, Router } from 'express';
import type { Remark } from '../../../views/admin/data.ts';
import { labelsOf, registerPage } from '../../../views/admin/register.ts';
import { secretPage } from '../../../views/clients/secret.ts';
import { encryptionAlgorithms, listAgencies, type Problem, problemsOf } from '../../clients/index.ts';
import { listSystems } from '../../directory/index.ts';
import { Fault } from '../../errors.ts';
import { formText, operationOf, pageOf, sendPage, type Web } from '../../web/index.ts';
import { controlOf, emptyForm, type PostedForm, readForm } from '../form.ts';
import { registerWithSystem } from '../register.ts';
import { adminDesk } from './desk.ts';
import { administratorsOnly } from './guard.ts';
import { fieldGroups } from './show.ts';

/** A form with Persian texts of several languages and up to the whole catalogue. */
const longForm = express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 1000 });

/** The form that registers a client, and the page that hands out its secret once. */
export function registerPages(web: Web): Router {
  const router = Router();

  router.get('/admin/clients/new', ...administratorsOnly(web), (req, res) => show(req, res, emptyForm, []));

  router.post('/admin/clients', ...administratorsOnly(web), longForm, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const page = await pageOf(web, req, op);
    const form: PostedForm = {
      text: Object.fromEntries(Object.keys(labelsOf(page)).map(name => [name, textOf(req, name)])),
      fields: listOf(req, 'fields'),
      subjects: listOf(req, 'subjects'),
    };
    const { input, choice } = readForm(form);
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
    const errors = new Map<string, Remark[]>();
    for (const problem of problems) {
      const { control, part } = controlOf(problem, form);
      const remark = { part, sentence: page.t.admin.problems[problem.code] };
      errors.set(control, [...(errors.get(control) ?? []), remark]);
    }
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

/** Boxes that are ticked are read as lists. */
function textOf(req: Request, name: string): string {
  return name === 'fields' || name === 'subjects' ? '' : formText(req, name, 50_000);
}

function listOf(req: Request, name: string): string[] {
  const value: unknown = req.body?.[name] ?? [];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const texts = list.filter(item => typeof item === 'string').filter(item => item.length <= 200);
  if (texts.length !== list.length || list.length > 500) throw new Fault('bad_input', 'web.malformed');
  return texts;
}
